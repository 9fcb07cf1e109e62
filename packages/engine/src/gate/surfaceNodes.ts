/**
 * Where surfaces are compared: what the house has listed on them, and everything that its scenarios price it at (ORCL-104).
 *
 * @module
 */
import type { FeedRow, InstrumentRow, UnderlyingRow } from "@novate/codec";
import { E6, exp, ln, sqrt, YEAR_MS } from "@novate/num";
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
  const seen = new Map<number, { readonly strikes: Set<number>; readonly steps: Set<number> }>();
  const range = ppmToFraction(scanRangePpm);
  const logMoves = logMovesOf(range);
  const turn = ppmToFraction(rotationPpm);
  const rotations = turn === 0 ? [0] : [0, -turn, turn];
  for (const instrument of contracts) {
    const { terms } = instrument.spec;
    if (terms.type !== "Option" || terms.expiryMs <= timeMs) continue;
    const forward = forwards.get(terms.expiryMs);
    if (forward === undefined || forward <= 0n) continue;
    const years = (terms.expiryMs - timeMs) / YEAR_MS;
    const { strikes, steps } = seen.get(terms.expiryMs) ?? { strikes: new Set<number>(), steps: new Set<number>() };
    if (!seen.has(terms.expiryMs)) {
      seen.set(terms.expiryMs, { strikes, steps });
      for (const move of GRID) if (1 + move * range > 0) nodes.push({ k: ln(1 + move * range), years, rotation: 0 });
    }
    const strike = ticksToQuote(index, instrument, terms.strikeTicks);
    if (strike <= 0 || strikes.has(strike)) continue;
    strikes.add(strike);
    const k = ln(strike / feedToQuote(index, forward));
    for (const rotation of rotations) nodes.push({ k, years, rotation });
    for (const logMove of logMoves) {
      const exact = (k - logMove) * STEPS_PER_LOG;
      for (const step of [Math.floor(exact), Math.ceil(exact)]) {
        if (!steps.has(step)) nodes.push({ k: step / STEPS_PER_LOG, years, rotation: 0 });
        steps.add(step);
      }
    }
  }
  return nodes;
}

/** By how much each scenario moves ln F, each once; what the scenarios are does not depend on governed parameters. */
function logMovesOf(range: number): ReadonlySet<number> {
  if (lastMoves?.range !== range) {
    const moves = STANDARD_PROFILE.scenarios.map((scenario) => ln(spotFactor(spotMove(scenario, range, 0))));
    lastMoves = { range, logMoves: new Set(moves) };
  }
  return lastMoves.logMoves;
}
/** Of the range that was asked for last, as ranges move once an hour. */
let lastMoves: { readonly range: number; readonly logMoves: ReadonlySet<number> } | undefined;

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

/**
 * The vega of a node at this volatility, in millionths a year, as a part of that at the money: φ(d₁)/φ(0), d₁ = s/2 − k/s with
 * s = σ·√τ; rounded.
 */
export function vegaPartPpm({ k, years }: SurfaceNode, volPpm: number): number {
  const s = (volPpm / E6) * sqrt(years);
  if (s === 0) return k === 0 ? E6 : 0;
  const d1 = s / 2 - k / s;
  return Math.round(exp((-d1 * d1) / 2) * E6);
}
