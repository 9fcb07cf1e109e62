/**
 * The volatility forecast of an underlying inside consensus: an exponentially weighted variance in whole numbers.
 *
 * @module
 */
import type { MarginParameters, UnderlyingRow } from "@novate/codec";
import { absOf, divUp, maxOf, minOf, mulDivUp, type Ppm, ppm, sqrtDown } from "@novate/num";

const E18 = 10n ** 18n;
const HOUR_MS = 3_600_000n;
const YEAR_MS = 31_536_000_000n;
/** Time in which an old return loses about half of its weight. */
const HALF_LIFE_MS = 86_400_000n;
/** The range moves at most so far an hour, up and down (MARG-014). */
const HOURLY_RISE_PPM = 100_000n;
const HOURLY_FALL_PPM = 20_000n;
const ONE = 1_000_000n;

interface Price {
  readonly value: bigint;
  readonly timeMs: number;
}

/**
 * The next state [last value, its time, annual variance × 10¹⁸] and the scan range that follows from it.
 *
 * Range = max(floor, k·σ̂·√MPOR), rounded up, moved toward by bounded steps (MARG-001, MARG-014).
 */
export function nextForecast(
  underlying: UnderlyingRow,
  margin: MarginParameters,
  price: Price,
): { readonly scanRangePpm: Ppm; readonly forecast: readonly bigint[] } {
  const initialVariance = (underlying.spec.initialVolPpm * underlying.spec.initialVolPpm * E18) / (ONE * ONE);
  const [lastValue = 0n, lastTimeMs = 0n, variance = initialVariance] = underlying.forecast;
  const elapsed = BigInt(price.timeMs) - lastTimeMs;
  const next = lastValue === 0n ? variance : blend(variance, lastValue, price.value, elapsed);
  const wanted = maxOf<bigint>(rangePpm(next, margin), margin.rangeFloorPpm);
  const scanRangePpm = lastValue === 0n ? wanted : stepToward(underlying.scanRangePpm, wanted, elapsed);
  return { scanRangePpm: ppm(scanRangePpm), forecast: [price.value, BigInt(price.timeMs), next] };
}

/** variance + w · (r² annualised − variance), w = elapsed / (elapsed + half-life). */
function blend(variance: bigint, last: bigint, value: bigint, elapsed: bigint): bigint {
  const move = absOf(value - last);
  const seen = (move * move * E18 * YEAR_MS) / (last * last * elapsed);
  return variance + ((seen - variance) * elapsed) / (elapsed + HALF_LIFE_MS);
}

function rangePpm(variance: bigint, margin: MarginParameters): bigint {
  const sigmaE9 = sqrtDown(mulDivUp(variance, BigInt(margin.mporMs), YEAR_MS)) + 1n;
  return divUp(sigmaE9 * margin.rangeMultiplePpm, 1_000_000_000n);
}

function stepToward(current: bigint, wanted: bigint, elapsedMs: bigint): bigint {
  const most = current + mulDivUp(current * HOURLY_RISE_PPM, elapsedMs, ONE * HOUR_MS);
  const least = current - (current * HOURLY_FALL_PPM * elapsedMs) / (ONE * HOUR_MS);
  return maxOf(minOf(wanted, most), least);
}
