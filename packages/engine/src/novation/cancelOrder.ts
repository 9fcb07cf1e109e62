/**
 * Voids what is left of a signed order, filled before or not (NOV-004, NOV-028, NOV-050).
 *
 * @module
 */
import { KeyScope, type OrderRow } from "@novate/codec";
import { DAY_MS, lots } from "@novate/num";
import { authorise } from "../account/authority.ts";
import type { Decide } from "../command/context.ts";
import { accept, refuse, refused } from "../command/decision.ts";
import type { Evolve } from "../command/evolver.ts";
import { orderKey } from "../state/keys.ts";
import { LONGEST_ORDER_MS } from "../state/lifetimes.ts";

/** An order that expires later than this can be cancelled later: until then no trade can fill it. */
export const LONGEST_VOID_MS = 366 * DAY_MS;

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

export const evolveOrderVoided: Evolve<"OrderVoided"> = (state, { accountId, orderDigest, expiresAtMs }) => {
  const filledLots = state.orders.get(orderKey(accountId, orderDigest))?.filledLots ?? lots(0n);
  state.orders.put({ digest: orderDigest, accountId, filledLots, isVoid: true, expiresAtMs });
};
