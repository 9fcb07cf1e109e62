/**
 * Integer arithmetic in the directions that the chain's `big.Int` code takes.
 *
 * @module
 */
import { divDown, divUp } from "@novate/num";
import { absolute } from "../core/bigint.ts";

export const PPM = 1_000_000n;

/** numerator / denominator truncated toward zero. */
export const divTruncated = (numerator: bigint, denominator: bigint): bigint =>
  numerator < 0n === denominator < 0n
    ? divDown(absolute(numerator), absolute(denominator))
    : -divDown(absolute(numerator), absolute(denominator));

/** value · 10^exponent truncated toward zero. */
export function shiftDecimals(value: bigint, exponent: bigint): bigint {
  return exponent >= 0n ? value * 10n ** exponent : divTruncated(value, 10n ** -exponent);
}

export const partDown = (value: bigint, ppm: bigint): bigint => divDown(value * ppm, PPM);
export const partUp = (value: bigint, ppm: bigint): bigint => divUp(value * ppm, PPM);

/** A ratio in lowest terms with a positive denominator. */
export function lowestTerms(num: bigint, den: bigint): { readonly num: bigint; readonly den: bigint } {
  let [larger, smaller] = [absolute(num), absolute(den)];
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller];
  const divisor = den < 0n ? -larger : larger;
  return { num: divTruncated(num, divisor), den: divTruncated(den, divisor) };
}
