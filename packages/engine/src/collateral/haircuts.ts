/**
 * The haircut of an asset as collateral: what it should be, and its bounded walk there (COLL-025, COLL-026).
 *
 * @module
 */
import type { CollateralRow, SegmentRow } from "@novate/codec";
import { maxOf, type Ppm, ZERO_ATOMS } from "@novate/num";
import { type HaircutParameters, haircutPpm, ppmToFloat, stepHaircut } from "@novate/risk";
import type { Evolve } from "../command/evolver.ts";
import type { House } from "../house.ts";
import { collateralKey } from "../state/keys.ts";
import { houseOf, mustGet, type StateView } from "../state/state.ts";
import { priceOf } from "./price.ts";

/** A haircut takes one step in this time at most, however long it stood still before. */
export const HAIRCUT_PERIOD_MS = 3_600_000;

type Listed = Pick<CollateralRow, "spec" | "heldAtoms">;

/**
 * Where the haircut of COLL-001 stands now.
 *
 * The amount is what the whole segment holds, because that is what a crisis has to sell. Without a price the uncertainty
 * part is zero: the asset is then worth nothing anyway.
 */
export function haircutTargetPpm(state: StateView, segment: SegmentRow, listed: Listed, timeMs: number): Ppm {
  const { spec, heldAtoms } = listed;
  const price = priceOf(state, spec.assetId, timeMs);
  const inputs = {
    stressVolAnnual: ppmToFloat(spec.stressVolPpm),
    exitHorizonMs: spec.exitHorizonMs,
    amountOverDailyVolume: Number(maxOf(heldAtoms, ZERO_ATOMS)) / Number(spec.dailyVolumeAtoms),
    priceUncertainty: price === null ? 0 : Number(price.confidence) / Number(price.value),
  };
  return haircutPpm(inputs, parametersOf(segment, listed));
}

/** Moves every haircut that is due one step towards its target (COLL-003). */
export function updateHaircuts(house: House): void {
  const { timeMs } = houseOf(house.state);
  for (const row of [...house.state.collaterals.values()]) {
    if (timeMs - row.haircutMovedAtMs < HAIRCUT_PERIOD_MS) continue;
    const { segmentId, assetId } = row.spec;
    const segment = mustGet(house.state.segments, segmentId);
    const target = haircutTargetPpm(house.state, segment, row, timeMs);
    const next = stepHaircut(row.haircutPpm, target, HAIRCUT_PERIOD_MS, parametersOf(segment, row));
    if (next === row.haircutPpm) continue;
    house.emit({ type: "HaircutMoved", segmentId, assetId, haircutPpm: next, movedAtMs: timeMs });
  }
}

const parametersOf = (segment: SegmentRow, { spec }: Listed): HaircutParameters => ({
  ...segment.parameters.collateral,
  floorPpm: spec.haircutFloorPpm,
});

export const evolveHaircutMoved: Evolve<"HaircutMoved"> = (state, event) => {
  const { segmentId, assetId, haircutPpm, movedAtMs } = event;
  const row = mustGet(state.collaterals, collateralKey(segmentId, assetId));
  state.collaterals.put({ ...row, haircutPpm, haircutMovedAtMs: movedAtMs });
};
