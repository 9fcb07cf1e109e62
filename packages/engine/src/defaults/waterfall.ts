/**
 * The default waterfall: what pays for losses that the defaulters' own means do not (DFLT).
 *
 * Skin in the game → junior fund → senior fund → a haircut of gains that had not vested; the rest falls on the positions
 * that are torn up, or is recorded. Each tranche to its end before the next; Σ drawn + uncovered = loss, to the atom.
 *
 * @module
 */
import type { ManagedRow, SegmentRow } from "@novate/codec";
import { type Atoms, atoms, DAY_MS, maxOf, minOf, ZERO_ATOMS } from "@novate/num";
import { assert } from "@novate/stdx";
import { doubtedValueAtoms } from "../collateral/value.ts";
import type { Evolve } from "../command/evolver.ts";
import { immaterialLossAtoms } from "../ledger/materialLoss.ts";
import { houseOf, mustGet, type WritableState } from "../state/state.ts";
import { type Claim, cutGains } from "./gainsHaircut.ts";
import { accountOf, cashOf, certainEquityOf, type Round, writeCash } from "./round.ts";

/** In the order in which they pay (DFLT-009). */
const TRANCHES = ["skinAtoms", "juniorFundAtoms", "seniorFundAtoms"] as const satisfies readonly (keyof SegmentRow)[];

/** What each of them has paid for an account. */
const DRAWN = [
  "skinDrawnAtoms",
  "juniorDrawnAtoms",
  "seniorDrawnAtoms",
] as const satisfies readonly (keyof ManagedRow)[];

/** Whatever pays for an account, by the number that events give it: the tranches, and the fees (DFLT-022). */
export const PAYERS = [
  ...TRANCHES.map((pool, index) => ({ pool, drawn: DRAWN[index]! })),
  { pool: "feesAtoms", drawn: "feesDrawnAtoms" },
] as const satisfies readonly { pool: keyof SegmentRow; drawn: keyof ManagedRow }[];

/**
 * What an account is certainly short of: its equity, collateral at its value counted in, below zero. What an exit is only asked for of is there
 * to pay: no fund pays while its owner keeps it (DFLT-027).
 */
export function lossOf(round: Round, accountId: number): Atoms {
  const doubtedAtoms = doubtedValueAtoms(round.house.state, accountOf(round, accountId));
  const equityAtoms = certainEquityOf(round, accountId) + doubtedAtoms;
  return atoms(equityAtoms < 0n ? -equityAtoms : 0n);
}

/** Whether any tranche could still pay. */
export function hasFunds({ house, segmentId }: Round): boolean {
  const segment = mustGet(house.state.segments, segmentId);
  return TRANCHES.some((field) => segment[field] > 0n);
}

/**
 * Covers the losses of `accountIds`, in that order through the tranches, together through one haircut of gains.
 *
 * A loss that was left uncovered before is a claim on the tranches, whenever they are filled again, but no longer on
 * gains: those that vested since were earned after it (DFLT-013).
 */
export function coverLosses(round: Round, accountIds: readonly number[]): void {
  const claims: Claim[] = [];
  for (const accountId of accountIds) {
    const lossAtoms = lossOf(round, accountId);
    if (lossAtoms === 0n) continue;
    const known = mustGet(round.house.state.managed, accountId).uncoveredAtoms;
    const { segmentId } = round;
    if (payFromFees(round, accountId, lossAtoms)) continue;
    if (lossAtoms > known) round.house.emit({ type: "MemberDefaulted", accountId, segmentId, lossAtoms });
    const left = drawTranches(round, accountId, lossAtoms);
    const claimAtoms = minOf(left, maxOf(atoms(lossAtoms - known), ZERO_ATOMS));
    claims.push({ accountId, claimAtoms });
  }
  if (claims.every(({ claimAtoms }) => claimAtoms === 0n)) return;
  assert(!hasFunds(round), "INV-006: gains are cut while a tranche still holds value");
  cutGains(round, claims);
}

/** A loss below a basis point of what the segment holds is the house's to pay, while its fees suffice (DFLT-022). */
function payFromFees(round: Round, accountId: number, lossAtoms: Atoms): boolean {
  const { house, segmentId } = round;
  const segment = mustGet(house.state.segments, segmentId);
  if (lossAtoms > minOf(immaterialLossAtoms(house.state, segment), segment.feesAtoms)) return false;
  house.emit({
    type: "LossPaidFromFees",
    accountId,
    segmentId,
    paidAtoms: lossAtoms,
    feesAfterAtoms: atoms(segment.feesAtoms - lossAtoms),
    cashAfterAtoms: atoms(cashOf(round, accountId) + lossAtoms),
  });
  return true;
}

