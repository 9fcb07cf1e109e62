/**
 * Exact integer arithmetic in float64, for whole numbers that a checked bound keeps below 2^53.
 *
 * @module
 */
import { E6, sqrt } from "@novate/num";

/** Cuts a value into millions and a rest: any whole cut gives the same product, so the reciprocal need not be exact. */
const PER_MILLION = 0.000001;

/** Gross size of an account up to which the float64 kernel is exact; above it the bigint one answers (MARG-068). */
export const EXACT_LIMIT = 281_474_976_710_656; // 2^48
/** No factor of the kernel exceeds sixteen, so that a product of it and a sum below {@link EXACT_LIMIT} is exact. */
export const FACTOR_LIMIT_PPM = 16 * E6;

/** ⌈value · ppm / 10^6⌉ for 0 ≤ value ≤ 2^49 and 0 ≤ ppm ≤ 16·10^6: what the house asks for. */
export function ppmUp(value: number, ppm: number): number {
  if (ppm === E6) return value;
  const high = Math.floor(value * PER_MILLION);
  const low = value - high * E6;
  return high * ppm + Math.ceil((low * ppm) / E6);
}

/** ⌊value · ppm / 10^6⌋ in the same range: what the house forgives. */
export function ppmDown(value: number, ppm: number): number {
  if (ppm === E6) return value;
  const high = Math.floor(value * PER_MILLION);
  const low = value - high * E6;
  return high * ppm + Math.floor((low * ppm) / E6);
}

/** ⌈(left · leftPpm + right · rightPpm) / 10^6⌉, rounded once. */
export function ppmSumUp(left: number, leftPpm: number, right: number, rightPpm: number): number {
  const leftHigh = Math.floor(left * PER_MILLION);
  const rightHigh = Math.floor(right * PER_MILLION);
  const low = (left - leftHigh * E6) * leftPpm + (right - rightHigh * E6) * rightPpm;
  return leftHigh * leftPpm + rightHigh * rightPpm + Math.ceil(low / E6);
}

/** ⌈value / divisor⌉ for 0 ≤ value < 2^52 and 0 < divisor < 2^20: the rounding of the quotient is put right. */
export function divideUp(value: number, divisor: number): number {
  const quotient = Math.floor(value / divisor);
  return quotient * divisor < value ? quotient + 1 : (quotient - 1) * divisor >= value ? quotient - 1 : quotient;
}

/** The root of size over depth counts up to this; without depth it is this. */
export const LARGEST_ROOT = 10;

/** Liquidity charge rate ⌈ratePpm · min(√(size/depth), 10)⌉ for whole numbers (MARG-032). */
export function liquidityRatePpm(ratePpm: number, size: number, depth: number): number {
  if (size === 0 || ratePpm === 0) return 0;
  const root = depth > 0 ? Math.min(sqrt(size / depth), LARGEST_ROOT) : LARGEST_ROOT;
  return Math.min(Math.ceil(ratePpm * root), FACTOR_LIMIT_PPM);
}
