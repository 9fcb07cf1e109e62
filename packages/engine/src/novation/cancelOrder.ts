/**
 * Voids what is left of a signed order, filled before or not (NOV-004, NOV-028, NOV-050, NOV-066).
 *
 * @module
 */
import { type AccountRow, KeyScope, type OrderRow } from "@novate/codec";
import { atoms, DAY_MS, lots, maxOf } from "@novate/num";
import { authorise } from "../account/authority.ts";
import type { Decide } from "../command/context.ts";
import { accept, refuse, refused } from "../command/decision.ts";
import type { Evolve } from "../command/evolver.ts";
import { balanceOf } from "../ledger/balances.ts";
import { isHolding } from "../ledger/isHolding.ts";
import { orderKey } from "../state/keys.ts";
import { LONGEST_ORDER_MS } from "../state/lifetimes.ts";
import { mustGet, type StateView, type WritableState } from "../state/state.ts";

/** An order that expires later than this can be cancelled later: until then no trade can fill it. */
export const LONGEST_VOID_MS = 366 * DAY_MS;

/** Void orders that never filled, of one account, that the house remembers at once. */
export const VOID_ORDERS = { withStake: 1_024, withLittle: 16, withNothing: 0 } as const;

export const decideCancelOrder: Decide<"CancelOrder"> = (state, command, context) => {
  const { accountId, orderDigest, expiresAtMs } = command;
  const account = state.accounts.get(accountId);
  if (account === undefined) return refuse("AccountUnknown", { accountId });
  const authority = authorise(state, account, context.signer, KeyScope.trade, context.timeMs);
  if (!authority.granted) return refused(authority.refusal);
  const row = state.orders.get(orderKey(accountId, orderDigest));
  const latestMs = context.timeMs + LONGEST_VOID_MS;
  if (expiresAtMs > latestMs) return refuse("CancelTooEarly", { accountId, expiresAtMs, latestMs });
  const endsAtMs = voidUntilMs(row, expiresAtMs, context.timeMs);
  if (row?.isVoid && endsAtMs <= row.expiresAtMs) return accept();

  const limit = mostVoidOrders(state, account);
  if (row === undefined && account.voidOrders >= limit) return refuse("VoidOrdersFull", { accountId, limit });

  // From here on the order is void.
  return accept({ type: "OrderVoided", accountId, orderDigest, expiresAtMs: endsAtMs });
};

/**
 * When a void order may be forgotten.
 *
 * The first fill proved the expiry of an order that has one. Of another the digest alone is known: its row lives to what
 * the command says, or as long as any order that could fill today, so that saying too little shortens nothing.
 */
function voidUntilMs(row: OrderRow | undefined, saidMs: number, timeMs: number): number {
  if (row !== undefined && row.filledLots > 0n) return row.expiresAtMs;
  return Math.max(saidMs, timeMs + LONGEST_ORDER_MS, row?.expiresAtMs ?? 0);
}

/** How many void orders that never filled are remembered: a row that no fee was paid for is lent to whoever has a stake (NOV-066). */
function mostVoidOrders(state: StateView, account: AccountRow): number {
  if (account.positions.length > 0) return VOID_ORDERS.withStake;
  const { settlementAssetId, parameters } = mustGet(state.segments, account.segmentId);
  if (balanceOf(account, settlementAssetId) >= maxOf(parameters.clearing.minimumCollateralAtoms, atoms(1n)))
    return VOID_ORDERS.withStake;
  return isHolding(account) ? VOID_ORDERS.withLittle : VOID_ORDERS.withNothing;
}

export const evolveOrderVoided: Evolve<"OrderVoided"> = (state, { accountId, orderDigest, expiresAtMs }) => {
  const row = state.orders.get(orderKey(accountId, orderDigest));
  const filledLots = row?.filledLots ?? lots(0n);
  state.orders.put({ digest: orderDigest, accountId, filledLots, isVoid: true, expiresAtMs });
  if (row === undefined) countVoidOrder(state, accountId, 1);
};

export const evolveOrderForgotten: Evolve<"OrderForgotten"> = (state, { accountId, orderDigest }) => {
  const key = orderKey(accountId, orderDigest);
  const { isVoid, filledLots } = mustGet(state.orders, key);
  state.orders.delete(key);
  if (isVoid && filledLots === 0n) countVoidOrder(state, accountId, -1);
};

function countVoidOrder(state: WritableState, accountId: number, change: 1 | -1): void {
  const account = mustGet(state.accounts, accountId);
  state.accounts.put({ ...account, voidOrders: account.voidOrders + change });
}