/** Draws each tranche to its end; returns what is left of the loss. */
function drawTranches(round: Round, accountId: number, lossAtoms: Atoms): Atoms {
  const { house, segmentId } = round;
  let left = lossAtoms;
  for (const [tranche, field] of TRANCHES.entries()) {
    const held = mustGet(house.state.segments, segmentId)[field];
    const drawnAtoms = minOf(held, left);
    if (drawnAtoms === 0n) continue;
    const [trancheAfterAtoms, cashAfterAtoms] = [
      atoms(held - drawnAtoms),
      atoms(cashOf(round, accountId) + drawnAtoms),
    ];
    house.emit({ type: "TrancheDrawn", accountId, segmentId, tranche, drawnAtoms, trancheAfterAtoms, cashAfterAtoms });
    left = atoms(left - drawnAtoms);
  }
  return left;
}

/** Records what is still missing, against the account and the segment, if that is news; it shuts withdrawals (DFLT-007). */
export function recordUncovered(round: Round, accountId: number): void {
  const { house, segmentId } = round;
  const lossAtoms = lossOf(round, accountId);
  const known = mustGet(house.state.managed, accountId).uncoveredAtoms;
  if (lossAtoms === known) return;
  const { uncoveredAtoms } = mustGet(house.state.segments, segmentId);
  const uncoveredAfterAtoms = atoms(uncoveredAtoms - known + lossAtoms);
  house.emit({ type: "LossUncovered", accountId, segmentId, lossAtoms, uncoveredAfterAtoms });
}

/**
 * Losses of a day add up; above a basis point they shut withdrawals for a while, and the sum begins anew (WDR-015, DFLT-023).
 *
 * One atom shuts nothing, and a hundred losses just below a basis point do.
 */
function writeLoss(state: WritableState, segmentId: number, lossAtoms: Atoms): void {
  const { timeMs } = houseOf(state);
  const segment = mustGet(state.segments, segmentId);
  const isToday = timeMs - segment.smallLossSinceMs < DAY_MS;
  const sum = atoms(lossAtoms + (isToday ? segment.smallLossAtoms : ZERO_ATOMS));
  state.segments.put(
    sum > immaterialLossAtoms(state, segment)
      ? { ...segment, shortfallAtMs: timeMs, smallLossAtoms: ZERO_ATOMS, smallLossSinceMs: 0 }
      : { ...segment, smallLossAtoms: sum, smallLossSinceMs: isToday ? segment.smallLossSinceMs : timeMs },
  );
}

/** Its money moves through the events that follow it. */
export const evolveMemberDefaulted: Evolve<"MemberDefaulted"> = (state, { segmentId, lossAtoms }) => {
  writeLoss(state, segmentId, lossAtoms);
};

export const evolveLossPaidFromFees: Evolve<"LossPaidFromFees"> = (state, event) => {
  writeLoss(state, event.segmentId, event.paidAtoms);
  const managed = mustGet(state.managed, event.accountId);
  state.managed.put({ ...managed, feesDrawnAtoms: atoms(managed.feesDrawnAtoms + event.paidAtoms) });
  state.segments.put({ ...mustGet(state.segments, event.segmentId), feesAtoms: event.feesAfterAtoms });
  writeCash(state, event.accountId, event.cashAfterAtoms);
};

export const evolveTrancheDrawn: Evolve<"TrancheDrawn"> = (state, event) => {
  const field = TRANCHES[event.tranche]!; // the event names one of the tranches
  const drawn = DRAWN[event.tranche]!;
  const managed = mustGet(state.managed, event.accountId);
  state.managed.put({ ...managed, [drawn]: atoms(managed[drawn] + event.drawnAtoms) });
  state.segments.put({ ...mustGet(state.segments, event.segmentId), [field]: event.trancheAfterAtoms });
  writeCash(state, event.accountId, event.cashAfterAtoms);
};

export const evolveLossUncovered: Evolve<"LossUncovered"> = (state, event) => {
  const { accountId, segmentId, lossAtoms, uncoveredAfterAtoms } = event;
  state.segments.put({ ...mustGet(state.segments, segmentId), uncoveredAtoms: uncoveredAfterAtoms });
  state.managed.put({ ...mustGet(state.managed, accountId), uncoveredAtoms: lossAtoms });
};
