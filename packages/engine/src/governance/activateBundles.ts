/**
 * Activates the bundles whose time has come, tries the others, and drops those that can take effect no more.
 *
 * A shadow run looks at every account, so a block has one at most (GOV-031): first for a bundle that is due, else for the
 * oldest proposal that was not tried yet. What must wait for it waits for the next block; and what one governor alone stands
 * behind waits until ten minutes after the last that it had, or one below the threshold would have a run in every block (GOV-048).
 *
 * @module
 */
import type { BundleRow } from "@novate/codec";
import type { Evolve } from "../command/evolver.ts";
import type { House } from "../command/house.ts";
import { houseOf, mustGet, type WritableState } from "../state/state.ts";
import { APPROVAL_LIFETIME_MS, tryChanges } from "./bundle.ts";
import { moveRisk } from "./changes/rules.ts";
import { shadowFault } from "./shadowRun.ts";

/** In order of activation time, then id. Each activation opens a new parameter epoch, which voids the bundles of the old one. */
export function activateBundles(house: House): void {
  if (house.state.bundles.size === 0) return;
  let isRunLeft = true;
  for (const bundle of inOrder(house, ({ activatesAtMs }) => activatesAtMs)) {
    const reason = reasonToForget(house, bundle);
    if (reason !== null) drop(house, bundle, reason);
    if (reason !== null || !isDue(house, bundle)) continue;
    const isRisky = moveRisk(bundle.changes);
    if (isRisky && !isRunLeft) continue;
    if (isRisky) isRunLeft = false;
    const fault = faultOf(house, bundle, isRisky);
    if (fault === null) activate(house, bundle);
    else drop(house, bundle, fault);
  }
  const untried = inOrder(house, ({ proposedAtMs }) => proposedAtMs).find((bundle) => isNext(house, bundle));
  if (isRunLeft && untried !== undefined) tryBundle(house, untried);
}

const inOrder = ({ state }: House, timeOf: (bundle: BundleRow) => number): BundleRow[] =>
  [...state.bundles.values()].sort((left, right) => timeOf(left) - timeOf(right) || left.bundleId - right.bundleId);

/** Between the trials of a governor's bundles that the threshold has not approved. */
const TRIAL_MS = 600_000;

/** Whether the bundle may be tried now. */
function isNext({ state }: House, { isTried, activatesAtMs, proposer }: BundleRow): boolean {
  if (isTried || activatesAtMs !== 0) return !isTried;
  const { triedAtMs } = state.governors.get(proposer) ?? { triedAtMs: 0 }; // a bundle of a governor who left is dropped
  return houseOf(state).timeMs >= triedAtMs + TRIAL_MS;
}

const isDue = ({ state }: House, { activatesAtMs }: BundleRow): boolean =>
  activatesAtMs !== 0 && activatesAtMs <= houseOf(state).timeMs;

function reasonToForget({ state }: House, bundle: BundleRow): string | null {
  const { timeMs, parameterEpoch } = houseOf(state);
  if (bundle.parameterEpoch !== parameterEpoch) return "parameter epoch has passed";
  const isLate = bundle.activatesAtMs === 0 && timeMs >= bundle.proposedAtMs + APPROVAL_LIFETIME_MS;
  return isLate ? "not approved in time" : null;
}

/** What time or the accounts of this instant have against the bundle. */
function faultOf({ state, derived }: House, { changes }: BundleRow, isRisky: boolean): string | null {
  const trial = tryChanges(state, changes, houseOf(state).timeMs);
  if (!trial.ok) return `${trial.fault.type} ${trial.fault.field}: ${trial.fault.reason}`;
  return isRisky ? shadowFault(state, trial.fork, derived.owners) : null;
}

function tryBundle(house: House, bundle: BundleRow): void {
  const fault = faultOf(house, bundle, true);
  if (fault === null) house.emit({ type: "BundleTried", bundleId: bundle.bundleId });
  else drop(house, bundle, fault);
}

function activate(house: House, { bundleId, changes }: BundleRow): void {
  const { timeMs, parameterEpoch } = houseOf(house.state);
  for (const change of changes) house.emit({ type: "ChangeApplied", change, atMs: timeMs });
  house.emit({ type: "BundleActivated", bundleId, parameterEpoch: parameterEpoch + 1 });
}

/** Bytes of ASCII that the event has room for. */
const MAX_REASON = 64;

const drop = (house: House, { bundleId }: BundleRow, reason: string): void =>
  house.emit({ type: "BundleDropped", bundleId, reason: reason.slice(0, MAX_REASON) });

export const evolveBundleTried: Evolve<"BundleTried"> = (state, { bundleId }) => {
  const bundle = mustGet(state.bundles, bundleId);
  state.bundles.put({ ...bundle, isTried: true });
  noteTrial(state, bundle);
};

/** A bundle that goes untried had its trial, or its place in the order of trials. */
function noteTrial(state: WritableState, { proposer }: BundleRow): void {
  const governor = state.governors.get(proposer);
  if (governor !== undefined) state.governors.put({ ...governor, triedAtMs: houseOf(state).timeMs });
}

export const evolveBundleActivated: Evolve<"BundleActivated"> = (state, { bundleId, parameterEpoch }) => {
  state.bundles.delete(bundleId);
  state.house.put({ ...houseOf(state), parameterEpoch });
};

export const evolveBundleDropped: Evolve<"BundleDropped"> = (state, { bundleId }) => {
  const bundle = mustGet(state.bundles, bundleId);
  if (!bundle.isTried) noteTrial(state, bundle);
  state.bundles.delete(bundleId);
};
