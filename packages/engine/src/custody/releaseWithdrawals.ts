/**
 * Turns of those who wait to withdraw: what each may have of the windows, until nothing is left of them (WDR-034 … WDR-038, WDR-064 … WDR-067).
 *
 * Each queue passes over its accounts by id. A pass fixes what it shares out beside the own shares: of the small lane an equal
 * part an owner, of the common part an equal part an account. What some do not need the next pass shares among the others, so
 * that both fill like water. Turns are counted and stand in rows: no block does more, and a restart goes on at the same place.
 *
 * @module
 */

import { type AccountRow, type OutboxRow, PaymentLane, type QueueRow } from "@novate/codec";
import { type Atoms, atoms, MINUTE_MS, maxOf, ZERO_ATOMS } from "@novate/num";
import type { House } from "../command/house.ts";
import { ownerOwes } from "../ledger/exitDebt.ts";
import { payableAtoms } from "../ledger/impairment.ts";
import { ownerId } from "../ledger/owner.ts";
import { queueKey } from "../state/keys.ts";
import { houseOf, mustGet } from "../state/state.ts";
import { isGated } from "./gate.ts";
import { mayLeave } from "./mayLeave.ts";
import { paymentOf } from "./payment.ts";
import { type Grant, grantOf, type Quota, quotaOf } from "./withdrawalWindows.ts";

/** Turns and withdrawals that a block looks at, all queues together; each queue has one at least. */
export const TURNS_A_BLOCK = 512;
/** Withdrawals of one account that a turn looks at. */
const WITHDRAWALS_A_TURN = 8;
/** After a pass that gave nothing. Windows are hours, so nobody waits noticeably for it. */
const REST_MS = MINUTE_MS;
const BARRED = { withdrawals: 1, hasGiven: false };

export function releaseWithdrawals(house: House): void {
  const queues = house.derived.waiting.queues().filter(({ assetId }) => mayLeave(house.state, assetId));
  if (queues.length === 0) return;
  const turns = Math.max(Math.floor(TURNS_A_BLOCK / queues.length), 1);
  for (const { segmentId, assetId } of queues)
    if (!isGated(house.state, mustGet(house.state.segments, segmentId), houseOf(house.state).timeMs))
      serve(house, queueKey(segmentId, assetId), turns);
}

/** Serves a queue for at most `turns`, and one account's withdrawals more. */
function serve(house: House, key: string, turns: number): void {
  const { timeMs } = houseOf(house.state);
  const { segmentId, assetId, waitingAtoms: _, withdrawals: __, ...stood } = mustGet(house.state.queues, key);
  let turn: Turn = stood;
  for (let left = turns; left > 0 && turn.restsUntilMs <= timeMs; ) {
    const queue = house.derived.waiting.of(segmentId, assetId);
    if (queue === undefined) return; // the last one has left, and the row with it
    if (turn.cursor === 0) turn = { ...turn, ...begunPass(house, segmentId, assetId), hasGiven: false };
    const accountId = queue.accountAfter(turn.cursor);
    if (accountId === undefined) {
      turn = { ...turn, cursor: 0, restsUntilMs: turn.hasGiven ? 0 : timeMs + REST_MS };
      continue;
    }
    const account = mustGet(house.state.accounts, accountId);
    // What they owe is taken of it (EXIT-130).
    const isBarred = ownerOwes(house.state, house.derived.owers, account) !== null;
    const { withdrawals, hasGiven } = isBarred ? BARRED : visit(house, account, assetId, turn);
    left -= withdrawals;
    turn = { ...turn, cursor: accountId, hasGiven: turn.hasGiven || hasGiven };
  }
  const isOther = (Object.keys(turn) as (keyof Turn)[]).some((field) => turn[field] !== stood[field]);
  if (isOther && house.state.queues.has(key)) house.emit({ type: "QueueTurned", segmentId, assetId, ...turn });
}

type Turn = Omit<QueueRow, "segmentId" | "assetId" | "waitingAtoms" | "withdrawals">;

function begunPass({ state, derived }: House, segmentId: number, assetId: number) {
  const { owners, accounts } = derived.waiting.of(segmentId, assetId)!;
  const { laneAtoms, commonAtoms } = quotaOf(state, segmentId, assetId, owners, accounts);
  return { laneQuotaAtoms: laneAtoms, commonQuotaAtoms: commonAtoms };
}

/** An account's turn: its oldest withdrawals, each given to until it is whole. */
function visit(house: House, account: AccountRow, assetId: number, turn: Turn) {
  const { accountId, segmentId } = account;
  const queue = house.derived.waiting.of(segmentId, assetId)!;
  let quota: Quota = {
    laneAtoms: queue.isFirstOfOwner(accountId, ownerId(account)) ? turn.laneQuotaAtoms : ZERO_ATOMS,
    commonAtoms: turn.commonQuotaAtoms,
  };
  const waiting = queue.withdrawalsOf(accountId, WITHDRAWALS_A_TURN);
  let hasGiven = false;
  for (const withdrawalId of waiting) {
    const row = mustGet(house.state.outbox, withdrawalId);
    const leftAtoms = atoms(row.amountAtoms - row.grantedAtoms);
    if (payableAtoms(house.state, assetId, row.amountAtoms) === 0n) break; // nothing of it is there
    const grant = grantOf(house.state, account, assetId, leftAtoms, queue.atomsOf(accountId), quota);
    if (grant.amountAtoms <= 0n) break;
    hasGiven = true;
    house.emit({ type: "WithdrawalGranted", withdrawalId, ...grant });
    if (grant.amountAtoms < leftAtoms) break;
    const lane = laneOf(mustGet(house.state.outbox, withdrawalId), grant);
    const paidAtoms = atoms(payableAtoms(house.state, assetId, row.amountAtoms));
    const payment = paymentOf(house.state, { ...row, amountAtoms: paidAtoms }, lane);
    const lackingAtoms = atoms(row.amountAtoms - paidAtoms);
    house.emit({ type: "WithdrawalReleased", withdrawalId, payment, lackingAtoms });
    quota = lessUsed(quota, grant);
  }
  return { withdrawals: waiting.length, hasGiven };
}

/**
 * What the small lane alone paid stands in the vault's small lane. What comes and goes stands in the lane of what is sent back:
 * windows count it as nothing, the vault counts it whole, and in the main lane all others would stand behind it.
 */
function laneOf({ amountAtoms, sameHourAtoms }: OutboxRow, { hour, day }: Grant): number {
  if (2n * sameHourAtoms > amountAtoms) return PaymentLane.sentBack;
  return hour.laneAtoms === amountAtoms && day.laneAtoms === amountAtoms ? PaymentLane.small : PaymentLane.main;
}

const lessUsed = (quota: Quota, { hour, day }: Grant): Quota => ({
  laneAtoms: less(quota.laneAtoms, maxOf(hour.laneAtoms, day.laneAtoms)),
  commonAtoms: less(quota.commonAtoms, maxOf(hour.commonAtoms, day.commonAtoms)),
});

const less = (quota: Atoms, used: Atoms): Atoms => atoms(quota - used);
