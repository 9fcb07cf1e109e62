/**
 * How far a price may move before it must be confirmed: multiples of the forecast volatility over two horizons (ORCL-025, ORCL-026).
 *
 * @module
 */
import type { FeedRow, OracleParameters, UnderlyingRow } from "@novate/codec";
import { minOf, mulDivUp, PPM_ONE, sqrtDown, YEAR_MS } from "@novate/num";
import { mustGet, type StateView } from "../state/state.ts";

/** Band of a feed that no underlying refers to, such as a collateral price. */
const PLAIN_BAND_PPM = 100_000n;
/** Outlier reach of such a feed: five median absolute deviations. */
const PLAIN_OUTLIER_MAD_PPM = 5_000_000n;

export function outlierMadPpmOf(state: StateView, feedId: number): bigint {
  const underlying = underlyingOfFeed(state, feedId);
  return underlying === undefined ? PLAIN_OUTLIER_MAD_PPM : oracleOf(state, underlying).outlierMadPpm;
}

/** Greatest relative move, in millionths, that `elapsedMs` since the last aggregate explains. */
export function jumpBandPpm(state: StateView, feed: FeedRow, elapsedMs: number): bigint {
  const underlying = underlyingOfFeed(state, feed.spec.feedId);
  if (underlying === undefined) return PLAIN_BAND_PPM;
  const { shortBandMs, shortBandPpm, longBandMs, longBandPpm } = oracleOf(state, underlying);
  const short = sigmasPpm(underlying, Math.max(elapsedMs, shortBandMs), shortBandPpm);
  return elapsedMs <= shortBandMs
    ? short
    : minOf(short, sigmasPpm(underlying, Math.max(elapsedMs, longBandMs), longBandPpm));
}

/** `multiplePpm` standard deviations over `horizonMs`, at the forecast volatility; rounded up. */
function sigmasPpm({ volAnnualPpm }: UnderlyingRow, horizonMs: number, multiplePpm: bigint): bigint {
  const rootPpm = sqrtDown((BigInt(horizonMs) * PPM_ONE * PPM_ONE) / BigInt(YEAR_MS)) + 1n;
  return mulDivUp(mulDivUp(volAnnualPpm, multiplePpm, PPM_ONE), rootPpm, PPM_ONE);
}

const oracleOf = (state: StateView, underlying: UnderlyingRow): OracleParameters =>
  mustGet(state.segments, underlying.spec.segmentId).parameters.oracle;

function underlyingOfFeed(state: StateView, feedId: number): UnderlyingRow | undefined {
  for (const underlying of state.underlyings.values()) if (underlying.spec.indexFeedId === feedId) return underlying;
  return undefined;
}
