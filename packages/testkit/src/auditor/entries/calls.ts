/**
 * Margin calls: one that stands is not made again, and its time does not slide.
 *
 * @module
 */
import { AccountRole, AccountStatus, MarginMethod } from "@novate/codec";
import { atoms } from "@novate/num";
import { lackOf } from "../checks/debts.ts";
import { check, checkEqual } from "../failure.ts";
import type { Ledger } from "../ledger.ts";
import { isIdleFor } from "./accounts.ts";
import { isBeingBooked } from "./endings.ts";
import type { Entries } from "./entry.ts";
import { forgetExitDebts } from "./exitBook.ts";

const MINUTE_MS = 60_000;

export const callEntries: Entries<
  | "MarginCalled"
  | "MarginCallMet"
  | "MarginCallLapsed"
  | "AccountsVisited"
  | "AccountEmptied"
  | "AccountClosed"
  | "DebtCounted"
> = {
  MarginCalled(ledger, { call }) {
    const { accountId, amountAtoms, calledAtMs, byMs, equityAtoms, initialAtoms } = call;
    const { status } = ledger.account(accountId);
    const standing = ledger.get("calls", accountId);
    check("CALL-016", status === AccountStatus.active, () => `managed account ${accountId} was called`);
    check(
      "CALL-016",
      standing === undefined || 2n * amountAtoms > 3n * standing.amountAtoms,
      () => `account ${accountId} was called again for ${amountAtoms}`,
    );
    check("CALL-013", amountAtoms > 0n, () => `a call of ${amountAtoms}`);
    checkEqual("CALL-013", amountAtoms, initialAtoms - equityAtoms, "amount of a call");
    checkEqual("CALL-012", calledAtMs, ledger.timeMs, "time of a call");
    const rises = [...risesOf(ledger, accountId), ...lapsesOf(ledger, accountId)];
    checkEqual("CALL-014", byMs, Math.min(calledAtMs + 15 * MINUTE_MS, ...rises), "time by which to pay");
    ledger.put("calls", call);
  },

  MarginCallMet(ledger, { accountId, equityAtoms, initialAtoms }) {
    ledger.must("calls", accountId);
    check("CALL-017", equityAtoms >= initialAtoms, () => `a call was met with ${equityAtoms} of ${initialAtoms}`);
    ledger.remove("calls", accountId);
  },

  MarginCallLapsed(ledger, { accountId }) {
    ledger.must("calls", accountId);
    const { status, segmentId } = ledger.account(accountId);
    const isOver = status === AccountStatus.managed || isBeingBooked(ledger, segmentId); // EXIT-210
    check("CALL-017", isOver, () => `the call of ${accountId} lapsed`);
    ledger.remove("calls", accountId);
  },

  AccountsVisited(ledger, { cursor, visitedAtMs }) {
    const { nextAccountId } = ledger.house;
    check("CALL-010", cursor < nextAccountId, () => `account ${cursor} was visited`);
    check("CALL-018", visitedAtMs <= ledger.timeMs, () => `accounts were visited at ${visitedAtMs}`);
    ledger.change("house", 0, { visitedAccountId: cursor, visitedAtMs });
  },

  AccountEmptied(ledger, { accountId, emptySinceMs }) {
    checkEqual("ACC-041", emptySinceMs, ledger.timeMs, "time of an account's being empty");
    checkEmpty(ledger, accountId);
    ledger.change("accounts", accountId, { emptySinceMs });
  },

  AccountClosed(ledger, { accountId }) {
    forgetExitDebts(ledger, accountId);
    checkEmpty(ledger, accountId);
    check("ACC-042", isIdleFor(ledger, accountId), () => `account ${accountId} was closed before its term`);
    for (const table of ["keys", "mandates", "managed"] as const)
      for (const row of ledger.rows(table))
        check(
          "ACC-043",
          row.accountId !== accountId,
          () => `account ${accountId} was closed and left a row of ${table}`,
        );
    ledger.remove("accounts", accountId);
    for (const owed of ledger.struck.values()) owed.delete(accountId);
  },

  DebtCounted(ledger, { accountId, shortAtoms }) {
    checkEqual("NOV-076", shortAtoms, lackOf(ledger, accountId), `what account ${accountId} lacks in cash`);
    const { segmentId } = ledger.account(accountId);
    const before = ledger.get("debts", accountId)?.shortAtoms ?? 0n;
    const { owedAtoms } = ledger.must("segments", segmentId);
    ledger.change("segments", segmentId, { owedAtoms: atoms(owedAtoms - before + shortAtoms) });
    if (shortAtoms > 0n) ledger.put("debts", { accountId, shortAtoms });
    else ledger.remove("debts", accountId);
  },
};

/** Nobody is closed who holds or owes anything, backs the house, or has an order that could come back to life. */
function checkEmpty(ledger: Ledger, accountId: number): void {
  const { positions, balances, role, voidOrders } = ledger.account(accountId);
  const isBare = positions.length === 0 && balances.every(({ amountAtoms }) => amountAtoms === 0n);
  const isStaked = [0, 1].some((tranche) => ledger.get("stakes", `${accountId}/${tranche}`) !== undefined);
  const isEmpty = isBare && !isStaked && voidOrders === 0 && role === AccountRole.trader;
  check("ACC-041", isEmpty, () => `account ${accountId} is not empty`);
}

/** When announced ranges and haircuts bind on what an account holds. */
function risesOf(ledger: Ledger, accountId: number): number[] {
  const { segmentId, positions, balances } = ledger.account(accountId);
  const ranges = positions.flatMap(({ instrumentId }) => {
    const { underlyingId } = ledger.must("instruments", instrumentId).spec;
    return ledger.must("underlyings", underlyingId).announced.map(({ bindsAtMs }) => bindsAtMs);
  });
  const haircuts = balances.map(({ assetId }) => ledger.get("collaterals", `${segmentId}/${assetId}`)?.announced);
  return [...ranges, ...haircuts.flatMap((announced) => (announced == null ? [] : [announced.bindsAtMs]))];
}

/** When lost credits of an account's underlyings end; only accounts that are margined together have any. */
function lapsesOf(ledger: Ledger, accountId: number): number[] {
  const { segmentId, positions, method } = ledger.account(accountId);
  if (method !== MarginMethod.portfolio && method !== MarginMethod.pooled) return [];
  const held = positions.map(({ instrumentId }) => ledger.must("instruments", instrumentId).spec.underlyingId);
  return [...ledger.rows("creditPairs")]
    .filter(({ isHolding, lapsesAtMs }) => !isHolding && ledger.timeMs < lapsesAtMs)
    .filter(({ spec }) => spec.segmentId === segmentId)
    .filter(({ spec }) => held.includes(spec.leftUnderlyingId) || held.includes(spec.rightUnderlyingId))
    .map(({ lapsesAtMs }) => lapsesAtMs);
}
