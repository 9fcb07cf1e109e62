/**
 * Proposes an atomic bundle of changes (GOV-001, GOV-002); what may move risk is tried in a block to come (GOV-031).
 *
 * @module
 */
import type { BundleRow, Hex } from "@novate/codec";
import { addressOf } from "../account/authority.ts";
import type { Decide } from "../command/context.ts";
import { accept, refuse } from "../command/decision.ts";
import type { Evolve } from "../command/evolver.ts";
import { houseOf, type StateView } from "../state/state.ts";
import { faultData, MAX_BUNDLES, tryChanges } from "./bundle.ts";
import { moveRisk } from "./changes/rules.ts";

export const decideProposeBundle: Decide<"ProposeBundle"> = (state, command, context) => {
  const { bundleId, parameterEpoch, changes } = command;
  const { timeMs } = context;
  const house = houseOf(state);

  const proposer = addressOf(context.signer);
  if (proposer === null || !state.governors.has(proposer))
    return refuse("GovernorRequired", { signer: context.signer });
  if (state.bundles.has(bundleId)) return refuse("BundleExists", { bundleId });
  if (countOf(state, proposer) >= MAX_BUNDLES) return refuse("TooManyBundles", { limit: MAX_BUNDLES });
  if (changes.length === 0) return refuse("BundleEmpty", { bundleId });
  if (parameterEpoch !== house.parameterEpoch) {
    return refuse("ParameterEpochMismatch", { expectedEpoch: house.parameterEpoch, receivedEpoch: parameterEpoch });
  }
  const trial = tryChanges(state, changes, timeMs);
  if (!trial.ok) return refuse("ChangeInvalid", faultData(trial.fault));

  // From here on the bundle stands, approved by its proposer.
  const isApproved = house.governorThreshold <= 1;
  const bundle: BundleRow = {
    bundleId,
    proposer,
    approvals: [proposer],
    changes,
    parameterEpoch,
    proposedAtMs: timeMs,
    isTried: !moveRisk(changes),
    activatesAtMs: isApproved ? timeMs + trial.delayMs : 0,
  };
  return accept({ type: "BundleProposed", bundle });
};

function countOf(state: StateView, proposer: Hex): number {
  let count = 0;
  for (const bundle of state.bundles.values()) if (bundle.proposer === proposer) count += 1;
  return count;
}

export const evolveBundleProposed: Evolve<"BundleProposed"> = (state, { bundle }) => state.bundles.put(bundle);
