/**
 * The plug-in point that decides which transactions follow which.
 *
 * @module
 */
import type { ReceiptJson } from "../chain/receipt.ts";

/**
 * Orders transactions into blocks and runs them through one `Chain`.
 *
 * May assume (safety): the engine gives one result for one history of blocks; a block that was committed is never asked
 * for again; `Chain.execute` and `Chain.commit` come in turn.
 *
 * Must (safety): heights rise by one and block times strictly; a block holds no bytes that a block before it holds; every
 * signature verdict handed to the engine is a function of the transaction's bytes alone; nothing is answered before the
 * block's write is synced.
 *
 * Must (liveness): every submission is answered, by its receipt or by one refusal; while there is power to decide, an
 * admitted transaction enters a block before it expires, and blocks go on without transactions, because time alone
 * moves funding, expiries and auctions; a full queue refuses at once and says so, it never lets a caller wait.
 */
export interface Consensus {
  /** Which driver this is. */
  readonly name: "solo" | "cometbft";
  /**
   * Takes a signed transaction and resolves with its receipt once its block is durable.
   *
   * The same bytes always get the same answer, now or after a restart. Rejects with a `ClearingError` whose advice says
   * whether the same bytes may be sent again.
   */
  submit(transaction: Uint8Array): Promise<ReceiptJson>;
  status(): ConsensusStatus;
  /** Stops taking transactions, finishes the block under way and resolves when nothing is running any more. */
  stop(): Promise<void>;
}

export interface ConsensusStatus {
  /** Submitted and not yet answered. */
  readonly queuedTransactions: number;
  readonly queuedBytes: number;
  readonly isAccepting: boolean;
}
