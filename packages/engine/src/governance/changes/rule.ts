/**
 * What a governed change must say about itself: when it is wrong, how long it waits, what it writes.
 *
 * @module
 */
import type { Change, ChangeOf } from "@novate/codec";
import type { StateView, WritableState } from "../../state/state.ts";

/** The field that is wrong, and why, in ASCII; both go into the refusal `ChangeInvalid`. */
export interface ChangeFault {
  readonly field: string;
  readonly reason: string;
}

/** One variant of `Change`; a file each in this folder. */
export interface ChangeRule<T extends Change["type"]> {
  /** The first fault against `state`, in the order of the fields, or null. */
  faultOf(state: StateView, change: ChangeOf<T>, timeMs: number): ChangeFault | null;
  /** How long members are warned before it may take effect (GOV-004). */
  delayMsOf(state: StateView, change: ChangeOf<T>): number;
  /** Whether it may move what an account needs or has: its bundle then passes a shadow run first (GOV-006). */
  readonly movesRisk: boolean;
  /** Writes a change that has no fault. */
  write(state: WritableState, change: ChangeOf<T>, atMs: number): void;
}

/** A change that only reduces risk takes effect with the next block (GOV-024). */
export const IMMEDIATE_MS = 0;
/** A change that may add risk waits two days (GOV-025). */
export const ADDING_RISK_MS = 172_800_000;
/** New collateral waits a week (GOV-026). */
export const LISTING_COLLATERAL_MS = 604_800_000;

export const fault = (field: string, reason: string): ChangeFault => ({ field, reason });

/** A fault unless minimum ≤ value ≤ maximum. */
export const outside = (
  field: string,
  value: bigint | number,
  minimum: bigint | number,
  maximum: bigint | number,
): ChangeFault | null =>
  value < minimum || value > maximum ? fault(field, `${value} is not from ${minimum} to ${maximum}`) : null;

/** The first fault of several checks. */
export const firstFault = (...faults: readonly (ChangeFault | null)[]): ChangeFault | null =>
  faults.find((candidate) => candidate !== null) ?? null;

/** Σ of this many atoms of one asset still fits an account's balance with room to spare. */
export const MAX_ATOMS = 10n ** 30n;
/** A hundred years: longer than anything here lasts. */
export const MAX_DURATION_MS = 3_155_760_000_000;
