/**
 * What goes into a block and what comes out of it.
 *
 * @module
 */
import type { Event, Hex, TableName } from "@novate/codec";
import type { Refusal } from "../command/decision.ts";
import type { PreparedTransaction } from "./prepare.ts";

/** The same block, given to any node in the same state, gives the same result (I10). */
export interface Block {
  readonly height: number;
  readonly timeMs: number;
  readonly transactions: readonly PreparedTransaction[];
}

/** The answer to one trade of a report. */
export type TradeOutcome = { readonly accepted: true } | { readonly accepted: false; readonly refusal: Refusal };

/** The answer to one transaction; `firstEvent` and `eventCount` say which events of the block are its own. */
export interface Receipt {
  readonly hash: Hex;
  readonly refusal: Refusal | null;
  /** For a report of trades: an answer each, in their order. */
  readonly trades: readonly TradeOutcome[];
  readonly firstEvent: number;
  readonly eventCount: number;
}

/** A row that the store must write, or remove where `bytes` is null. */
export interface RowChange {
  readonly table: TableName;
  readonly slot: number;
  readonly bytes: Uint8Array | null;
}

export interface BlockResult {
  readonly height: number;
  readonly timeMs: number;
  readonly stateRoot: Hex;
  /** In the order of the block's transactions. */
  readonly receipts: readonly Receipt[];
  readonly events: readonly Event[];
  readonly changes: readonly RowChange[];
}
