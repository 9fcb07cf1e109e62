/**
 * The law of one hour's move: two normals, nine hours in ten of half the variance and one in ten of 5½ times it.
 *
 * Variance 1 and kurtosis 9.75 in units of σ̂√h: 0.9·½ + 0.1·5½ = 1 and 3·(0.9·(½)² + 0.1·(5½)²) = 9.75, which is
 * near what hourly moves of BTC and ETH show; fewer parameters than a table, and every probability stays closed.
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
  { weight: 0.9, scale: sqrt(0.5) },
  { weight: 0.1, scale: sqrt(5.5) },
];
