/**
 * Where surfaces are compared: what the house has listed on them, and where its scenarios go from there (ORCL-104).
 *
 * @module
 */
import type { FeedRow, InstrumentRow, UnderlyingRow } from "@novate/codec";
import { E6, ln, YEAR_MS } from "@novate/num";
import { volatilityAt } from "@novate/risk";
import type { Forwards } from "./forwardView.ts";
import { type PublishedSlices, surfaceOf } from "./surfaceView.ts";
import { feedToQuote, ppmToFraction, ticksToQuote } from "./units.ts";

/** A point of a surface: ln(K/F) and the years left. */
export interface SurfaceNode {
  readonly k: number;
  readonly years: number;
}

/** Moves of the spot in the scan grid, as parts of the scan range (MARG-013). */
const GRID = [-4 / 3, -1, -2 / 3, -1 / 3, 0, 1 / 3, 2 / 3, 1, 4 / 3];

/**
 * The living options' (expiry, strike) on the house's own forwards, and of each of their expiries the moneyness of the
 * scan grid. Each once, in order of listing. Work: the contracts.
 */
export function surfaceNodes(
  { scanRangePpm }: UnderlyingRow,
  index: FeedRow,
  forwards: Forwards,
  contracts: readonly InstrumentRow[],
  timeMs: number,
): SurfaceNode[] {
  const nodes: SurfaceNode[] = [];
  const known = new Set<string>();
  const range = ppmToFraction(scanRangePpm);
  for (const instrument of contracts) {
    const { terms } = instrument.spec;
    if (terms.type !== "Option" || terms.expiryMs <= timeMs) continue;
    const forward = forwards.get(terms.expiryMs);
    if (forward === undefined || forward <= 0n) continue;
    const years = (terms.expiryMs - timeMs) / YEAR_MS;
    const add = (name: string, ratio: number): void => {
      const key = `${terms.expiryMs}/${name}`;
      if (ratio > 0 && !known.has(key)) nodes.push({ k: ln(ratio), years });
      known.add(key);
    };
    for (const move of GRID) add(`grid ${move}`, 1 + move * range);
    const strike = ticksToQuote(index, instrument, terms.strikeTicks);
    add(`strike ${strike}`, strike / feedToQuote(index, forward));
  }
  return nodes;
}

/** Annual volatility at every node in whole millionths, or null where nothing of the surface has lived. */
export function volsAt(published: PublishedSlices, nodes: readonly SurfaceNode[], timeMs: number): number[] | null {
  const surface = surfaceOf(published, timeMs);
  return surface === null ? null : nodes.map(({ k, years }) => Math.round(volatilityAt(surface, k, years) * E6));
}
