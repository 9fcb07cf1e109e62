/**
 * Signs one command, sends it, and prints what became of it; or says what would become of it.
 *
 * @module
 */
import { type Command, type Hex, type JsonOf, Transaction, toJson, type UnsignedTransaction } from "@novate/codec";
import { HOUR_MS } from "@novate/num";
import { type NovateClient, type SigningKey, signTransaction } from "@novate/sdk";
import type { Io } from "../terminal/io.ts";
import { keyOf } from "./keys.ts";
import { type KitFlags, keepOwn } from "./kits.ts";
import { type OutputFlags, print } from "./output.ts";
import { mustBeAccepted, receiptPage } from "./receipt.ts";
import { rehearse } from "./rehearse.ts";
import { clientOf } from "./remote.ts";
import { NO_SIGNATURE } from "./transactionFile.ts";
import type { WriteFlags } from "./writeFlags.ts";

const LIFETIME_MS = HOUR_MS;

/** Errors: those of the key's file and of the node; `RefusedError` when the rules refused it. */
export async function sendAsked(command: Command, flags: WriteFlags & KitFlags, io: Io): Promise<void> {
  const client = clientOf(flags);
  const key = await keyOf(flags);
  const transaction = await transactionFor(client, key, command, LIFETIME_MS);
  if (flags.dryRun === true) return rehearseUnsigned(client, transaction, flags, io);
  const receipt = await client.submit(signTransaction(transaction, key));
  print(receipt, flags, io, { page: receiptPage });
  if ("accountId" in command) await keepOwn(client, [command.accountId], flags, io);
  mustBeAccepted(receipt);
}

/** A command that is good for `lifetimeMs` by the house's own clock. */
export async function transactionFor(
  client: NovateClient,
  { signer }: SigningKey,
  command: Command,
  lifetimeMs: number,
): Promise<UnsignedTransaction> {
  const [{ house, nowMs }, nonce] = await Promise.all([client.time(), client.nextNonce(signer)]);
  return { house: house as Hex, signer, nonce, expiresAtMs: nowMs + lifetimeMs, command }; // by its schema
}

/** The node sees no signature: it could send what it is only asked about. */
export function rehearseUnsigned(
  client: NovateClient,
  transaction: UnsignedTransaction,
  flags: OutputFlags,
  io: Io,
): Promise<void> {
  const unsigned = toJson(Transaction, { ...transaction, signature: NO_SIGNATURE });
  return rehearse(client, { transaction: unsigned as JsonOf<Transaction> }, flags, io); // what the codec writes
}
