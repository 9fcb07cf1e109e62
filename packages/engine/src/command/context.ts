/**
 * What a decision may know beside the state: the block's clock, who asks, and the prices of risk.
 *
 * @module
 */
import type { CommandOf, CommandType, Event, Signer } from "@novate/codec";
import type { Looks } from "../derived/looks.ts";
import type { Owing } from "../ledger/exitDebt.ts";
import type { StateView, WritableState } from "../state/state.ts";
import type { Batch, Decision } from "./decision.ts";
import type { EvidenceOf } from "./evidence.ts";
import type { Margin } from "./margin.ts";

export interface Context<T extends CommandType = CommandType> {
  readonly timeMs: number;
  readonly height: number;
  readonly signer: Signer;
  /** The signer's word was proven elsewhere, by the inbox of a vault: it is the account's owner, a contract perhaps. */
  readonly isOwners?: true;
  readonly evidence: EvidenceOf<T>;
  readonly margin: Margin;
  /** Owners that a vault in exit paid too much. */
  readonly owing: Owing;
  /** Room for margins in the block at hand: the one thing that a decision uses up. */
  readonly looks: Pick<Looks, "take">;
  /** Writes an event to a scratch copy, so that what is linked may be decided one upon the other. */
  readonly evolve: (scratch: WritableState, event: Event) => void;
}

/** Reads and returns; a refused command leaves no trace. Its checks stand in their order of precedence. */
export type Decide<T extends CommandType> = (
  state: StateView,
  command: CommandOf<T>,
  context: Context<T>,
) => Decision | Batch;
