/**
 * How much of a balance is seasoned: what came in lately is fresh, and gives no share of the windows yet (WDR-021).
 *
 * @module
 */
import type { ExitRow } from "@novate/codec";
import { type Atoms, atoms, DAY_MS, divUp, HOUR_MS, maxOf, ZERO_ATOMS } from "@novate/num";
import { exitKey } from "../state/keys.ts";
import { houseOf, type StateView, type WritableState } from "../state/state.ts";

const NO_WINDOW = { startMs: 0, inAtoms: ZERO_ATOMS, ownAtoms: ZERO_ATOMS, commonAtoms: ZERO_ATOMS } as const;

/** The account's row for the asset; one that neither came nor went lately has an empty one. */
export const exitOf = (state: StateView, accountId: number, assetId: number): ExitRow =>
  state.exits.get(exitKey(accountId, assetId)) ?? {
    accountId,
    assetId,
    fresh: [],
    hour: NO_WINDOW,
    day: NO_WINDOW,
    touchedAtMs: 0,
  };

/** What is still fresh at `timeMs`, each hour's part rounded up: all at first, nothing after a day, falling evenly in between. */
export function freshAtomsAt({ fresh }: ExitRow, timeMs: number): Atoms {
  let sum = 0n;
  for (const { startMs, amountAtoms } of fresh) {
    const leftMs = DAY_MS - (timeMs - startMs);
    if (leftMs > 0) sum += divUp(amountAtoms * BigInt(leftMs), BigInt(DAY_MS));
  }
  return atoms(sum);
}

/** The row once `amountAtoms` more have come in. By hours of the clock, so that a later atom makes nothing fresh anew. */
export function withFresh(exit: ExitRow, amountAtoms: Atoms, timeMs: number): ExitRow {
  const startMs = timeMs - (timeMs % HOUR_MS);
  const young = exit.fresh.filter((hour) => hour.startMs > startMs - DAY_MS && hour.startMs !== startMs);
  const before = exit.fresh.find((hour) => hour.startMs === startMs)?.amountAtoms ?? ZERO_ATOMS;
  const fresh = [...young, { startMs, amountAtoms: atoms(before + maxOf(amountAtoms, ZERO_ATOMS)) }];
  return { ...exit, fresh, touchedAtMs: timeMs };
}

/** Marks what another account handed over as fresh: a share cannot be carried from one name to the next. */
export function receive(state: WritableState, accountId: number, assetId: number, amountAtoms: Atoms): void {
  const { timeMs } = houseOf(state);
  state.exits.put(withFresh(exitOf(state, accountId, assetId), amountAtoms, timeMs));
}
