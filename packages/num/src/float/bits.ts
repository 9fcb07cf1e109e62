/**
 * Access to the bits of a float64, and exact scaling by powers of two.
 *
 * @module
 */

const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);
float[0] = 1;
/** Position of the word with sign and exponent: 1 on every little-endian machine. */
const HIGH = words[1] === 0 ? 0 : 1;

/** Sign, exponent and the upper 20 bits of the significand, as a signed 32-bit integer. */
export function highWord(x: number): number {
  float[0] = x;
  return words[HIGH]! | 0;
}

const TWO_POW_32 = 4294967296;
const TWO_POW_100 = 1.2676506002282294e30;
const TWO_POW_MINUS_60 = 8.673617379884035e-19;

/** FINE[i] = 2^i for 0 ≤ i < 32 and COARSE[i] = 2^(32·(i − 33)): each power of two is a product of one of each. */
const FINE = new Float64Array(32);
const COARSE = new Float64Array(65);
for (let i = 0, power = 1; i < 32; i++, power *= 2) FINE[i] = power;
COARSE[33] = 1;
for (let i = 34; i < 65; i++) COARSE[i] = COARSE[i - 1]! * TWO_POW_32;
for (let i = 32; i >= 0; i--) COARSE[i] = COARSE[i + 1]! / TWO_POW_32;

/**
 * x · 2^k, rounded once and only where the result is subnormal; overflow gives ±Infinity, underflow ±0.
 * Requires: x = 0 or 2^−60 < |x| < 2^30, and |k| ≤ 1,100.
 */
export function timesPowerOfTwo(x: number, k: number): number {
  if (k > 1023 || k < -1056) return timesExtremePower(x, k);
  return x * FINE[k & 31]! * COARSE[(k >> 5) + 33]!;
}

/** The same for a k beyond the tables, after a first step that is exact. */
function timesExtremePower(x: number, k: number): number {
  return k > 0 ? timesPowerOfTwo(x * TWO_POW_100, k - 100) : timesPowerOfTwo(x * TWO_POW_MINUS_60, k + 60);
}

/** m = x · 2^−k for a normal x, where k is the exponent of x or one off: exact. */
export function significandAt(x: number, k: number): number {
  return x * COARSE[(-k >> 5) + 33]! * FINE[-k & 31]!;
}
