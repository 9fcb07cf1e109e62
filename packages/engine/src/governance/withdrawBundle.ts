/** Takes a governor's own bundle back, approved or not, which makes room for another (GOV-034). @module */
import { addressOf } from "../account/authority.ts";
import type { Decide } from "../command/context.ts";
import { accept, refuse } from "../command/decision.ts";

export const decideWithdrawBundle: Decide<"WithdrawBundle"> = (state, { bundleId }, { signer }) => {
  const owner = addressOf(signer);
  if (owner === null || !state.governors.has(owner)) return refuse("GovernorRequired", { signer });
  const bundle = state.bundles.get(bundleId);
  if (bundle === undefined) return refuse("BundleUnknown", { bundleId });
  if (bundle.proposer !== owner) return refuse("NotProposer", { proposer: bundle.proposer });

  // From here on the bundle is gone.
  return accept({ type: "BundleDropped", bundleId, reason: "withdrawn" });
};
