/**
 * What a worker thread finds out about a transaction: everything of a `PreparedTransaction` but the decoded value, which
 * is cheaper to decode twice than to copy between threads.
 *
 * @module
 */
import { decode, Transaction } from "@novate/codec";
import { type PreparedTransaction, prepareTransaction } from "@novate/engine";
import { verifySignature } from "./verifySignature.ts";

export type Verdict = Omit<PreparedTransaction, "transaction">;

/** Decodes, digests and checks every signature inside. Pure. */
export function judge(bytes: Uint8Array): Verdict {
  const { hash, isSigned, evidence } = prepareTransaction(bytes, verifySignature);
  return { hash, isSigned, evidence };
}

/** Puts a verdict back together with the value of the bytes that it judged. */
export function prepared(bytes: Uint8Array, verdict: Verdict): PreparedTransaction {
  const decoded = decode(Transaction, bytes);
  return { ...verdict, transaction: decoded.ok ? decoded.value : null };
}
