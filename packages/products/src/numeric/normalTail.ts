/**
 * A tail of the normal distribution times an exponential, where either alone may leave the range of a float.
 *
 * @module
 */
import { exp, normalCdf } from "@novate/num";
import { MILLS_END, millsRatio } from "@novate/risk";

const INVERSE_SQRT_TWO_PI = 0.3989422804014327;

/** e^exponent · Φ(−z). Relative error about 1e-15, and 1e-16·z² where the two factors are extreme. */
export function scaledNormalTail(exponent: number, z: number): number {
  const tail = normalCdf(-z);
  if ((tail > 1e-290 && exponent < 700) || z < 5) return tail * exp(exponent);
  const power = exponent - 0.5 * z * z;
  return power > -745 ? exp(power) * INVERSE_SQRT_TWO_PI * millsAt(z) : 0;
}

/** Φ(−z)/φ(z) for z ≥ 0; past the table by its asymptotic series (Abramowitz and Stegun 26.2.12). */
export function millsAt(z: number): number {
  if (z < MILLS_END) return millsRatio(z);
  const y = 1 / (z * z);
  return (1 - y * (1 - y * (3 - y * (15 - y * (105 - y * 945))))) / z;
}
