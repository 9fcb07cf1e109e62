/**
 * What may leave an account: only what is settled and not needed (WDR-001, WDR-002, ACC-014).
 *
 * @module
 */
import { AccountRole, type AccountRow, AccountStatus, type FaultySide, type Refusal, refusal } from "@novate/codec";
import { type Atoms, atoms, maxOf, minOf, mulPpmUp, ZERO_ATOMS } from "@novate/num";
import type { Context } from "../command/context.ts";
import type { Margin } from "../command/margin.ts";
import { balanceOf } from "../ledger/balances.ts";
import { accountOwes } from "../ledger/exitDebt.ts";
import { isUnknownWithinTerm } from "../ledger/known.ts";
import { faultOfUnsettled } from "../ledger/unsettled.ts";
import { mustGet, type StateView } from "../state/state.ts";
import { shortOf } from "./shortOf.ts";

/**
 * Why `after`, an account as it would be once something has left it, is not allowed; or null.
 *
 * First its losses come (SETL-030). Settled equity counts funding owed and unvested losses, and no unvested gain. It must cover initial margin and a part
 * of gross notional. While the price of a position is unknown nothing leaves at all, until it is unknown beyond the term:
 * then the low end of its interval, wide as that is by then, speaks for it (WDR-019). The same test holds for every way
 * out of an account: a transfer that asked less would be a way round the test on withdrawals.
 */
export function outflowFault(
  state: StateView,
  after: AccountRow,
  context: Context,
  faulty?: FaultySide,
): Refusal | null {
  const { accountId } = after;
  const unsettled = faultOfUnsettled(state, after, faulty);
  if (unsettled !== null) return unsettled;
  const unknown = after.positions.find(({ instrumentId }) => isUnknownWithinTerm(state, instrumentId));
  const side = faulty === undefined ? {} : { faulty };
  if (unknown !== undefined) return refusal("PriceUnknown", { accountId, instrumentId: unknown.instrumentId, ...side });
  if (!context.looks.take(accountId, after.positions.length)) return refusal("AccountBusy", { accountId, ...side });
  const { withdrawalNotionalPpm } = mustGet(state.segments, after.segmentId).parameters.clearing;
  for (const { settledEquityAtoms, initialAtoms, notionalAtoms } of context.margin.assessNewRisk(state, after)) {
    const requiredAtoms = maxOf(initialAtoms, mulPpmUp(notionalAtoms, withdrawalNotionalPpm));
    if (settledEquityAtoms < requiredAtoms)
      return refusal("InitialMarginBreached", { accountId, requiredAtoms, equityAtoms: settledEquityAtoms, ...side });
  }
  return faultOfNeededCash(state, after, context, faulty);
}

/**
 * That settlement cash has left which the account's unvested losses need, or null (WDR-033). Margin does not see it where coins cover
 * them; but cash that covers a loss while a trade is judged and leaves a moment later would make a debt that nobody was asked for. Other
 * assets leave freely, and so does cash beyond the losses.
 */
function faultOfNeededCash(state: StateView, after: AccountRow, { margin }: Context, faulty?: FaultySide) {
  const { accountId, segmentId } = after;
  const { settlementAssetId } = mustGet(state.segments, segmentId);
  const standing = balanceOf(mustGet(state.accounts, accountId), settlementAssetId);
  if (balanceOf(after, settlementAssetId) >= standing) return null;
  const shortAtoms = shortOf(state, margin, after);
  if (shortAtoms === 0n) return null;
  const side = faulty === undefined ? {} : { faulty };
  return refusal("CashOwed", { accountId, cashAtoms: atoms(-shortAtoms), ...side });
}

/**
 * What may be asked of an account's cash for what it owes of an asset in exit: no margin needs it, and it could leave. Zero under default
 * management, and while its losses or prices are not known. Work: its positions.
 */
export function freeCashOf(state: StateView, margin: Margin, account: AccountRow): Atoms {
  const { segmentId, positions, status } = account;
  const { settlementAssetId, parameters } = mustGet(state.segments, segmentId);
  let free = balanceOf(account, settlementAssetId);
  if (free <= 0n || status === AccountStatus.managed || faultOfUnsettled(state, account) !== null) return ZERO_ATOMS;
  if (positions.some(({ instrumentId }) => isUnknownWithinTerm(state, instrumentId))) return ZERO_ATOMS;
  const unvestedAtoms = margin.equityOf(state, { ...account, balances: [] });
  free = minOf(free, atoms(free + minOf(unvestedAtoms, ZERO_ATOMS)));
  const { withdrawalNotionalPpm } = parameters.clearing;
  for (const { settledEquityAtoms, initialAtoms, notionalAtoms } of margin.assessNewRisk(state, account)) {
    const requiredAtoms = maxOf(initialAtoms, mulPpmUp(notionalAtoms, withdrawalNotionalPpm));
    free = minOf(free, atoms(settledEquityAtoms - requiredAtoms));
  }
  return maxOf(free, ZERO_ATOMS);
}

/** That the account owes settlement cash, or null: until it has paid it gives nothing away (WDR-007). */
export function cashOwed(state: StateView, account: AccountRow): Refusal | null {
  const owed = accountOwes(state, account.accountId);
  if (owed !== null) return owed;
  const cashAtoms = balanceOf(account, mustGet(state.segments, account.segmentId).settlementAssetId);
  return cashAtoms < 0n ? refusal("CashOwed", { accountId: account.accountId, cashAtoms }) : null;
}

/** A backstop's capital stays while anybody in its segment is under default management (WDR-006). */
export function isBackstopBound(state: StateView, account: AccountRow): boolean {
  if (account.role !== AccountRole.backstop) return false;
  for (const { accountId } of state.managed.values()) {
    if (state.accounts.get(accountId)?.segmentId === account.segmentId) return true;
  }
  return false;
}
