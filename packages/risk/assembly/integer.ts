// The arithmetic of `src/book/integer.ts`, operation by operation.

const MILLION: f64 = 1000000.0;
const PER_MILLION: f64 = 0.000001;
const FACTOR_LIMIT_PPM: f64 = 16000000.0;
const LARGEST_ROOT: f64 = 10.0;

export function ppmUp(value: f64, ppm: f64): f64 {
  if (ppm === MILLION) return value;
  const high = floor<f64>(value * PER_MILLION);
  const low = value - high * MILLION;
  return high * ppm + ceil<f64>((low * ppm) / MILLION);
}

export function ppmDown(value: f64, ppm: f64): f64 {
  if (ppm === MILLION) return value;
  const high = floor<f64>(value * PER_MILLION);
  const low = value - high * MILLION;
  return high * ppm + floor<f64>((low * ppm) / MILLION);
}

export function ppmSumUp(left: f64, leftPpm: f64, right: f64, rightPpm: f64): f64 {
  const leftHigh = floor<f64>(left * PER_MILLION);
  const rightHigh = floor<f64>(right * PER_MILLION);
  const low = (left - leftHigh * MILLION) * leftPpm + (right - rightHigh * MILLION) * rightPpm;
  return leftHigh * leftPpm + rightHigh * rightPpm + ceil<f64>(low / MILLION);
}

export function divideUp(value: f64, divisor: f64): f64 {
  const quotient = floor<f64>(value / divisor);
  if (quotient * divisor < value) return quotient + 1.0;
  return (quotient - 1.0) * divisor >= value ? quotient - 1.0 : quotient;
}

/** Liquidity rate of one side; `sqrt` of WebAssembly is correctly rounded, as the host's is. */
export function rateOf(ratePpm: f64, depth: f64, own: f64, shared: f64): f64 {
  if (own === 0.0 || ratePpm === 0.0) return 0.0;
  const size = shared > own ? shared : own;
  const root = depth > 0.0 ? min<f64>(sqrt<f64>(size / depth), LARGEST_ROOT) : LARGEST_ROOT;
  return min<f64>(ceil<f64>(ratePpm * root), FACTOR_LIMIT_PPM);
}
