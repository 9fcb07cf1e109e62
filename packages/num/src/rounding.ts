/**
 * Division with its direction in the name. The native `/` truncates toward zero and is used nowhere else.
 *
 * @module
 */
import { assert } from "@novate/stdx";
import type { Atoms, Ppm } from "./units.ts";

/** ⌊numerator / denominator⌋ for a positive denominator: what the house pays. */
export function divDown(numerator: bigint, denominator: bigint): bigint {
  assert(denominator > 0n, "divDown: denominator is not positive");
  const quotient = numerator / denominator;
  return numerator < 0n && quotient * denominator !== numerator ? quotient - 1n : quotient;
}

/** ⌈numerator / denominator⌉ for a positive denominator: what the house collects. */
export function divUp(numerator: bigint, denominator: bigint): bigint {
  assert(denominator > 0n, "divUp: denominator is not positive");
  const quotient = numerator / denominator;
  return numerator > 0n && quotient * denominator !== numerator ? quotient + 1n : quotient;
}

/** ⌊value · factor / divisor⌋. */
export const mulDivDown = (value: bigint, factor: bigint, divisor: bigint): bigint => divDown(value * factor, divisor);
/** ⌈value · factor / divisor⌉. */
export const mulDivUp = (value: bigint, factor: bigint, divisor: bigint): bigint => divUp(value * factor, divisor);

/** A fraction of an amount, rounded toward −∞: pays. */
export const mulPpmDown = (amount: Atoms, fraction: Ppm): Atoms => divDown(amount * fraction, 1_000_000n) as Atoms;
/** A fraction of an amount, rounded toward +∞: collects. */
export const mulPpmUp = (amount: Atoms, fraction: Ppm): Atoms => divUp(amount * fraction, 1_000_000n) as Atoms;

/** ⌊√value⌋ by Newton's iteration. Asserts value ≥ 0. */
export function sqrtDown(value: bigint): bigint {
  assert(value >= 0n, "sqrtDown: value is negative");
  if (value < 2n) return value;
  let estimate = 1n << BigInt((value.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (estimate + value / estimate) >> 1n;
    if (next >= estimate) return estimate;
    estimate = next;
  }
}

export const minOf = <T extends bigint>(left: T, right: T): T => (left < right ? left : right);
export const maxOf = <T extends bigint>(left: T, right: T): T => (left > right ? left : right);
export const absOf = <T extends bigint>(value: T): T => (value < 0n ? -(value as bigint) : value) as T;
