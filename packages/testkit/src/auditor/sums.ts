/**
 * The auditor's own arithmetic, in the plainest form; nothing of it comes from the engine or from `num`.
 *
 * @module
 */

export const floor = (numerator: bigint, denominator: bigint): bigint => {
  const rest = ((numerator % denominator) + denominator) % denominator;
  return (numerator - rest) / denominator;
};

export const ceil = (numerator: bigint, denominator: bigint): bigint => -floor(-numerator, denominator);

export const abs = (value: bigint): bigint => (value < 0n ? -value : value);

export const least = (left: bigint, right: bigint): bigint => (left < right ? left : right);

export const most = (left: bigint, right: bigint): bigint => (left > right ? left : right);

export const sum = (values: Iterable<bigint>): bigint => {
  let total = 0n;
  for (const value of values) total += value;
  return total;
};
