/**
 * An underlying's market as `risk` wants it, read from the rows.
 *
 * @module
 */
import type { UnderlyingRow } from "@novate/codec";
import type { JointShock, UnderlyingMarket } from "@novate/risk";
import { mustGet, type StateView } from "../state/state.ts";
import type { Forwards } from "./forwardView.ts";
import { surfaceOf } from "./surfaceView.ts";
import { feedToQuote, ppmToFraction } from "./units.ts";

/**
 * The scan range is the committed one, stated as a floor: its forecast already went through its own rules.
 *
 * What the index may be wrong by, for its age or its sources, stands in the interval of equity and not in the requirement:
 * a requirement that grew with doubt would close accounts out for it (MARG-002, MARG-003).
 */
export function marketOf(
  state: StateView,
  underlying: UnderlyingRow,
  forwards: Forwards,
  jointShocks: readonly JointShock[],
  timeMs: number,
): UnderlyingMarket {
  const index = mustGet(state.feeds, underlying.spec.indexFeedId);
  const isPriced = index.aggregatedAtMs > 0;
  return {
    underlyingId: underlying.spec.underlyingId,
    timeMs,
    spot: isPriced ? feedToQuote(index, index.value) : 0,
    forwards: [...forwards].map(([expiryMs, value]) => ({ expiryMs, forward: feedToQuote(index, value), discount: 1 })),
    surface: surfaceOf(underlying, timeMs),
    volAnnual: 0,
    rangeFloor: ppmToFraction(underlying.scanRangePpm),
    ageMs: 0,
    confidence: 0,
    jointShocks,
  };
}
