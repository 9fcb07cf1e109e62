/**
 * What may leave an account: only what is settled and not needed (WDR-001, WDR-002, ACC-014).
 *
 * @module
 */
import { AccountRole, type AccountRow, type Refusal, refusal } from "@novate/codec";
import { maxOf, mulPpmUp } from "@novate/num";
import type { Context } from "../command/context.ts";
import { isUnknownWithinTerm } from "../ledger/known.ts";
import { mustGet, type StateView } from "../state/state.ts";

/**
 * Why `after`, an account as it would be once something has left it, is not allowed; or null.
 *
 * Settled equity counts funding owed and unvested losses, and no unvested gain. It must cover initial margin and a part
 * of gross notional. While the price of a position is unknown nothing leaves at all, until it is unknown beyond the term:
 * then the low end of its interval, wide as that is by then, speaks for it (WDR-019). The same test holds for every way out of an account: a transfer that asked less would be a way
 * round the test on withdrawals.
 */
export function outflowFault(state: StateView, after: AccountRow, context: Context): Refusal | null {
  const { accountId } = after;
  const unknown = after.positions.find(({ instrumentId }) => isUnknownWithinTerm(state, instrumentId));
  if (unknown !== undefined) return refusal("PriceUnknown", { accountId, instrumentId: unknown.instrumentId });
  const { withdrawalNotionalPpm } = mustGet(state.segments, after.segmentId).parameters.clearing;
  const { settledEquityAtoms, initialAtoms, notionalAtoms } = context.margin.assess(state, after);
  const requiredAtoms = maxOf(initialAtoms, mulPpmUp(notionalAtoms, withdrawalNotionalPpm));
  if (settledEquityAtoms >= requiredAtoms) return null;
  return refusal("InitialMarginBreached", { accountId, requiredAtoms, equityAtoms: settledEquityAtoms });
}

/** A backstop's capital stays while anybody in its segment is under default management (WDR-006). */
export function isBackstopBound(state: StateView, account: AccountRow): boolean {
  if (account.role !== AccountRole.backstop) return false;
  for (const { accountId } of state.managed.values()) {
    if (state.accounts.get(accountId)?.segmentId === account.segmentId) return true;
  }
  return false;
}
