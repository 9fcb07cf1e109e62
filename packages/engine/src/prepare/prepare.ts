/**
 * Everything about a transaction's bytes that needs no state: decoding, digests, signature verdicts.
 *
 * Pure, so that a driver may run it on other threads and hand the result over; every replica finds the same.
 *
 * @module
 */
import {
  type Authority,
  bytesToHex,
  decode,
  type Hex,
  hashBytes,
  orderDigest,
  type Signer,
  Transaction,
  transactionDigest,
} from "@novate/codec";
import type { OrderProof, PreparedTransaction, TradeProof } from "../command/prepared.ts";
import { bodyHashOf } from "./bodyHash.ts";

/**
 * Whether `signature` over `digest` is `signer`'s own.
 *
 * May assume: the arguments come from decoded bytes. Must: be a pure function, accept exactly one encoding of a signature
 * (low s, v 27 or 28; ed25519 with a zero last byte), and never throw.
 */
export type VerifySignature = (digest: Hex, signature: Hex, signer: Signer) => boolean;

export function prepareTransaction(bytes: Uint8Array, verify: VerifySignature): PreparedTransaction {
  const hash = bytesToHex(hashBytes(bytes));
  const decoded = decode(Transaction, bytes);
  if (!decoded.ok) return { hash, transaction: null, isSigned: false, trades: [] };
  const transaction = decoded.value;
  const { signer, signature } = transaction;
  const isSigned = verify(transactionDigest(transaction), signature, signer);
  return { hash, transaction, isSigned, trades: proveTrades(transaction, verify) };
}

function proveTrades({ chainId, command }: Transaction, verify: VerifySignature): TradeProof[] {
  if (command.type !== "ReportTrades") return [];
  const proofOf = (leg: Authority): OrderProof | null => {
    if (leg.type !== "Order") return null;
    const digest = orderDigest(chainId, leg.order);
    return { digest, isSigned: verify(digest, leg.signature, leg.signer) };
  };
  return command.trades.map((trade) => ({
    bodyHash: bodyHashOf(trade),
    buyer: proofOf(trade.buyer),
    seller: proofOf(trade.seller),
  }));
}
