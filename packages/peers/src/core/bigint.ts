/**
 * Magnitudes and bounds of whole numbers, for the models that chains compute in integers.
 *
 * @module
 */

export const absolute = (value: bigint): bigint => (value < 0n ? -value : value);
export const least = (left: bigint, right: bigint): bigint => (left < right ? left : right);
export const most = (left: bigint, right: bigint): bigint => (left > right ? left : right);
