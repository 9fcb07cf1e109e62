/**
 * Everything about a transaction's bytes that needs no state: decoding, digests, signature verdicts.
 *
 * Pure, so that a driver may run it on other threads and hand the result over; every replica finds the same.
 *
 * @module
 */
import { bytesToHex, decode, hashBytes, Transaction, transactionDigest } from "@novate/codec";
import type { PreparedTransaction } from "../command/prepared.ts";
import { prove } from "./prove.ts";
import type { VerifySignature } from "./verifySignature.ts";

/**
 * Work: the outer signature first, and what the command carries only where it holds (ADM-004): of forged bytes nothing else is
 * ever asked, because no block hears them.
 */
export function prepareTransaction(bytes: Uint8Array, verify: VerifySignature): PreparedTransaction {
  const hash = bytesToHex(hashBytes(bytes));
  const decoded = decode(Transaction, bytes);
  if (!decoded.ok) return { hash, transaction: null, isSigned: false, evidence: null };
  const transaction = decoded.value;
  const { signer, signature } = transaction;
  const isSigned = verify(transactionDigest(transaction), signature, signer);
  return { hash, transaction, isSigned, evidence: isSigned ? prove(transaction, verify) : null };
}
