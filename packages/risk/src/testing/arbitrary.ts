/**
 * Random books for property tests: two correlated underlyings with every kind of instrument.
 *
 * @module
 */
import fc from "fast-check";
import { type Positions, positionsOf } from "../book/positions.ts";
import { BTC, ETH, jointDays, listing, type Sample, sampleBook, sampleMarket } from "./sample.ts";

/** Instruments a listing has for one underlying. */
export const PER_UNDERLYING = 23;

/** A book of BTC and ETH with joint scenarios, a listed pair and finite depth. */
export function pairedBook(depthAtoms = 5e11, creditPpm = 500_000): Sample {
  const terms = [...listing(BTC, 60_000, 1000), ...listing(ETH, 3000, 10_000)];
  const markets = [
    { ...sampleMarket(BTC, 60_000, 0.6), jointShocks: jointDays(12, 1) },
    { ...sampleMarket(ETH, 3000, 0.8), jointShocks: jointDays(12, 1.2) },
  ];
  return sampleBook(terms, markets, { depthAtoms, creditPpm });
}

/** Lots with an edge at zero and a reach that keeps a portfolio inside float64. */
const lots = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: -500, max: 500 }) }, fc.constantFrom(0, 1, -1));

const entry = (instruments: number): fc.Arbitrary<[number, number]> =>
  fc.tuple(fc.integer({ min: 0, max: instruments - 1 }), lots);

/** Up to `most` positions over the first `instruments` of a book. */
export const portfolio = (instruments = 2 * PER_UNDERLYING, most = 10): fc.Arbitrary<[number, number][]> =>
  fc.array(entry(instruments), { maxLength: most });

export const toPositions = (pairs: readonly (readonly [number, number])[]): Positions => positionsOf(pairs);
