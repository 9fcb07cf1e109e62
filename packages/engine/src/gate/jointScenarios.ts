/**
 * Joint scenarios: the most violent samples of the segment, shown again at the volatilities of the last one (MARG-024).
 *
 * @module
 */
import type { MoveRow, UnderlyingRow } from "@novate/codec";
import type { Ppm } from "@novate/num";
import { type JointShock, jointShockOf } from "@novate/risk";
import { ppmToFraction } from "./units.ts";

/** Every row has this many; until so many samples exist, the others move nothing. */
export const JOINT_SCENARIOS = 8;

const NO_SHOCK: JointShock = { spot: 0, vol: 0 };

/** The samples with the greatest mean square of standardised moves, the violent first, the older of two equal ones. */
function violentOf(samples: readonly MoveRow[]): MoveRow[] {
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

/** What joint scenarios are made of: the samples that are shown again, and the volatilities that they are shown at. */
export interface JointSamples {
  readonly violent: readonly MoveRow[];
  /** σ̂ by underlying, as its last binding sample has it: what moves with notice, as the samples do (MARG-102). */
  readonly volAnnualPpm: ReadonlyMap<number, Ppm>;
}

/** `samples`: those that bind, the oldest first. */
export function jointOf(samples: readonly MoveRow[]): JointSamples {
  const volAnnualPpm = new Map<number, Ppm>();
  for (const { entries } of samples)
    for (const entry of entries) volAnnualPpm.set(entry.underlyingId, entry.volAnnualPpm);
  return { violent: violentOf(samples), volAnnualPpm };
}

/** The underlying's part of each scenario; where it was not in the sample it does not move. */
export function jointShocksOf(
  { violent, volAnnualPpm }: JointSamples,
  { underlyingId }: Pick<UnderlyingRow["spec"], "underlyingId">,
  mporMs: number,
): JointShock[] {
  const vol = ppmToFraction(volAnnualPpm.get(underlyingId) ?? 0n);
  return Array.from({ length: JOINT_SCENARIOS }, (_, index) => {
    const entry = violent[index]?.entries.find((each) => each.underlyingId === underlyingId);
    return entry === undefined ? NO_SHOCK : jointShockOf(Number(entry.moveE6), vol, mporMs);
  });
}
