/**
 * Backstops take a slice of a managed account at a health-neutral price (LIQ-003, LIQ-004, LIQ-006, LIQ-022).
 *
 * Positions pass at the mark; the price of the service is a discount in cash: at most the penalty, and never more than
 * the equity that the slice's share of the margin carries, so that equity over maintenance margin does not fall.
 *
 * @module
 */
import type { AccountRow } from "@novate/codec";
import { type Atoms, atoms, minOf, mulPpmDown, ZERO_ATOMS } from "@novate/num";
import { assert } from "@novate/stdx";
import type { Evolve } from "../command/evolver.ts";
import { balanceOf, MAX_POSITIONS, withBalance } from "../ledger/balances.ts";
import { type Health, hasInitialMargin, isBelowCloseOut, ratioNeutralAtoms } from "../ledger/health.ts";
import { mustMark } from "../ledger/mark.ts";
import { notionalAtoms } from "../ledger/position.ts";
import { mustGet } from "../state/state.ts";
import { type Passage, passageOf, withPassages, writePassages } from "./passage.ts";
import { paysForPlaces } from "./places.ts";
import { isRatioKept } from "./ratio.ts";
import { isRelieved } from "./relief.ts";
import { accountOf, hasPassableLots, type Round, settlementAssetOf, takersFor, writeBalance } from "./round.ts";
import { greatestThat, leastThat, onceASlice, PARTS, sliceOf } from "./slice.ts";

interface Transfer {
  readonly giver: AccountRow;
  readonly taker: AccountRow;
  readonly passages: readonly Passage[];
  readonly discountAtoms: Atoms;
}

/**
 * Passes the smallest slice that restores initial margin (below close-out, the whole account), or as much of it as the
 * backstops can carry within their own initial margin, the one with the most room first.
 */
export function closeOut(round: Round, accountId: number): void {
  const { house } = round;
  const { wholeAccount } = mustGet(house.state.managed, accountId);
  for (const { accountId: backstopId } of byRoom(round, takersFor(round, accountId))) {
    const account = accountOf(round, accountId);
    const health = house.margin.assess(house.state, account);
    if (!hasPassableLots(round, account) || isRelieved(round, account, health)) return;
    const backstop = accountOf(round, backstopId);
    if (!paysForPlaces(round, account, health, backstop)) continue;
    const wanted = wholeAccount || isBelowCloseOut(health) ? PARTS : smallestCure(round, account, health, backstop);
    const isTaken = onceASlice(house.state, account, (some) => isCarried(round, account, health, backstop, some));
    const parts = greatestThat(wanted, isTaken);
    if (parts > 0) emitTransfer(round, transferOf(round, account, health, backstop, parts));
  }
}

/**
 * Passes as much of an account that leaves as the backstops can carry, for the discount that they would have of any other (LIQ-100).
 */
export function handOver(round: Round, accountId: number): void {
  const { house } = round;
  for (const { accountId: backstopId } of byRoom(round, takersFor(round, accountId))) {
    const account = accountOf(round, accountId);
    if (!hasPassableLots(round, account)) return;
    const [health, backstop] = [house.margin.assess(house.state, account), accountOf(round, backstopId)];
    if (!paysForPlaces(round, account, health, backstop)) continue;
    const isTaken = onceASlice(house.state, account, (some) => isCarried(round, account, health, backstop, some));
    const parts = greatestThat(PARTS, isTaken);
    if (parts > 0) emitTransfer(round, transferOf(round, account, health, backstop, parts));
  }
}

/** Backstops by free initial margin, the greatest first; the older account of two equal ones. */
function byRoom({ house }: Round, backstops: readonly AccountRow[]): AccountRow[] {
  const ranked = backstops.map((account) => {
    const { initialEquityAtoms, initialAtoms } = house.margin.assess(house.state, account);
    return { account, room: initialEquityAtoms - initialAtoms };
  });
  ranked.sort((left, right) =>
    left.room === right.room ? left.account.accountId - right.account.accountId : left.room > right.room ? -1 : 1,
  );
  return ranked.map(({ account }) => account);
}

/** The fewest parts after which the account meets its initial margin and needs no more than before; else all of them. */
function smallestCure(round: Round, account: AccountRow, health: Health, backstop: AccountRow): number {
  const { margin, state } = round.house;
  const isCure = onceASlice(state, account, (parts) => {
    const { giver } = transferOf(round, account, health, backstop, parts);
    const after = margin.assess(state, giver);
    return isRelieved(round, giver, after) && isRatioKept(health, after);
  });
  return leastThat(PARTS, isCure);
}

/** The backstop meets its initial margin with the slice, and the account is not worse off without it (INV-008). */
function isCarried(round: Round, account: AccountRow, health: Health, backstop: AccountRow, parts: number): boolean {
  const { margin, state } = round.house;
  const { giver, taker } = transferOf(round, account, health, backstop, parts);
  return (
    taker.positions.length <= MAX_POSITIONS &&
    hasInitialMargin(margin.assess(state, taker)) &&
    isRatioKept(health, margin.assess(state, giver))
  );
}

/** What passing `parts` would do to both accounts. */
function transferOf(
  { house, settlementAssetId }: Round,
  account: AccountRow,
  health: Health,
  backstop: AccountRow,
  parts: number,
): Transfer {
  const { state } = house;
  let notional = ZERO_ATOMS;
  const passages: Passage[] = [];
  for (const { instrumentId, lots: size } of sliceOf(state, account, parts)) {
    const markTicks = mustMark(state, instrumentId);
    passages.push(passageOf(state, account, backstop, instrumentId, size, markTicks));
    notional = atoms(notional + notionalAtoms(mustGet(state.instruments, instrumentId), size, markTicks));
  }
  const [giver, taker] = withPassages(account, backstop, passages);
  const { closeOutPenaltyPpm } = mustGet(state.segments, account.segmentId).parameters.clearing;
  const penalty = mulPpmDown(notional, closeOutPenaltyPpm);
  const left = house.margin.requirement(house.state, giver).maintenanceMargin;
  const discountAtoms = minOf(penalty, ratioNeutralAtoms(health, left)); // LIQ-024, LIQ-025
  const paid = (row: AccountRow, change: bigint) =>
    withBalance(row, settlementAssetId, atoms(balanceOf(row, settlementAssetId) + change));
  return { giver: paid(giver, -discountAtoms), taker: paid(taker, discountAtoms), passages, discountAtoms };
}

function emitTransfer(round: Round, { giver, taker, passages, discountAtoms }: Transfer): void {
  const { house, settlementAssetId } = round;
  const before = house.margin.assess(house.state, accountOf(round, giver.accountId));
  house.emit({
    type: "PositionsClosedOut",
    accountId: giver.accountId,
    backstopAccountId: taker.accountId,
    passages,
    discountAtoms,
    cashAfterAtoms: balanceOf(giver, settlementAssetId),
    backstopCashAfterAtoms: balanceOf(taker, settlementAssetId),
  });
  const after = house.margin.assess(house.state, accountOf(round, giver.accountId));
  assert(isRatioKept(before, after), `INV-008: closing out account ${giver.accountId} lowered its margin ratio`);
}

export const evolvePositionsClosedOut: Evolve<"PositionsClosedOut"> = (state, event) => {
  const { accountId, backstopAccountId, passages } = event;
  writePassages(state, accountId, backstopAccountId, passages);
  const assetId = settlementAssetOf(state, accountId);
  writeBalance(state, accountId, assetId, event.cashAfterAtoms);
  writeBalance(state, backstopAccountId, assetId, event.backstopCashAfterAtoms);
};
