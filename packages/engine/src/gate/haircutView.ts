/**
 * The haircut that an asset should have now, by `risk` (COLL-025).
 *
 * @module
 */

import type { CollateralRow, SegmentRow } from "@novate/codec";
import { maxOf, PPM_ONE, type Ppm, ppm, ZERO_ATOMS } from "@novate/num";
import { type HaircutParameters, haircutPpm } from "@novate/risk";
import { impairedPpm } from "../ledger/impairment.ts";
import { leastHeldOf } from "../ledger/leastHeld.ts";
import { priceOf } from "../ledger/price.ts";
import { stalledPpm } from "../ledger/stall.ts";
import { exitOfAsset } from "../ledger/vaultExit.ts";
import type { StateView } from "../state/state.ts";
import { ppmToFraction } from "./units.ts";

type Listed = Pick<CollateralRow, "spec" | "heldAtoms">;

/**
 * Where the haircut of COLL-001 stands now for new risk.
 *
 * The amount is what the whole segment holds, because that is what a crisis has to sell. Without a price the uncertainty
 * part is zero: the asset is then worth nothing anyway. What is left counts as far as its chain is heard of (COLL-060), and the vault has it (COLL-071).
 */
export function haircutTargetPpm(state: StateView, segment: SegmentRow, listed: Listed): Ppm {
  const { spec, heldAtoms } = listed;
  if (exitOfAsset(state, spec.assetId) !== null) return PPM_ONE;
  const price = priceOf(state, spec.assetId);
  const inputs = {
    stressVolAnnual: ppmToFraction(spec.stressVolPpm),
    exitHorizonMs: spec.exitHorizonMs,
    amountOverDailyVolume: Number(maxOf(heldAtoms, ZERO_ATOMS)) / Number(spec.dailyVolumeAtoms),
    priceUncertainty: price === null ? 0 : Number(price.confidence) / Number(price.value),
  };
  const ownPpm = haircutPpm(inputs, haircutParametersOf(segment, listed));
  const heardPpm = PPM_ONE - ((PPM_ONE - ownPpm) * (PPM_ONE - stalledPpm(state, spec.assetId))) / PPM_ONE; // rounds up
  return ppm(PPM_ONE - ((PPM_ONE - heardPpm) * (PPM_ONE - impairedPpm(state, spec.assetId))) / PPM_ONE); // rounds up
}

/** The same for what is held: coins that came lately, and may leave at once, do not count yet (COLL-058). */
export const heldTargetPpm = (state: StateView, segment: SegmentRow, row: CollateralRow): Ppm =>
  haircutTargetPpm(state, segment, { spec: row.spec, heldAtoms: leastHeldOf(state, row) });

/** The segment's parameters with the asset's own floor. */
export const haircutParametersOf = (segment: SegmentRow, { spec }: Listed): HaircutParameters => ({
  ...segment.parameters.collateral,
  floorPpm: spec.haircutFloorPpm,
});

/** The row under rules that have just been written: new risk pays at once where its haircut is on its way to (COLL-056). */
export const withNewRiskHaircut = (state: StateView, segment: SegmentRow, row: CollateralRow): CollateralRow => ({
  ...row,
  newRiskHaircutPpm: maxOf(row.haircutPpm, haircutTargetPpm(state, segment, row)),
});
