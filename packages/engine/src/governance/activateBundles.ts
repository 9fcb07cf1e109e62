/**
 * Activates the bundles whose time has come, and drops those that can no longer take effect (GOV-006, GOV-007).
 *
 * @module
 */
import type { BundleRow } from "@novate/codec";
import type { Evolve } from "../command/evolver.ts";
import type { House } from "../command/house.ts";
import { houseOf } from "../state/state.ts";
import { APPROVAL_LIFETIME_MS, tryChanges } from "./bundle.ts";
import { shadowFault } from "./shadowRun.ts";

/** In order of activation time, then id. Each activation opens a new parameter epoch, which voids the bundles of the old one. */
export function activateBundles(house: House): void {
  if (house.state.bundles.size === 0) return;
  const bundles = [...house.state.bundles.values()].sort(
    (left, right) => left.activatesAtMs - right.activatesAtMs || left.bundleId - right.bundleId,
  );
  for (const bundle of bundles) {
    const { bundleId } = bundle;
    const reason = reasonToDrop(house, bundle);
    if (reason !== null) {
      house.emit({ type: "BundleDropped", bundleId, reason: reason.slice(0, MAX_REASON) });
    } else if (isDue(house, bundle)) {
      const { timeMs, parameterEpoch } = houseOf(house.state);
      for (const change of bundle.changes) house.emit({ type: "ChangeApplied", change, atMs: timeMs });
      house.emit({ type: "BundleActivated", bundleId, parameterEpoch: parameterEpoch + 1 });
    }
  }
}

/** Bytes of ASCII that the event has room for. */
const MAX_REASON = 64;

const isDue = ({ state }: House, { activatesAtMs }: BundleRow): boolean =>
  activatesAtMs !== 0 && activatesAtMs <= houseOf(state).timeMs;

function reasonToDrop(house: House, bundle: BundleRow): string | null {
  const { timeMs, parameterEpoch } = houseOf(house.state);
  if (bundle.parameterEpoch !== parameterEpoch) return "parameter epoch has passed";
  if (bundle.activatesAtMs === 0) {
    return timeMs >= bundle.proposedAtMs + APPROVAL_LIFETIME_MS ? "not approved in time" : null;
  }
  if (!isDue(house, bundle)) return null;
  const trial = tryChanges(house.state, bundle.changes, timeMs);
  if (!trial.ok) return `${trial.fault.type} ${trial.fault.field}: ${trial.fault.reason}`;
  return shadowFault(house.state, trial.fork, bundle.changes);
}

export const evolveBundleActivated: Evolve<"BundleActivated"> = (state, { bundleId, parameterEpoch }) => {
  state.bundles.delete(bundleId);
  state.house.put({ ...houseOf(state), parameterEpoch });
};

export const evolveBundleDropped: Evolve<"BundleDropped"> = (state, { bundleId }) => state.bundles.delete(bundleId);
