/**
 * Whoever signs for a member: a key in this process, or a wallet that is asked and may take its time.
 *
 * @module
 */
import type { HouseId, Order, SignedOrder, Signer, UnsignedTransaction } from "@novate/codec";
import { signOrder, signTransaction } from "./sign.ts";
import type { SigningKey } from "./signingKey.ts";

/** Both reject where the signature is declined. */
export interface TransactionSigner {
  /** How the house names it. */
  readonly signer: Signer;
  /** The bytes to submit. */
  signTransaction(transaction: UnsignedTransaction): Promise<Uint8Array>;
  signOrder(house: HouseId, order: Order): Promise<SignedOrder>;
}

/** A key as one. */
export const keySigner = (key: SigningKey): TransactionSigner => ({
  signer: key.signer,
  signTransaction: async (transaction) => signTransaction(transaction, key),
  signOrder: async (house, order) => signOrder(house, order, key),
});
