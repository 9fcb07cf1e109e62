/**
 * Everything about a transaction's bytes that needs no state: decoding, digests, signature verdicts.
 *
 * Pure, so that a driver may run it on other threads and hand the result over; every replica finds the same.
 *
 * @module
 */
import {
  bytesToHex,
  decode,
  type Hex,
  hashBytes,
  orderDigest,
  type Signer,
  Transaction,
  transactionDigest,
} from "@novate/codec";
import type { OrderProof } from "../command/context.ts";

/**
 * Whether `signature` over `digest` is `signer`'s own.
 *
 * May assume: the arguments come from decoded bytes. Must: be a pure function, accept exactly one encoding of a signature
 * (low s, v 27 or 28; ed25519 with a zero last byte), and never throw.
 */
export type VerifySignature = (digest: Hex, signature: Hex, signer: Signer) => boolean;

export interface PreparedTransaction {
  /** sha256 of the bytes: the transaction's identity. */
  readonly hash: Hex;
  /** Null if the bytes are not a transaction. */
  readonly transaction: Transaction | null;
  readonly isSigned: boolean;
  readonly orders: readonly OrderProof[];
}

export function prepareTransaction(bytes: Uint8Array, verify: VerifySignature): PreparedTransaction {
  const hash = bytesToHex(hashBytes(bytes));
  const decoded = decode(Transaction, bytes);
  if (!decoded.ok) return { hash, transaction: null, isSigned: false, orders: [] };
  const transaction = decoded.value;
  const { signer, signature } = transaction;
  const isSigned = verify(transactionDigest(transaction), signature, signer);
  return { hash, transaction, isSigned, orders: proveOrders(transaction, verify) };
}

function proveOrders({ chainId, command }: Transaction, verify: VerifySignature): OrderProof[] {
  if (command.type !== "ReportTrades") return [];
  const proofs: OrderProof[] = [];
  for (const trade of command.trades) {
    for (const leg of [trade.buyer, trade.seller]) {
      if (leg.type !== "Order") continue;
      const digest = orderDigest(chainId, leg.order);
      proofs.push({ digest, isSigned: verify(digest, leg.signature, leg.signer) });
    }
  }
  return proofs;
}
