/**
 * Adds a governor's approval of what a bundle says; the one that reaches the threshold starts the bundle's delay (GOV-012, GOV-023, GOV-033).
 *
 * @module
 */
import { bundleHash } from "@novate/codec";
import { addressOf } from "../account/authority.ts";
import type { Decide } from "../command/context.ts";
import { accept, refuse } from "../command/decision.ts";
import type { Evolve } from "../command/evolver.ts";
import { houseOf, mustGet } from "../state/state.ts";
import { faultData, tryChanges } from "./bundle.ts";

export const decideApproveBundle: Decide<"ApproveBundle"> = (state, command, context) => {
  const { timeMs } = context;
  const { bundleId } = command;
  const house = houseOf(state);

  const owner = addressOf(context.signer);
  if (owner === null || !state.governors.has(owner)) return refuse("GovernorRequired", { signer: context.signer });
  const bundle = state.bundles.get(bundleId);
  if (bundle === undefined) return refuse("BundleUnknown", { bundleId });
  const [expected, received] = [bundleHash(house.house, bundle), bundleHash(house.house, command)];
  if (received !== expected) return refuse("BundleContentMismatch", { expected, received });
  if (bundle.approvals.includes(owner)) return refuse("AlreadyApproved", { bundleId });
  if (bundle.parameterEpoch !== house.parameterEpoch) {
    return refuse("ParameterEpochMismatch", {
      expectedEpoch: house.parameterEpoch,
      receivedEpoch: bundle.parameterEpoch,
    });
  }
  const trial = tryChanges(state, bundle.changes, timeMs);
  if (!trial.ok) return refuse("ChangeInvalid", faultData(trial.fault)); // an expiry has passed meanwhile

  // From here on the approval counts. Later ones do not prolong the delay.
  const isReached = bundle.activatesAtMs === 0 && bundle.approvals.length + 1 >= house.governorThreshold;
  const activatesAtMs = isReached ? timeMs + trial.delayMs : bundle.activatesAtMs;
  return accept({ type: "BundleApproved", bundleId, owner, activatesAtMs });
};

export const evolveBundleApproved: Evolve<"BundleApproved"> = (state, { bundleId, owner, activatesAtMs }) => {
  const bundle = mustGet(state.bundles, bundleId);
  state.bundles.put({ ...bundle, approvals: [...bundle.approvals, owner], activatesAtMs });
};
