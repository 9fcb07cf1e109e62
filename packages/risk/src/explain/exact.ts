/**
 * The same arithmetic as the kernel's, in bigint: no bound, and slow.
 *
 * @module
 */
import { type Atoms, atoms, divDown, divUp, PPM_ONE } from "@novate/num";
import { liquidityRatePpm } from "../book/integer.ts";

export const scaledUp = (value: bigint, ppm: number): bigint => divUp(value * BigInt(ppm), PPM_ONE);
export const scaledDown = (value: bigint, ppm: number): bigint => divDown(value * BigInt(ppm), PPM_ONE);
export const absolute = (value: bigint): bigint => (value < 0n ? -value : value);
export const largest = (...values: bigint[]): bigint => values.reduce((most, value) => (value > most ? value : most));
export const least = (...values: bigint[]): bigint =>
  values.reduce((fewest, value) => (value < fewest ? value : fewest));
export const sumOf = (values: Iterable<bigint>): bigint => {
  let sum = 0n;
  for (const value of values) sum += value;
  return sum;
};

/** A bound that may be missing: null is no bound, above every number. */
export const leastBound = (left: bigint | null, right: bigint): bigint =>
  left === null || right < left ? right : left;

/** Charge on an exposure at the rate that the kernel takes too: the rate is a float64 formula of whole numbers. */
export function liquidityCharge(exposure: bigint, size: bigint, ratePpm: number, depth: number) {
  const rate = liquidityRatePpm(ratePpm, Number(size), depth);
  const charge = scaledUp(absolute(exposure), rate);
  return { exposure: atoms(exposure), size: atoms(size), ratePpm: rate, charge: atoms(charge) };
}

export const toAtoms = (value: bigint | null): Atoms | null => (value === null ? null : atoms(value));
