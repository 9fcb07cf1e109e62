/**
 * Voids what is left of a signed order, filled before or not (NOV-004, NOV-028).
 *
 * @module
 */
import { KeyScope } from "@novate/codec";
import { lots } from "@novate/num";
import { authorise } from "../account/authority.ts";
import type { Decide } from "../command/context.ts";
import { accept, refuse, refused } from "../command/decision.ts";
import type { Evolve } from "../command/evolver.ts";
import { orderKey } from "../state/keys.ts";
import { mustGet } from "../state/state.ts";

export const decideCancelOrder: Decide<"CancelOrder"> = (state, command, context) => {
  const { accountId, orderDigest } = command;
  const account = state.accounts.get(accountId);
  if (account === undefined) return refuse("AccountUnknown", { accountId });
  const authority = authorise(state, account, context.signer, KeyScope.trade, context.timeMs);
  if (!authority.granted) return refused(authority.refusal);
  const row = state.orders.get(orderKey(accountId, orderDigest));
  if (row?.isVoid) return accept();
  const { maxOrderLifetimeMs } = mustGet(state.segments, account.segmentId).parameters.clearing;

  // From here on the order is void; an order not seen before is remembered as long as any order may live.
  const expiresAtMs = row?.expiresAtMs ?? context.timeMs + maxOrderLifetimeMs;
  return accept({ type: "OrderVoided", accountId, orderDigest, expiresAtMs });
};

export const evolveOrderVoided: Evolve<"OrderVoided"> = (state, { accountId, orderDigest, expiresAtMs }) => {
  const filledLots = state.orders.get(orderKey(accountId, orderDigest))?.filledLots ?? lots(0n);
  state.orders.put({ digest: orderDigest, accountId, filledLots, isVoid: true, expiresAtMs });
};
