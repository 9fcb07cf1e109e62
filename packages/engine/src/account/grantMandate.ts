/**
 * Lets a venue fill for an account without a signed order, within limits (ACC-009). A total of zero revokes.
 *
 * @module
 */
import { ZERO_ATOMS } from "@novate/num";
import type { Decide } from "../command/context.ts";
import { accept, refuse } from "../command/decision.ts";
import type { Evolve } from "../command/evolver.ts";
import { mandateKey } from "../state/keys.ts";
import { mustGet } from "../state/state.ts";
import { isOwner } from "./authority.ts";

export const decideGrantMandate: Decide<"GrantMandate"> = (state, command, context) => {
  const { accountId, venueId, tradeNotionalAtoms, totalNotionalAtoms, validUntilMs } = command;

  const account = state.accounts.get(accountId);
  if (account === undefined) return refuse("AccountUnknown", { accountId });
  if (!isOwner(account, context.signer)) return refuse("NotAuthorised", { subject: "account", subjectId: accountId });
  if (!state.venues.has(venueId)) return refuse("VenueUnknown", { venueId });
  if (tradeNotionalAtoms < 0n) return refuse("GrantInvalid", { accountId, field: "tradeNotionalAtoms" });
  if (totalNotionalAtoms < 0n) return refuse("GrantInvalid", { accountId, field: "totalNotionalAtoms" });
  const isRevoked = totalNotionalAtoms === 0n;
  if (!isRevoked && validUntilMs <= context.timeMs) return refuse("GrantInvalid", { accountId, field: "validUntilMs" });

  // From here on the mandate stands, with nothing used, or is gone.
  const limits = { tradeNotionalAtoms, totalNotionalAtoms, usedNotionalAtoms: ZERO_ATOMS, validUntilMs };
  return accept({ type: "MandateGranted", mandate: { accountId, venueId, ...limits } });
};

export const evolveMandateGranted: Evolve<"MandateGranted"> = (state, { mandate }) => {
  state.accounts.put({ ...mustGet(state.accounts, mandate.accountId), emptySinceMs: 0 });
  if (mandate.totalNotionalAtoms === 0n) state.mandates.delete(mandateKey(mandate.accountId, mandate.venueId));
  else state.mandates.put(mandate);
};
