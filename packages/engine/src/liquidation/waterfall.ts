/**
 * The default waterfall: what pays for a loss that the account's own collateral does not (DFLT).
 *
 * Skin in the game → junior fund → senior fund → a haircut of gains that had not vested. Each tranche to its end before
 * the next; Σ drawn + uncovered = loss, to the atom.
 *
 * @module
 */

import type { SegmentRow } from "@novate/codec";
import { type Atoms, atoms, divUp, minOf, ZERO_ATOMS } from "@novate/num";
import { assert } from "@novate/stdx";
import { balanceOf, withBalance } from "../account/balances.ts";
import type { Evolve } from "../command/evolve.ts";
import type { House } from "../house.ts";
import { type Gain, runVariationCycle } from "../settlement/variationCycle.ts";
import { houseOf, mustGet, type StateView, type WritableState } from "../state/state.ts";
import { settlementAssetOf } from "./closeOut.ts";

const TRANCHES = ["skinAtoms", "juniorFundAtoms", "seniorFundAtoms"] as const satisfies readonly (keyof SegmentRow)[];

/**
 * Covers the account's loss: the part of its equity, without any collateral that can still be sold, below zero.
 *
 * An account that still has positions is covered up to its loss at mark; collateral that has a value is sold first.
 */
export function coverLoss(house: House, accountId: number): void {
  const account = mustGet(house.state.accounts, accountId);
  const equity = house.margin.assess(house.state, account).equityAtoms;
  const loss = atoms(equity < 0n ? -equity : 0n);
  if (loss === 0n) return;
  const { segmentId } = account;
  if (!isKnownLoss(house, accountId, loss))
    house.emit({ type: "MemberDefaulted", accountId, segmentId, lossAtoms: loss });
  const afterTranches = drawTranches(house, accountId, segmentId, loss);
  const uncovered = afterTranches === 0n ? ZERO_ATOMS : cutGains(house, accountId, segmentId, afterTranches);
  if (uncovered > 0n) recordUncovered(house, accountId, segmentId, uncovered);
}

/** An uncovered loss recorded before is not a new default while it has not grown. */
const isKnownLoss = (house: House, accountId: number, loss: Atoms): boolean =>
  mustGet(house.state.managed, accountId).uncoveredAtoms >= loss;

/** Draws each tranche to its end; returns what is left of the loss. */
function drawTranches(house: House, accountId: number, segmentId: number, loss: Atoms): Atoms {
  let left = loss;
  for (const [tranche, field] of TRANCHES.entries()) {
    const held = mustGet(house.state.segments, segmentId)[field];
    const drawn = minOf(held, left);
    if (drawn === 0n) continue;
    house.emit({
      type: "TrancheDrawn",
      accountId,
      segmentId,
      tranche,
      drawnAtoms: drawn,
      trancheAfterAtoms: atoms(held - drawn),
      cashAfterAtoms: atoms(cashOf(house.state, accountId) + drawn),
    });
    left = atoms(left - drawn);
  }
  return left;
}

/**
 * Cuts every account's gain since the last cycle by the same part, at one instant; returns what is left of the loss.
 *
 * The cycle turns all gains into cash first, so that the cut is cash as well. Only gains are cut, never what was settled
 * before: an account with no position and no stake never pays (I7). Each cut is rounded up, the last one takes what is left.
 */
function cutGains(house: House, accountId: number, segmentId: number, loss: Atoms): Atoms {
  const gains = runVariationCycle(house, segmentId).filter(
    (gain) => gain.gainAtoms > 0n && gain.accountId !== accountId,
  );
  const total = gains.reduce((sum, gain) => sum + gain.gainAtoms, 0n);
  if (total === 0n) return loss;
  const target = minOf<bigint>(loss, total);
  let left = target;
  for (const gain of gains) {
    const cut = minOf(divUp(gain.gainAtoms * target, total), left);
    if (cut === 0n) break;
    emitHaircut(house, accountId, gain, atoms(cut));
    left -= cut;
  }
  assert(left === 0n, `DFLT: a haircut of ${target} left ${left}`);
  return atoms(loss - target);
}

function emitHaircut(house: House, defaulterAccountId: number, { accountId, gainAtoms }: Gain, cut: Atoms): void {
  house.emit({
    type: "GainsHaircut",
    accountId,
    defaulterAccountId,
    gainAtoms,
    haircutAtoms: cut,
    cashAfterAtoms: atoms(cashOf(house.state, accountId) - cut),
    defaulterCashAfterAtoms: atoms(cashOf(house.state, defaulterAccountId) + cut),
  });
}

function recordUncovered(house: House, accountId: number, segmentId: number, loss: Atoms): void {
  const known = mustGet(house.state.managed, accountId).uncoveredAtoms;
  if (loss === known) return;
  const { uncoveredAtoms } = mustGet(house.state.segments, segmentId);
  house.emit({
    type: "LossUncovered",
    accountId,
    segmentId,
    lossAtoms: loss,
    uncoveredAfterAtoms: atoms(uncoveredAtoms - known + loss),
  });
}

const cashOf = (state: StateView, accountId: number): Atoms =>
  balanceOf(mustGet(state.accounts, accountId), settlementAssetOf(state, accountId));

export const evolveTrancheDrawn: Evolve<"TrancheDrawn"> = (state, event) => {
  const segment = mustGet(state.segments, event.segmentId);
  const field = TRANCHES[event.tranche]!; // the event names one of the tranches
  state.segments.put({ ...segment, [field]: event.trancheAfterAtoms, shortfallHeight: houseOf(state).height });
  writeCash(state, event.accountId, event.cashAfterAtoms);
};

export const evolveGainsHaircut: Evolve<"GainsHaircut"> = (state, event) => {
  writeCash(state, event.accountId, event.cashAfterAtoms);
  writeCash(state, event.defaulterAccountId, event.defaulterCashAfterAtoms);
};

export const evolveLossUncovered: Evolve<"LossUncovered"> = (state, event) => {
  const { accountId, segmentId, lossAtoms, uncoveredAfterAtoms } = event;
  const segment = mustGet(state.segments, segmentId);
  state.segments.put({ ...segment, uncoveredAtoms: uncoveredAfterAtoms, shortfallHeight: houseOf(state).height });
  state.managed.put({ ...mustGet(state.managed, accountId), uncoveredAtoms: lossAtoms });
};

/** The default is recorded in the log; its money moves through the events that follow it. */
export const evolveMemberDefaulted: Evolve<"MemberDefaulted"> = () => {};

function writeCash(state: WritableState, accountId: number, cash: Atoms): void {
  state.accounts.put(withBalance(mustGet(state.accounts, accountId), settlementAssetOf(state, accountId), cash));
}
