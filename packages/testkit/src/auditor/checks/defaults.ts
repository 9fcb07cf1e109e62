/**
 * What a block's default management must add up to: INV-005, INV-006, INV-011.
 *
 * @module
 */
import { AccountStatus, type Event } from "@novate/codec";
import { isEnding } from "../entries/endings.ts";
import { check, checkEqual } from "../failure.ts";
import type { Ledger } from "../ledger.ts";
import { sum } from "../sums.ts";
import { equityOf, isPriced } from "../worth.ts";

/** INV-005: nobody outside default management and its entry queue ends a block with negative equity, where prices are known. */
export function checkSolvent(ledger: Ledger): void {
  for (const account of ledger.rows("accounts")) {
    if (account.status === AccountStatus.managed || isEnding(ledger, account.segmentId)) continue;
    const { carriedHeight } = ledger.must("segments", account.segmentId).entries;
    if (carriedHeight === ledger.house.height) continue; // it waits for room
    const equity = equityOf(ledger, account);
    const isSeen = equity >= 0n || !isPriced(ledger, account);
    check("INV-005", isSeen, () => `account ${account.accountId} ends the block at ${equity}`);
  }
}

/** INV-006: every loss that the block declared is paid or recorded, to the atom. */
export function checkLosses(ledger: Ledger): void {
  for (const accountId of [...ledger.losses.keys()]) checkLoss(ledger, accountId);
  for (const { segmentId, uncoveredAtoms } of ledger.rows("segments")) {
    const owed = [...ledger.rows("managed")].filter(
      ({ accountId }) => ledger.account(accountId).segmentId === segmentId,
    );
    const total = sum(owed.map((managed) => managed.uncoveredAtoms));
    checkEqual("INV-006", uncoveredAtoms, total, `uncovered losses of segment ${segmentId}`);
  }
  ledger.losses.clear();
}

/** What paid for one loss, and what of it was recorded as uncovered. */
function checkLoss(ledger: Ledger, accountId: number): void {
  const { loss, drawn, cut, torn } = ledger.losses.get(accountId)!;
  const recorded = ledger.get("managed", accountId)?.uncoveredAtoms ?? 0n;
  checkEqual("INV-006", drawn + cut + torn + recorded, loss, `what paid for the loss of account ${accountId}`);
}

/** Stated here once more. */
const LEAVERS_A_BLOCK = 8;
const LEFT: ReadonlySet<string> = new Set(["LeaveTried", "LeaveEnded"]);
type Left = Extract<Event, { type: "LeaveTried" | "LeaveEnded" }>;

/** INV-011: no more accounts are worked on in a block than the segment allows. */
export function checkBounded(ledger: Ledger, events: readonly Event[]): void {
  const worked = new Map<number, Set<number>>();
  const leavers = new Set(events.flatMap((event) => (LEFT.has(event.type) ? [(event as Left).accountId] : [])));
  for (const { segmentId } of ledger.rows("segments")) {
    const own = [...leavers].filter((accountId) => ledger.account(accountId).segmentId === segmentId);
    check(
      "LIQ-103",
      own.length <= LEAVERS_A_BLOCK,
      () => `${own.length} accounts of segment ${segmentId} leave at once`,
    );
  }
  for (const event of events) {
    const isWork =
      event.type === "PositionsClosedOut" ||
      event.type === "MemberDefaulted" ||
      (event.type === "PositionTornUp" && event.isGiver);
    if (!isWork || leavers.has(event.accountId)) continue;
    const { segmentId } = ledger.account(event.accountId);
    worked.set(segmentId, (worked.get(segmentId) ?? new Set()).add(event.accountId));
  }
  for (const [segmentId, accountIds] of worked) {
    const { managedPerBlock } = ledger.must("segments", segmentId).parameters.clearing;
    check("INV-011", accountIds.size <= managedPerBlock, () => `${accountIds.size} accounts of segment ${segmentId}`);
  }
}
