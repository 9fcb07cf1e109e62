/**
 * Whether a cycle or an expiry has still to pay an account (SETL-030).
 *
 * A trade would change what a cycle struck before it pays; and what leaves an account must not leave before its losses.
 *
 * @module
 */
import { type AccountRow, type FaultySide, InstrumentStatus, type Refusal, refusal } from "@novate/codec";
import { mustGet, type StateView } from "../state/state.ts";

/** Whether the segment's cycle has still to pay the account. */
export function isOwedCycle(state: StateView, { accountId, segmentId, paidCycleMs }: AccountRow): boolean {
  const { cycle } = mustGet(state.segments, segmentId);
  return (
    cycle !== null && accountId > cycle.cursor && accountId <= cycle.lastAccountId && paidCycleMs !== cycle.cycleMs
  );
}

/** Contracts of the account that are settled and not paid. */
export const expiredOf = (state: StateView, { positions }: AccountRow): number[] =>
  positions
    .map(({ instrumentId }) => instrumentId)
    .filter((instrumentId) => mustGet(state.markets, instrumentId).status === InstrumentStatus.settled);

/** What a struck cycle and settled contracts still owe the account is paid in a block to come; or null. */
export function faultOfUnsettled(state: StateView, account: AccountRow, faulty?: FaultySide): Refusal | null {
  if (!isOwedCycle(state, account) && expiredOf(state, account).length === 0) return null;
  return unsettled(account, faulty);
}

/** The same of a struck cycle alone: what contracts pay whose value is final changes with no trade. */
export const faultOfOwedCycle = (state: StateView, account: AccountRow, faulty: FaultySide): Refusal | null =>
  isOwedCycle(state, account) ? unsettled(account, faulty) : null;

const unsettled = ({ accountId }: AccountRow, faulty?: FaultySide): Refusal =>
  refusal("AccountUnsettled", { accountId, ...(faulty === undefined ? {} : { faulty }) });
