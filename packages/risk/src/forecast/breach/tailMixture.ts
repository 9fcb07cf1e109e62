/**
 * The law of one hour's move: two normals, nine hours in ten calm and one in ten of twice the volatility.
 *
 * Variance 1 and kurtosis 6 in units of σ̂√h: 0.9·⅔ + 0.1·4 = 1 and 3·(0.9·(⅔)² + 0.1·4²) = 6.
 *
 * @module
 */
import { sqrt } from "@novate/num";

export interface TailComponent {
  readonly weight: number;
  /** Factor on the standard deviation. */
  readonly scale: number;
}

export const TAIL_MIXTURE: readonly TailComponent[] = [
  { weight: 0.9, scale: sqrt(2 / 3) },
  { weight: 0.1, scale: 2 },
];
