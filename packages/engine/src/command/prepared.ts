/**
 * A transaction as it comes before the engine: decoded, and everything about its bytes that needs no state.
 *
 * @module
 */
import type { Hex, Transaction } from "@novate/codec";

export interface PreparedTransaction {
  /** sha256 of the bytes: the transaction's identity. */
  readonly hash: Hex;
  /** Null if the bytes are not a transaction. */
  readonly transaction: Transaction | null;
  readonly isSigned: boolean;
  readonly trades: readonly TradeProof[];
}

/** A reported trade's identity, and the proofs of its legs; null where a leg stands on a mandate. */
export interface TradeProof {
  /** sha256 over the trade's bytes, authorities and signatures included: two reports of it are the same if this is. */
  readonly bodyHash: Hex;
  readonly buyer: OrderProof | null;
  readonly seller: OrderProof | null;
}

/** An order's identity, and whether its signer really signed it; found out before the block, never inside it. */
export interface OrderProof {
  readonly digest: Hex;
  readonly isSigned: boolean;
}
