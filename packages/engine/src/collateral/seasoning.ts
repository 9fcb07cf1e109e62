/**
 * How much of a balance is seasoned: what came in lately is fresh, and gives no share of the windows yet (WDR-021).
 *
 * @module
 */
import type { ExitRow } from "@novate/codec";
import { type Atoms, atoms, DAY_MS, divUp, maxOf, ZERO_ATOMS } from "@novate/num";
import { exitKey } from "../state/keys.ts";
import { houseOf, type StateView, type WritableState } from "../state/state.ts";

const NO_WINDOW = { startMs: 0, inAtoms: ZERO_ATOMS, ownAtoms: ZERO_ATOMS, commonAtoms: ZERO_ATOMS } as const;

/** The account's row for the asset; one that neither came nor went lately has an empty one. */
export const exitOf = (state: StateView, accountId: number, assetId: number): ExitRow =>
  state.exits.get(exitKey(accountId, assetId)) ?? {
    accountId,
    assetId,
    freshAtoms: ZERO_ATOMS,
    freshAtMs: 0,
    hour: NO_WINDOW,
    day: NO_WINDOW,
    touchedAtMs: 0,
  };

/** What is still fresh at `timeMs`, rounded up: all at first, nothing after a day, falling evenly in between. */
export function freshAtomsAt({ freshAtoms, freshAtMs }: ExitRow, timeMs: number): Atoms {
  const leftMs = DAY_MS - (timeMs - freshAtMs);
  return leftMs <= 0 ? ZERO_ATOMS : atoms(divUp(freshAtoms * BigInt(leftMs), BigInt(DAY_MS)));
}

/** The row once `amountAtoms` more have come in. */
export function withFresh(exit: ExitRow, amountAtoms: Atoms, timeMs: number): ExitRow {
  const freshAtoms = atoms(freshAtomsAt(exit, timeMs) + maxOf(amountAtoms, ZERO_ATOMS));
  return { ...exit, freshAtoms, freshAtMs: timeMs, touchedAtMs: timeMs };
}

/** Marks what another account handed over as fresh: a share cannot be carried from one name to the next. */
export function receive(state: WritableState, accountId: number, assetId: number, amountAtoms: Atoms): void {
  const { timeMs } = houseOf(state);
  state.exits.put(withFresh(exitOf(state, accountId, assetId), amountAtoms, timeMs));
}
