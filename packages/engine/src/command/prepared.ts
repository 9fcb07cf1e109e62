/**
 * A transaction as it comes before the engine: decoded, and everything about its bytes that needs no state.
 *
 * @module
 */
import type { CommandType, Hex, Transaction } from "@novate/codec";
import type { EvidenceOf } from "./evidence.ts";

export interface PreparedTransaction {
  /** sha256 of the bytes: the transaction's identity. */
  readonly hash: Hex;
  /** Null if the bytes are not a transaction. */
  readonly transaction: Transaction | null;
  readonly isSigned: boolean;
  readonly evidence: EvidenceOf<CommandType>;
}
