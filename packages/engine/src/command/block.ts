/**
 * What goes into a block and what comes out of it.
 *
 * @module
 */
import type { Event, Hex, Refusal } from "@novate/codec";
import type { RowChange } from "../state/rowChange.ts";
import type { Outcome } from "./decision.ts";
import type { PreparedTransaction } from "./prepared.ts";

/** The same block, given to any node in the same state, gives the same result (INV-010). */
export interface Block {
  readonly height: number;
  readonly timeMs: number;
  readonly transactions: readonly PreparedTransaction[];
}

/** The answer to one transaction; `firstEvent` and `eventCount` say which events of the block are its own. */
export interface Receipt {
  readonly hash: Hex;
  readonly refusal: Refusal | null;
  /** Of a batch, an answer an item, in their order. */
  readonly outcomes: readonly Outcome[];
  readonly firstEvent: number;
  readonly eventCount: number;
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
