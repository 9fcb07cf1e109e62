/**
 * The phase of default management. The story of the accounts that broke, segment by segment (LIQ, DFLT):
 *
 * 1. Opposite positions of managed accounts cross at the mark: no loss to anyone, nothing sold.
 * 2. The slice that restores initial margin (the whole account below close-out) passes to the backstops, for a discount
 *    that never lowers the account's margin ratio. What they cannot carry within their own margin waits for more means,
 *    while the account is above close-out.
 * 3. An account without positions and without equity sells its collateral for what it owes, no more.
 * 4. Equity below zero is a loss: skin in the game, junior fund, senior fund, one haircut of gains not yet vested.
 * 5. Positions of accounts whose equity is spent, and of those below close-out what restores initial margin, are torn up together:
 *    exactly, pro rata, at one price an instrument.
 * 6. What is still missing is recorded as uncovered, and gates withdrawals until somebody brings it.
 *
 * Before each block's work a cure that somebody brought about ends management. Accounts come in the order of `batch.ts`;
 * what does not fit the segment's number of accounts, or its work a block, waits for the next.
 *
 * @module
 */
import { ZERO_ATOMS } from "@novate/num";
import { collateralValueAtoms } from "../collateral/value.ts";
import type { House } from "../command/house.ts";
import { isBelowCloseOut, lacksGap } from "../ledger/health.ts";
import { NOTICE_MS } from "../ledger/notice.ts";
import { payDue } from "../settlement/expiry.ts";
import { houseOf, mustGet } from "../state/state.ts";
import { noteTried, takeBatch } from "./batch.ts";
import { closeOut } from "./closeOut.ts";
import { curbDebts } from "./curbDebts.ts";
import { endLaps } from "./laps.ts";
import { letLeave } from "./leave.ts";
import { netManagedAccounts } from "./netting.ts";
import { isWaitingForWord } from "./passable.ts";
import { drawnFor, earmark, earmarkLoss, hasWaited, owesTranches, refillTranches } from "./pendingLoss.ts";
import { isRelieved } from "./relief.ts";
import { accountOf, certainEquityOf, hasLots, hasPassableLots, healthOf, type Round, roundsOf } from "./round.ts";
import { sellForDebt } from "./sellCollateral.ts";
import { planTearUp, tearUp } from "./tearUp.ts";
import { watchCure } from "./watchMargin.ts";
import { coverLosses, recordUncovered } from "./waterfall.ts";

export function runDefaultManagement(house: House): void {
  for (const round of roundsOf(house)) {
    if (house.state.managed.size > 0) manageDefaults(round);
    else endLaps(round, [], []);
    letLeave(round);
    curbDebts(round);
  }
}

function manageDefaults(round: Round): void {
  const batch = takeBatch(round);
  const { expiries } = round.house.derived.payments;
  for (const accountId of [...batch.accountIds, ...round.backstopIds]) payDue(round.house, accountId, expiries);
  for (const accountId of batch.accountIds) letGo(round, accountId);
  const accountIds = batch.accountIds.filter((accountId) => round.house.state.managed.has(accountId)); // it was not cured
  netManagedAccounts(round, accountIds);
  for (const accountId of accountIds) closeOut(round, accountId);
  for (const accountId of accountIds) sellIfSpent(round, accountId);

  // Gains are cut by the strike of a cycle: while one is being paid, losses and tear-ups wait for its end (DFLT-017).
  const isStruck = mustGet(round.house.state.segments, round.segmentId).cycle !== null;
  // Nor is anything paid for whom all waits: the next word says what is lost (LIQ-078).
  const able = isStruck
    ? []
    : accountIds.filter((accountId) => !isWaitingForWord(round.house.state, accountOf(round, accountId)));
  const broke = able.filter((accountId) => isSpent(round, accountId));
  for (const accountId of broke) earmark(round, accountId, ZERO_ATOMS); // it is paid for, or recorded, below
  const plan = planTearUp(
    round,
    able.filter((accountId) => mustTearUp(round, accountId)),
  );
  coverLosses(round, broke);
  tearUp(round, plan);
  for (const accountId of plan.accountIds) sellIfSpent(round, accountId);

  for (const accountId of broke) recordUncovered(round, accountId);
  const paid = new Set(broke);
  for (const accountId of accountIds) if (!paid.has(accountId)) earmarkLoss(round, accountId);
  for (const accountId of accountIds) letGo(round, accountId);
  endLaps(round, accountIds, plan.accountIds);
  noteTried(round, batch);
}

/** A cured account is let go, once it has given back what tranches paid for it. */
function letGo(round: Round, accountId: number): void {
  refillTranches(round, accountId);
  if (!owesTranches(round, accountId)) watchCure(round.house, accountOf(round, accountId));
}

/** An account with equity may keep its collateral beside its debt; one without has nothing to keep it for. */
function sellIfSpent(round: Round, accountId: number): void {
  const drawn = drawnFor(mustGet(round.house.state.managed, accountId));
  if (!hasLots(round, accountOf(round, accountId)) && (drawn > 0n || certainEquityOf(round, accountId) <= 0n))
    sellForDebt(round, accountId, drawn);
}

/**
 * Equity is gone, and so is everything that could be sold for it, or soon will be: beside positions that are about to be
 * torn up, collateral counts at its value. Without them the loss waits for the sale, an hour at most: a fund that paid at
 * once would make good every fall of the price and leave every rise to the defaulter (DFLT-011, DFLT-020).
 */
function isSpent(round: Round, accountId: number): boolean {
  const account = accountOf(round, accountId);
  if (certainEquityOf(round, accountId) > 0n) return false;
  return (
    hasLots(round, account) || collateralValueAtoms(round.house.state, account) <= 0n || hasWaited(round, accountId)
  );
}

/**
 * What is left, backstops had no margin for. It is torn up once equity is spent (LIQ-010); and below close-out as far as helps, however
 * many backstops there are: a wait for means that none has yet would be at the fund's risk, and anybody could keep it up (LIQ-060).
 * And from whoever was to hold a gap for as long as a notice lasts, where nobody has taken enough (LIQ-092).
 */
function mustTearUp(round: Round, accountId: number): boolean {
  const account = accountOf(round, accountId);
  if (!hasPassableLots(round, account)) return false;
  const health = healthOf(round, accountId);
  return (
    health.certainEquityAtoms <= 0n ||
    (isBelowCloseOut(health) && !isRelieved(round, account, health)) ||
    (isOverdue(round, accountId) && lacksGap(health))
  );
}

/** It has been managed for as long as a notice lasts, and a closing does not wait. */
const isOverdue = ({ house: { state } }: Round, accountId: number): boolean =>
  houseOf(state).timeMs - mustGet(state.managed, accountId).openedAtMs >= NOTICE_MS;
