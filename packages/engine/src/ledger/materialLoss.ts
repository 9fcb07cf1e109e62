/**
 * Which losses concern a segment's members (DFLT-022, WDR-004).
 *
 * @module
 */
import type { SegmentRow } from "@novate/codec";
import { type Atoms, mulPpmDown, ppm, ZERO_ATOMS } from "@novate/num";
import { collateralKey } from "../state/keys.ts";
import type { StateView } from "../state/state.ts";

const BASIS_POINT = ppm(100n);

/** A basis point of the settlement asset that the segment holds: losses up to it shut nothing. */
export function immaterialLossAtoms(state: StateView, { segmentId, settlementAssetId }: SegmentRow): Atoms {
  const held = state.collaterals.get(collateralKey(segmentId, settlementAssetId))?.heldAtoms ?? ZERO_ATOMS;
  return held > 0n ? mulPpmDown(held, BASIS_POINT) : ZERO_ATOMS;
}
