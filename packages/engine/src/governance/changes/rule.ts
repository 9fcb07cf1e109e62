/**
 * What a governed change must say about itself: when it is wrong, how long it waits, what it writes.
 *
 * @module
 */
import type { Change, ChangeOf } from "@novate/codec";
import type { Fault } from "../../command/fault.ts";
import type { StateView, WritableState } from "../../state/state.ts";

/** One variant of `Change`; a file each in this folder. */
export interface ChangeRule<T extends Change["type"]> {
  /** The first fault against `state`, in the order of the fields, or null; it goes into the refusal `ChangeInvalid`. */
  faultOf(state: StateView, change: ChangeOf<T>, timeMs: number): Fault | null;
  /** How long members are warned before it may take effect (GOV-004). */
  delayMsOf(state: StateView, change: ChangeOf<T>): number;
  /** Whether it may move what an account needs or has: its bundle then passes a shadow run first (GOV-006). */
  readonly movesRisk: boolean;
  /** Writes a change that has no fault. */
  write(state: WritableState, change: ChangeOf<T>, atMs: number): void;
}

/** A change that only reduces risk, and nobody's held positions feel, takes effect with the next block (GOV-024). */
export const IMMEDIATE_MS = 0;
/** What tightens the terms of positions and collateral that are held already gives its holders a day (GOV-037). */
export const NOTICE_MS = 86_400_000;
/** A change that may add risk waits two days (GOV-025). */
export const ADDING_RISK_MS = 172_800_000;
/** New collateral waits a week (GOV-026). */
export const LISTING_COLLATERAL_MS = 604_800_000;

/** Σ of this many atoms of one asset still fits an account's balance with room to spare. */
export const MAX_ATOMS = 10n ** 30n;
/** A hundred years: longer than anything here lasts. */
export const MAX_DURATION_MS = 3_155_760_000_000;
