/**
 * Signs one command, sends it, and prints what became of it.
 *
 * @module
 */
import type { Command, Hex } from "@novate/codec";
import { HOUR_MS } from "@novate/num";
import { type NovateClient, type SigningKey, signTransaction } from "@novate/sdk";
import type { Io } from "../terminal/io.ts";
import { type KeyFlags, keyOf } from "./keys.ts";
import { type KitFlags, keepOwn } from "./kits.ts";
import { print } from "./output.ts";
import { mustBeAccepted, receiptPage } from "./receipt.ts";
import { clientOf, type RemoteFlags } from "./remote.ts";

const LIFETIME_MS = HOUR_MS;

/** Errors: those of the key's file and of the node; `RefusedError` when the rules refused it. */
export async function sendAsked(command: Command, flags: RemoteFlags & KeyFlags & KitFlags, io: Io): Promise<void> {
  const client = clientOf(flags);
  const receipt = await sendSigned(client, await keyOf(flags), command, LIFETIME_MS);
  print(receipt, flags, io, { page: receiptPage });
  if ("accountId" in command) await keepOwn(client, [command.accountId], flags, io);
  mustBeAccepted(receipt);
}

/** Signs a command that is good for `lifetimeMs` by the house's own clock, and waits for its block. */
export async function sendSigned(client: NovateClient, key: SigningKey, command: Command, lifetimeMs: number) {
  const [{ house }, { nowMs }, nonce] = await Promise.all([
    client.status(),
    client.time(),
    client.nextNonce(key.signer),
  ]);
  const expiresAtMs = nowMs + lifetimeMs;
  return client.submit(signTransaction({ house: house as Hex, signer: key.signer, nonce, expiresAtMs, command }, key));
}
