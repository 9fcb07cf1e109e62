/**
 * Decimal places as a factor.
 *
 * @module
 */

/** 10^count by multiplication, exact up to 10^22. */
export function powerOfTen(count: number): number {
  let power = 1;
  for (let index = 0; index < count; index++) power *= 10;
  return power;
}
