/**
 * The signature of a transaction that comes as JSON: one that is wanting, and one as some wallets write it.
 *
 * @module
 */
import { type Hex, SignatureScheme, type Transaction } from "@novate/codec";

export const NO_SIGNATURE: Hex = `0x${"00".repeat(65)}`;

/**
 * The same with 27 or 28 for a last byte of 0 or 1, by which some wallets name the same point (ACC-055).
 *
 * A house takes 27 and 28 alone, so that nobody can write one transaction in two ways. What is submitted in bytes stays as it is.
 */
export function withRecoveryByte(transaction: Transaction): Transaction {
  const { signature, signer } = transaction;
  const last = signature.slice(-2);
  const isShort = signer.scheme !== SignatureScheme.ed25519 && (last === "00" || last === "01");
  if (!isShort || signature === NO_SIGNATURE) return transaction;
  return { ...transaction, signature: `${signature.slice(0, -2)}${last === "00" ? "1b" : "1c"}` as Hex };
}
