/**
 * Signed transactions and orders.
 *
 * @module
 */
import {
  encode,
  type HouseId,
  type Order,
  orderDigest,
  type SignedOrder,
  Transaction,
  transactionDigest,
  type UnsignedTransaction,
} from "@novate/codec";
import { assert } from "@novate/stdx";
import type { SigningKey } from "./signingKey.ts";

/**
 * Signs a transaction and returns the bytes to submit. Asserts that it names `key` as its signer.
 *
 * @example
 * const { house } = await novate.status();
 * const key = createOwnerKey(secret);
 * const command = { type: "OpenAccount", segmentId: 1, method: MarginMethod.cross } as const;
 * const bytes = signTransaction({ house, signer: key.signer, nonce: 0n, expiresAtMs, command }, key);
 */
export function signTransaction(transaction: UnsignedTransaction, key: SigningKey): Uint8Array {
  const { scheme, key: name } = transaction.signer;
  assert(scheme === key.signer.scheme && name === key.signer.key, "sign: the transaction names another signer");
  return encode(Transaction, { ...transaction, signature: key.sign(transactionDigest(transaction)) });
}

/** Signs an order for the house that a node's status names: what a venue reports a fill with. */
export const signOrder = (house: HouseId, order: Order, key: SigningKey): SignedOrder => ({
  order,
  signer: key.signer,
  signature: key.sign(orderDigest(house, order)),
});
