/**
 * Fixed-point integers with {@link FRACTION_BITS} bits: the constants and tables of the float kernel are derived from
 * them when the module loads, so that no table of digits has to be trusted. Not for use on hot paths.
 *
 * @module
 */
import { divDown, sqrtDown } from "../rounding.ts";

/** Bits behind the binary point. Wide, because the recurrence of `tailTable.ts` loses up to 140 of them. */
export const FRACTION_BITS = 512n;
export const ONE = 1n << FRACTION_BITS;
/** 2^−512, exactly. */
const TO_FLOAT = 7.458340731200207e-155;

/** Product of two fixed-point numbers, rounded down. */
export const times = (left: bigint, right: bigint): bigint => (left * right) >> FRACTION_BITS;

/** √value, rounded down. */
export const root = (value: bigint): bigint => sqrtDown(value << FRACTION_BITS);

/** atan(1/n) for `sign` = −1 or atanh(1/n) for `sign` = +1, by its Taylor series; n > 1. */
function inverseTangent(n: bigint, sign: bigint, one: bigint): bigint {
  let power = one / n;
  let sum = power;
  for (let degree = 3n; power !== 0n; degree += 2n) {
    power = divDown(sign * power, n * n);
    if (power === -1n) power = 0n;
    sum += power / degree;
  }
  return sum;
}

/** ln((n + 1) / n) = 2·atanh(1 / (2n + 1)). */
export const lnOfStep = (n: bigint): bigint => 2n * inverseTangent(2n * n + 1n, 1n, ONE);

/** π with `bits` bits behind the point, by Machin's formula. */
export function piWithBits(bits: bigint): bigint {
  const guard = 32n;
  const one = 1n << (bits + guard);
  return (16n * inverseTangent(5n, -1n, one) - 4n * inverseTangent(239n, -1n, one)) >> guard;
}

export const LN2 = lnOfStep(1n);
export const PI = piWithBits(FRACTION_BITS);

/** Nearest float64. `Number(bigint)` rounds to nearest, ties to even, by the language's definition. */
export const toFloat = (value: bigint): number => Number(value) * TO_FLOAT;

/** What {@link toFloat} left over, as a float64: the low half of a double-double. */
export const toFloatRest = (value: bigint): number => toFloat(value - BigInt(Number(value)));

/** Keeps only the bits of `value` down to 2^−`bits`: the high part of a constant whose multiples must be exact. */
export const cutTo = (value: bigint, bits: bigint): bigint => {
  const drop = FRACTION_BITS - bits;
  return (value >> drop) << drop;
};
