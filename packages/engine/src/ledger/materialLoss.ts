/**
 * Which losses concern a segment's members (DFLT-022, WDR-004).
 *
 * @module
 */
import type { SegmentRow } from "@novate/codec";
import { type Atoms, mulPpmDown, ppm } from "@novate/num";
import type { StateView } from "../state/state.ts";
import { leastCashOf } from "./leastHeld.ts";

const BASIS_POINT = ppm(100n);

/** A basis point of the settlement asset that the segment lately held at least: losses up to it shut nothing. */
export const immaterialLossAtoms = (state: StateView, segment: SegmentRow): Atoms =>
  mulPpmDown(leastCashOf(state, segment), BASIS_POINT);
