/**
 * Signs one command, sends it, and prints what became of it.
 *
 * @module
 */
import type { Command, Hex } from "@novate/codec";
import { HOUR_MS } from "@novate/num";
import { signTransaction } from "@novate/sdk";
import type { Io } from "../terminal/io.ts";
import { type KeyFlags, keyOf } from "./keys.ts";
import { type KitFlags, keepOwn } from "./kits.ts";
import { mustBeAccepted, receiptPage } from "./receipt.ts";
import { clientOf, print, type RemoteFlags } from "./remote.ts";

const LIFETIME_MS = HOUR_MS;

/** Errors: those of the key's file and of the node; `RefusedError` when the rules refused it. */
export async function sendAsked(command: Command, flags: RemoteFlags & KeyFlags & KitFlags, io: Io): Promise<void> {
  const client = clientOf(flags);
  const key = await keyOf(flags);
  const [{ house }, { nowMs }, nonce] = await Promise.all([
    client.status(),
    client.time(),
    client.nextNonce(key.signer),
  ]);
  const expiresAtMs = nowMs + LIFETIME_MS;
  const signed = signTransaction({ house: house as Hex, signer: key.signer, nonce, expiresAtMs, command }, key);
  const receipt = await client.submit(signed);
  print(receipt, flags, io, receiptPage);
  if ("accountId" in command) await keepOwn(client, [command.accountId], flags, io);
  mustBeAccepted(receipt);
}
