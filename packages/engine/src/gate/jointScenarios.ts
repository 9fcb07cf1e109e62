/**
 * Joint scenarios: the most violent samples of the segment, shown again at today's volatilities (MARG-024).
 *
 * @module
 */
import type { MoveRow, UnderlyingRow } from "@novate/codec";
import { type JointShock, jointShockOf } from "@novate/risk";
import { ppmToFraction } from "./units.ts";

/** Every row has this many; until so many samples exist, the others move nothing. */
export const JOINT_SCENARIOS = 8;

const NO_SHOCK: JointShock = { spot: 0, vol: 0 };

/** The samples with the greatest mean square of standardised moves, the violent first, the older of two equal ones. */
export function jointSamples(samples: readonly MoveRow[]): MoveRow[] {
  return samples
    .map((sample) => ({ sample, violence: violenceOf(sample) }))
    .filter(({ violence }) => violence > 0)
    .sort((left, right) => right.violence - left.violence || left.sample.sequence - right.sample.sequence)
    .slice(0, JOINT_SCENARIOS)
    .map(({ sample }) => sample);
}

function violenceOf({ entries }: MoveRow): number {
  const moves = entries.filter(({ isMove }) => isMove).map(({ moveE6 }) => Number(moveE6));
  return moves.length === 0 ? 0 : moves.reduce((sum, move) => sum + move * move, 0) / moves.length;
}

/** The underlying's part of each scenario; where it was not in the sample it does not move. */
export function jointShocksOf(
  samples: readonly MoveRow[],
  { spec, volAnnualPpm }: UnderlyingRow,
  mporMs: number,
): JointShock[] {
  return Array.from({ length: JOINT_SCENARIOS }, (_, index) => {
    const entry = samples[index]?.entries.find(({ underlyingId }) => underlyingId === spec.underlyingId);
    return entry === undefined ? NO_SHOCK : jointShockOf(Number(entry.moveE6), ppmToFraction(volAnnualPpm), mporMs);
  });
}
