/**
 * The signed transaction: one command, who asks, once, until when.
 *
 * @module
 */
import { typedDataDigest, typedDataJson } from "../eip712/index.ts";
import { bytes65, type Field, type Json, type StructField, struct, timeMs, u64, type ValueOf } from "../field/index.ts";
import type { Hex } from "../hex.ts";
import { Command, type CommandType } from "./commands.ts";
import { domainOf } from "./domain.ts";
import { type HouseId, houseId } from "./ids.ts";
import { Order, Signer } from "./order.ts";

/**
 * `nonce` is one of the signer's sliding window; after `expiresAtMs` (block time) the transaction is void. The signature
 * covers everything else through {@link transactionDigest}.
 */
export const Transaction = struct("Transaction", {
  house: houseId,
  signer: Signer,
  nonce: u64,
  expiresAtMs: timeMs,
  command: Command,
  signature: bytes65,
});
export type Transaction = ValueOf<typeof Transaction>;

/** A transaction without its proof: what a signer agrees to. */
export type UnsignedTransaction = Omit<Transaction, "signature">;

/** Whose, by when, for which house: all of a transaction but what it asks, and its signature. */
export type TransactionEnvelope = Omit<UnsignedTransaction, "command">;

// A wallet shows the struct's name, so each command has a request type of its own.
const requests = new Map<CommandType, StructField<object>>(
  Object.entries(Command.variants).map(([type, variant]) => [
    type as CommandType, // the keys of the union's own table
    struct(`${type}Request`, {
      command: variant.field as Field<object>,
      signer: Signer,
      nonce: u64,
      expiresAtMs: timeMs,
    }),
  ]),
);

function requestOf(transaction: UnsignedTransaction): [StructField<object>, object] {
  const { command, signer, nonce, expiresAtMs } = transaction;
  const request = requests.get(command.type)!;
  return [request, { command, signer, nonce, expiresAtMs }];
}

/** The 32 bytes that the signer signs: EIP-712 over the command and its conditions, rebuilt from the decoded fields. */
export function transactionDigest(transaction: UnsignedTransaction): Hex {
  const [request, value] = requestOf(transaction);
  return typedDataDigest(domainOf(transaction.house), request, value);
}

/** The same, as a wallet's `eth_signTypedData_v4` takes it. */
export function transactionTypedData(transaction: UnsignedTransaction): Json {
  const [request, value] = requestOf(transaction);
  return typedDataJson(domainOf(transaction.house), request, value);
}

/** The 32 bytes that identify an order and that its signer signs. */
export const orderDigest = (house: HouseId, order: Order): Hex => typedDataDigest(domainOf(house), Order, order);
export const orderTypedData = (house: HouseId, order: Order): Json => typedDataJson(domainOf(house), Order, order);
