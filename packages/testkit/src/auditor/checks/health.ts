/**
 * Comparisons with the margin that the house itself asks for: INV-004, INV-008.
 *
 * The auditor has no margin model of its own; it takes the requirement from the house's desk and checks what was made of it.
 *
 * @module
 */
import { type AccountRow, AccountStatus, type Event, type EventType } from "@novate/codec";
import type { Engine, Health } from "@novate/engine";
import { minOf, PPM_ONE } from "@novate/num";
import { check, checkEqual } from "../failure.ts";
import type { Ledger } from "../ledger.ts";
import { floor } from "../sums.ts";
import { baseOf, equityOf, isPriced, unvestedOf } from "../worth.ts";
import { countedBy } from "./debts.ts";

/** Events after which the accounts' health is no longer what the last command left. */
const MOVERS: readonly EventType[] = [
  "FundingIndexAdvanced",
  "HaircutBound",
  "HaircutMoved",
  "InstrumentSettled",
  "InterestCharged",
  "PremiumSampled",
  "VariationMarginSettled",
];

/** Checks every account that the block's trades and outflows left, and every one that was closed out. */
export function checkHealth(ledger: Ledger, events: readonly Event[], engine: Engine): void {
  const isMoved = events.some(({ type }) => MOVERS.includes(type));
  const lastTrade = events.findLastIndex(({ type }) => type === "PositionNovated");
  const touched = new Map<number, number>();
  const owners = new Map<string, Set<number>>();
  const touch = (accountId: number, at: number) => {
    touched.delete(accountId); // the last touch, in order
    touched.set(accountId, at);
    const { owner } = ledger.account(accountId);
    owners.set(owner, (owners.get(owner) ?? new Set()).add(accountId));
  };
  for (const [at, event] of events.entries()) for (const accountId of accountsOf(event)) touch(accountId, at);
  for (const [accountId, at] of touched) {
    const event = events[at]!; // it was found there
    const account = ledger.account(accountId);
    const health = engine.house.margin.assess(engine.state, engine.state.accounts.get(accountId)!);
    checkEqual("INV-003", health.equityAtoms, equityOf(ledger, account), `equity of account ${accountId}`);
    check(
      "INV-013",
      health.isPriced === isPriced(ledger, account),
      () => `account ${accountId}: prices counted otherwise`,
    );
    // One owner's accounts are charged together: a later command on one moves what another needs.
    if (isMoved || owners.get(account.owner)!.size > 1) continue;
    // All open lots count in initial margin (MARG-103): a later trade of others raises what this one was judged by.
    const counted = minOf(health.initialEquityAtoms, health.settledEquityAtoms);
    if (at < lastTrade && counted < health.initialAtoms) continue;
    if (isOutflow(event)) checkOutflow(ledger, accountId, health);
    if (event.type === "PositionNovated") checkTraded(ledger, accountId, engine, health);
    if (event.type === "PositionsClosedOut") checkClosedOut(ledger, accountId, event, health);
  }
}

/** Accounts whose health the event moves by a command or a close-out. */
function accountsOf(event: Event): readonly number[] {
  switch (event.type) {
    case "PositionTornUp":
    case "MarginMethodSet":
      return [event.accountId];
    case "PositionsClosedOut":
    case "CollateralLiquidated":
      return [event.accountId, event.backstopAccountId];
    case "PositionsNetted":
      return [event.giverAccountId, event.takerAccountId];
    case "GainsHaircut":
    case "GainsClaimPaid":
    case "TrancheDrawn":
      return [event.accountId];
    default:
      return countedBy(event);
  }
}

const isOutflow = ({ type }: Event): boolean =>
  type === "WithdrawalQueued" || type === "DefaultFundContributed" || type === "ClaimMoved";

/** INV-004 for what leaves: settled equity, no gain counted, covers initial margin and a tenth of the notional. */
function checkOutflow(ledger: Ledger, accountId: number, health: Health): void {
  const account = ledger.account(accountId);
  const unvested = unvestedOf(ledger, account);
  const settled = baseOf(ledger, account) + (unvested < 0n ? unvested : 0n);
  check("INV-004", settled >= health.initialAtoms, () => `account ${accountId} paid out down to ${settled}`);
  const { withdrawalNotionalPpm } = ledger.must("segments", account.segmentId).parameters.clearing;
  const part = health.notionalAtoms * withdrawalNotionalPpm;
  check("INV-004", settled * PPM_ONE >= part, () => `account ${accountId} paid out below a part of its notional`);
}

/** INV-004 for trades: initial margin is met with gains cut, or the account is strictly less risky than before. */
function checkTraded(ledger: Ledger, accountId: number, engine: Engine, health: Health): void {
  const account = ledger.account(accountId);
  const short = health.initialAtoms - countedEquity(ledger, account);
  if (short <= 0n) return;
  const row = ledger.beforeTrade.get(accountId)!;
  const before = engine.house.margin.assess(engine.state, row);
  const isLess =
    health.maintenanceAtoms < before.maintenanceAtoms && short <= before.initialAtoms - countedEquity(ledger, row);
  check(
    "INV-004",
    isLess,
    () => `account ${accountId} traded, is short of initial margin by ${short} and no less risky`,
  );
}

/** Equity with unvested gains cut, as it counts for initial margin. */
function countedEquity(ledger: Ledger, account: AccountRow): bigint {
  const unvested = unvestedOf(ledger, account);
  const { unvestedGainsHaircutPpm } = ledger.must("segments", account.segmentId).parameters.clearing;
  const counted = unvested > 0n ? floor(unvested * (PPM_ONE - unvestedGainsHaircutPpm), PPM_ONE) : unvested;
  return baseOf(ledger, account) + counted;
}

/** INV-008: neither the account that was closed out nor the backstop that took it is worse off against its margin. */
function checkClosedOut(
  ledger: Ledger,
  accountId: number,
  event: Extract<Event, { type: "PositionsClosedOut" }>,
  health: Health,
): void {
  const account = ledger.account(accountId);
  if (accountId === event.backstopAccountId) {
    const isBroken = account.status === AccountStatus.managed || health.initialEquityAtoms < health.initialAtoms;
    check("INV-008", !isBroken, () => `backstop ${accountId} took more than it can carry`);
    return;
  }
  const managed = ledger.get("managed", accountId);
  if (managed === undefined || managed.openedHeight !== ledger.house.height || managed.equityAtoms <= 0n) return;
  const isKept = health.equityAtoms * managed.maintenanceAtoms >= managed.equityAtoms * health.maintenanceAtoms;
  check("INV-008", isKept, () => `account ${accountId} has a lower margin ratio than before its close-out`);
}
