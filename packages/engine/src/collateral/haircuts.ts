/**
 * The haircut of an asset as collateral: what it should be, and its bounded walk there (COLL-025, COLL-026).
 *
 * @module
 */
import type { CollateralRow, SegmentRow } from "@novate/codec";
import { maxOf, minOf, mulDivUp, PPM_ONE, type Ppm, ppm, sqrtDown } from "@novate/num";
import type { Evolve } from "../command/evolve.ts";
import type { House } from "../house.ts";
import { collateralKey } from "../state/keys.ts";
import { houseOf, mustGet, type StateView } from "../state/state.ts";
import { priceOf } from "./price.ts";

const YEAR_MS = 31_557_600_000n;
export const HAIRCUT_PERIOD_MS = 3_600_000;

/** √value, rounded up. */
const sqrtUp = (value: bigint): bigint => (value === 0n ? 0n : sqrtDown(value - 1n) + 1n);

/** σ·√τ of an annual volatility over a horizon, rounded up. */
export const volOverHorizonPpm = (volPpm: Ppm, horizonMs: number): Ppm =>
  ppm(sqrtUp(mulDivUp(volPpm * volPpm, BigInt(horizonMs), YEAR_MS)));

/**
 * h = clamp(k·σ_stress·√(exit horizon) + c·√(held / daily volume) + confidence / price, floor, 1).
 *
 * `held` is what the whole segment holds, because that is what a crisis has to sell. Without a price the confidence part
 * is zero: the asset is then worth nothing anyway. Each part is rounded up.
 */
export function haircutTargetPpm(
  state: StateView,
  segment: SegmentRow,
  { spec, heldAtoms }: Pick<CollateralRow, "spec" | "heldAtoms">,
  timeMs: number,
): Ppm {
  const { volMultiplePpm, impactPpm } = segment.parameters.collateral;
  const market = mulDivUp(volOverHorizonPpm(spec.stressVolPpm, spec.exitHorizonMs), volMultiplePpm, PPM_ONE);
  const volumes = sqrtUp(mulDivUp(maxOf(heldAtoms as bigint, 0n), PPM_ONE * PPM_ONE, spec.dailyVolumeAtoms));
  const impact = mulDivUp(volumes, impactPpm, PPM_ONE);
  const price = priceOf(state, spec.assetId, timeMs);
  const doubt = price === null ? 0n : mulDivUp(price.confidence, PPM_ONE, price.value);
  return minOf(maxOf(ppm(market + impact + doubt), spec.haircutFloorPpm), PPM_ONE);
}

/** Moves every haircut that is due one step towards its target: once an hour each, a bounded step. */
export function updateHaircuts(house: House): void {
  const { timeMs } = houseOf(house.state);
  for (const row of [...house.state.collaterals.values()]) {
    if (timeMs - row.haircutMovedAtMs < HAIRCUT_PERIOD_MS) continue;
    const segment = mustGet(house.state.segments, row.spec.segmentId);
    const { stepUpPpm, stepDownPpm } = segment.parameters.collateral;
    const target = haircutTargetPpm(house.state, segment, row, timeMs);
    const lowest = ppm(row.haircutPpm - stepDownPpm);
    const highest = ppm(row.haircutPpm + stepUpPpm);
    const haircutPpm = minOf(maxOf(target, lowest), highest);
    if (haircutPpm === row.haircutPpm) continue;
    const { segmentId, assetId } = row.spec;
    house.emit({ type: "HaircutMoved", segmentId, assetId, haircutPpm, movedAtMs: timeMs });
  }
}

export const evolveHaircutMoved: Evolve<"HaircutMoved"> = (state, { segmentId, assetId, haircutPpm, movedAtMs }) => {
  const row = mustGet(state.collaterals, collateralKey(segmentId, assetId));
  state.collaterals.put({ ...row, haircutPpm, haircutMovedAtMs: movedAtMs });
};
