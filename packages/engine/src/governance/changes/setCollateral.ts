/** Admits an asset as collateral of a segment, or moves its limits (COLL-020, GOV-005). @module */
import type { SetCollateral, ValueOf } from "@novate/codec";
import { PPM_ONE, ZERO_ATOMS } from "@novate/num";
import { type Fault, fault, firstFault, outside } from "../../command/fault.ts";
import { haircutTargetPpm, withNewRiskHaircut } from "../../gate/haircutView.ts";
import { collateralKey } from "../../state/keys.ts";
import { houseOf, mustGet, type StateView } from "../../state/state.ts";
import {
  ADDING_RISK_MS,
  type ChangeRule,
  IMMEDIATE_MS,
  LISTING_COLLATERAL_MS,
  MAX_ATOMS,
  MAX_DURATION_MS,
  NOTICE_MS,
} from "./rule.ts";

type Spec = ValueOf<typeof SetCollateral>;

export const setCollateral: ChangeRule<"SetCollateral"> = {
  faultOf: (state, change) =>
    firstFault(
      state.segments.has(change.segmentId) ? null : fault("segmentId", `no segment ${change.segmentId}`),
      state.assets.has(change.assetId) ? null : fault("assetId", `no asset ${change.assetId}`),
      faultOfCount(state, change),
      outside("haircutFloorPpm", change.haircutFloorPpm, 0n, PPM_ONE),
      outside("stressVolPpm", change.stressVolPpm, 0n, 10_000_000n),
      outside("exitHorizonMs", change.exitHorizonMs, 0, MAX_DURATION_MS),
      outside("dailyVolumeAtoms", change.dailyVolumeAtoms, 1n, MAX_ATOMS),
      outside("capAtoms", change.capAtoms, 0n, MAX_ATOMS),
      faultOfFirstCap(state, change),
      outside("accountSharePpm", change.accountSharePpm, 1n, PPM_ONE),
    ),

  delayMsOf(state, change) {
    const row = state.collaterals.get(collateralKey(change.segmentId, change.assetId));
    if (row === undefined) return LISTING_COLLATERAL_MS;
    if (!isTighter(row.spec, change)) return ADDING_RISK_MS;
    return isAdmissionOnly(row.spec, change) ? IMMEDIATE_MS : NOTICE_MS;
  },

  movesRisk: true,

  write(state, { type: _, ...spec }, atMs) {
    const row = state.collaterals.get(collateralKey(spec.segmentId, spec.assetId));
    const segment = mustGet(state.segments, spec.segmentId);
    if (row !== undefined) {
      state.collaterals.put(withNewRiskHaircut(state, segment, { ...row, spec }));
      return;
    }
    const unused = {
      startMs: 0,
      netOutAtoms: ZERO_ATOMS,
      ownAtoms: ZERO_ATOMS,
      laneAtoms: ZERO_ATOMS,
      commonAtoms: ZERO_ATOMS,
    };
    const least = { startMs: 0, beforeAtoms: ZERO_ATOMS, nowAtoms: ZERO_ATOMS };
    const empty = { heldAtoms: ZERO_ATOMS, least, hour: unused, day: unused };
    const haircutPpm = haircutTargetPpm(state, segment, { spec, heldAtoms: ZERO_ATOMS });
    const haircuts = { haircutPpm, newRiskHaircutPpm: haircutPpm, announced: null, haircutMovedAtMs: atMs };
    state.collaterals.put({ spec, ...empty, ...haircuts });
  },
};

/** An account's row lists this many balances, and cash, which trades bring whether it is admitted or not. */
const MAX_ASSETS = 64;

function faultOfCount(state: StateView, { segmentId, assetId }: Spec): Fault | null {
  if (state.collaterals.has(collateralKey(segmentId, assetId))) return null;
  let count = 0;
  for (const { spec } of state.collaterals.values()) if (spec.segmentId === segmentId) count += 1;
  return count < MAX_ASSETS ? null : fault("assetId", `the segment admits ${MAX_ASSETS} assets already`);
}

/** A new asset starts at cap 0, so that nothing depends on it before its price and haircut have been seen; but at genesis. */
function faultOfFirstCap(state: StateView, { segmentId, assetId, capAtoms }: Spec): Fault | null {
  const isListed = state.collaterals.has(collateralKey(segmentId, assetId));
  if (isListed || houseOf(state).height === 0 || capAtoms === 0n) return null;
  return fault("capAtoms", "new collateral starts at 0");
}

/** Caps stop what comes in; everything else moves what is counted of what is held. */
const isAdmissionOnly = (before: Spec, after: Spec): boolean =>
  after.haircutFloorPpm === before.haircutFloorPpm &&
  after.stressVolPpm === before.stressVolPpm &&
  after.exitHorizonMs === before.exitHorizonMs &&
  after.dailyVolumeAtoms === before.dailyVolumeAtoms;

const isTighter = (before: Spec, after: Spec): boolean =>
  after.haircutFloorPpm >= before.haircutFloorPpm &&
  after.stressVolPpm >= before.stressVolPpm &&
  after.exitHorizonMs >= before.exitHorizonMs &&
  after.dailyVolumeAtoms <= before.dailyVolumeAtoms &&
  after.capAtoms <= before.capAtoms &&
  after.accountSharePpm <= before.accountSharePpm;
