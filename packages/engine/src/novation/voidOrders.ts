/**
 * Voids every order of an account that expires by a time, in one row whatever their number (NOV-073, NOV-064).
 *
 * An order expires later than it can fill by no more than the longest lifetime. So whatever could fill today is reached, and
 * what expires later can be voided before it fills (NOV-065).
 *
 * @module
 */
import { KeyScope } from "@novate/codec";
import { authorise } from "../account/authority.ts";
import type { Decide } from "../command/context.ts";
import { accept, refuse, refused } from "../command/decision.ts";
import type { Evolve } from "../command/evolver.ts";
import { LONGEST_ORDER_MS } from "../state/lifetimes.ts";
import { mustGet } from "../state/state.ts";

export const decideVoidOrders: Decide<"VoidOrders"> = (state, command, context) => {
  const { accountId, expiringByMs } = command;
  const account = state.accounts.get(accountId);
  if (account === undefined) return refuse("AccountUnknown", { accountId });
  const authority = authorise(state, account, context.signer, KeyScope.trade, context.timeMs);
  if (!authority.granted) return refused(authority.refusal);
  const latestMs = context.timeMs + LONGEST_ORDER_MS;
  if (expiringByMs > latestMs) return refuse("VoidTooFar", { accountId, expiringByMs, latestMs });
  if (expiringByMs <= account.voidedToMs) return accept();

  // From here on those orders are void.
  return accept({ type: "OrdersVoided", accountId, voidedToMs: expiringByMs });
};

export const evolveOrdersVoided: Evolve<"OrdersVoided"> = (state, { accountId, voidedToMs }) => {
  state.accounts.put({ ...mustGet(state.accounts, accountId), voidedToMs });
};
