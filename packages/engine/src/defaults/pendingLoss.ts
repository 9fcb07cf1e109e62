/**
 * Losses that wait for the sale of what is behind them: known and gating at once, paid later (DFLT-011, DFLT-019 … DFLT-021).
 *
 * A fund that paid at once would pay haircuts, and leave every rise of the collateral to the defaulter; one that waited
 * for ever would let a loss hide behind a coin that nobody buys. So it pays after an hour, and what the account brings in
 * afterwards goes back to the tranches, the last one first, before the account is let go.
 *
 * @module
 */
import type { ManagedRow } from "@novate/codec";
import { type Atoms, atoms, HOUR_MS, minOf } from "@novate/num";
import { collateralValueAtoms } from "../collateral/value.ts";
import type { Evolve } from "../command/evolver.ts";
import { houseOf, mustGet } from "../state/state.ts";
import { accountOf, cashOf, hasLots, type Round, vestedCashOf, writeCash } from "./round.ts";
import { lossOf, PAYERS } from "./waterfall.ts";

/** How long the tranches wait for a sale. */
const LONGEST_WAIT_MS = HOUR_MS;

/** Whether the account's losses have waited for a sale as long as any may, since the first (DFLT-020, DFLT-025). */
export function hasWaited({ house }: Round, accountId: number): boolean {
  const { shortSinceMs } = mustGet(house.state.managed, accountId);
  return shortSinceMs !== 0 && houseOf(house.state).timeMs - shortSinceMs >= LONGEST_WAIT_MS;
}

/** Notes what of the account's loss waits now, if that is news. */
export function earmark(round: Round, accountId: number, lossAtoms: Atoms): void {
  const { house, segmentId } = round;
  const known = mustGet(house.state.managed, accountId).earmarkedAtoms;
  if (lossAtoms === known) return;
  const { earmarkedAtoms } = mustGet(house.state.segments, segmentId);
  const earmarkedAfterAtoms = atoms(earmarkedAtoms - known + lossAtoms);
  house.emit({ type: "LossEarmarked", accountId, segmentId, lossAtoms, earmarkedAfterAtoms });
}

/** All of the account's loss that is not paid for yet waits. */
export const earmarkLoss = (round: Round, accountId: number): void =>
  earmark(round, accountId, lossOf(round, accountId));

/** What the tranches and the fees have paid for the account. */
export const drawnFor = (managed: ManagedRow): bigint => PAYERS.reduce((sum, { drawn }) => sum + managed[drawn], 0n);

/** The order of refills: the tranches from the last to the first, and the fees. */
const REFILLS = [2, 1, 0, 3] as const;

/** Whether the tranches have paid for the account, and it still has something to give back. */
export function owesTranches(round: Round, accountId: number): boolean {
  if (drawnFor(mustGet(round.house.state.managed, accountId)) === 0n) return false;
  const account = accountOf(round, accountId);
  return (
    hasLots(round, account) ||
    collateralValueAtoms(round.house.state, account) > 0n ||
    vestedCashOf(round, accountId) > 0n
  );
}

/** Gives back what the tranches paid, out of cash that nothing else is owed of. */
export function refillTranches(round: Round, accountId: number): void {
  const { house, segmentId } = round;
  if (hasLots(round, accountOf(round, accountId))) return;
  for (const tranche of REFILLS) {
    const payer = PAYERS[tranche]!;
    const drawn = mustGet(house.state.managed, accountId)[payer.drawn];
    const cash = cashOf(round, accountId);
    const refilledAtoms = minOf(drawn, minOf(cash, vestedCashOf(round, accountId)));
    if (refilledAtoms <= 0n) continue;
    const held = mustGet(house.state.segments, segmentId)[payer.pool];
    const [trancheAfterAtoms, cashAfterAtoms] = [atoms(held + refilledAtoms), atoms(cash - refilledAtoms)];
    const event = { accountId, segmentId, tranche, refilledAtoms, trancheAfterAtoms, cashAfterAtoms };
    house.emit({ type: "TrancheRefilled", ...event });
  }
}

export const evolveLossEarmarked: Evolve<"LossEarmarked"> = (state, event) => {
  const { accountId, segmentId, lossAtoms, earmarkedAfterAtoms } = event;
  const { timeMs } = houseOf(state);
  const managed = mustGet(state.managed, accountId);
  // The hour begins with the first loss: a moment without one, or one that was paid, begins none anew.
  const shortSinceMs = managed.shortSinceMs === 0 && lossAtoms > 0n ? timeMs : managed.shortSinceMs;
  state.managed.put({ ...managed, earmarkedAtoms: lossAtoms, shortSinceMs });
  state.segments.put({ ...mustGet(state.segments, segmentId), earmarkedAtoms: earmarkedAfterAtoms });
};

export const evolveTrancheRefilled: Evolve<"TrancheRefilled"> = (state, event) => {
  const { pool: field, drawn } = PAYERS[event.tranche]!; // the event names one of them
  const managed = mustGet(state.managed, event.accountId);
  state.managed.put({ ...managed, [drawn]: atoms(managed[drawn] - event.refilledAtoms) });
  state.segments.put({ ...mustGet(state.segments, event.segmentId), [field]: event.trancheAfterAtoms });
  writeCash(state, event.accountId, event.cashAfterAtoms);
};
