/**
 * Where surfaces are compared: what the house has listed on them, and everything that its scenarios price it at (ORCL-104).
 *
 * @module
 */
import type { FeedRow, InstrumentRow, UnderlyingRow } from "@novate/codec";
import { E6, ln, YEAR_MS } from "@novate/num";
import { rotateSkew, STANDARD_PROFILE, spotFactor, spotMove, type VolSurface, volatilityAt } from "@novate/risk";
import type { Forwards } from "./forwardView.ts";
import { type PublishedSlices, surfaceOf } from "./surfaceView.ts";
import { feedToQuote, ppmToFraction, ticksToQuote } from "./units.ts";

/** A point of a surface: ln(K/F) and the years left, after the smile was turned by `rotation` (MARG-008). */
export interface SurfaceNode {
  readonly k: number;
  readonly years: number;
  readonly rotation: number;
}

/** Moves of the spot in the scan grid, as parts of the scan range (MARG-013). */
const GRID = [-4 / 3, -1, -2 / 3, -1 / 3, 0, 1 / 3, 2 / 3, 1, 4 / 3];

/**
 * Steps of ln(K/F) on which shocked strikes are compared. A smile's variance is convex, so that the step below a point and the
 * step above it bound it; and strikes share steps, so that a surface costs steps and not strikes times scenarios.
 */
const STEPS_PER_LOG = 16;

/**
 * The living options' (expiry, strike) on the house's own forwards; of each of their expiries the moneyness of the scan grid;
 * the steps around each strike after each scenario's move, tails included; and the strikes under each rotation of the smile.
 *
 * Each once, in order of listing. Work: contracts × scenarios; nodes: contracts, and a few steps an expiry.
 */
export function surfaceNodes(
  { scanRangePpm }: UnderlyingRow,
  index: FeedRow,
  forwards: Forwards,
  contracts: readonly InstrumentRow[],
  timeMs: number,
  rotationPpm: bigint,
): SurfaceNode[] {
  const nodes: SurfaceNode[] = [];
  const known = new Set<string>();
  const range = ppmToFraction(scanRangePpm);
  const logMoves = logMovesOf(range);
  const turn = ppmToFraction(rotationPpm);
  for (const instrument of contracts) {
    const { terms } = instrument.spec;
    if (terms.type !== "Option" || terms.expiryMs <= timeMs) continue;
    const forward = forwards.get(terms.expiryMs);
    if (forward === undefined || forward <= 0n) continue;
    const years = (terms.expiryMs - timeMs) / YEAR_MS;
    const add = (name: string, k: () => number, rotation = 0): void => {
      const key = `${terms.expiryMs}/${name}`;
      if (!known.has(key)) nodes.push({ k: k(), years, rotation });
      known.add(key);
    };
    for (const move of GRID) if (1 + move * range > 0) add(`grid ${move}`, () => ln(1 + move * range));
    const strike = ticksToQuote(index, instrument, terms.strikeTicks);
    if (strike <= 0 || known.has(`${terms.expiryMs}/strike ${strike}`)) continue;
    const k = ln(strike / feedToQuote(index, forward));
    add(`strike ${strike}`, () => k);
    for (const rotation of [-turn, turn]) add(`strike ${strike} turned ${rotation}`, () => k, rotation);
    for (const logMove of logMoves)
      for (const step of [Math.floor, Math.ceil].map((round) => round((k - logMove) * STEPS_PER_LOG)))
        add(`step ${step}`, () => step / STEPS_PER_LOG);
  }
  return nodes;
}

/** By how much each scenario moves ln F, each once; what the scenarios are does not depend on governed parameters. */
function logMovesOf(range: number): Set<number> {
  return new Set(STANDARD_PROFILE.scenarios.map((scenario) => ln(spotFactor(spotMove(scenario, range, 0)))));
}

/** Annual volatility at every node in whole millionths, or null where nothing of the surface has lived. */
export function volsAt(published: PublishedSlices, nodes: readonly SurfaceNode[], timeMs: number): number[] | null {
  const surface = surfaceOf(published, timeMs);
  if (surface === null) return null;
  const turned = new Map<number, VolSurface>([[0, surface]]);
  return nodes.map(({ k, years, rotation }) => {
    const seen = turned.get(rotation) ?? { slices: surface.slices.map((slice) => rotateSkew(slice, rotation)) };
    turned.set(rotation, seen);
    return Math.round(volatilityAt(seen, k, years) * E6);
  });
}
