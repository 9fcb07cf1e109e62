/**
 * Documents for tests: one underlying with a surface and as many options as asked for.
 *
 * @module
 */
import { DAY_MS } from "@novate/num";
import type { InstrumentDocument, PortfolioDocument, UnderlyingDocument } from "./document.ts";

export const NOW_MS = 1_760_000_000_000;
const EXPIRY_DAYS = [7, 30, 60, 120];

/** A market whose smile has one shape in every expiry, so that it is not crossed. */
export function sampleUnderlying(underlyingId: number, spot: number): UnderlyingDocument {
  const smiles = EXPIRY_DAYS.map((days) => {
    const variance = (0.36 * days) / 365;
    const shape = { a: variance * 0.9, b: variance * 0.5, rho: -0.2, m: 0, sigma: 0.2 };
    return { expiryMs: NOW_MS + days * DAY_MS, ...shape };
  });
  return {
    underlyingId,
    spot,
    volAnnual: 0.6,
    forwards: smiles.map(({ expiryMs }, index) => ({ expiryMs, forward: spot * (1.001 + index / 1000) })),
    surface: { svi: smiles },
    depth: { deltaAtoms: "1000000000000000", vegaAtoms: "10000000000000" },
  };
}

/** `count` calls and puts over four expiries around the money, long and short. */
export function samplePortfolio(count: number, detail: "requirement" | "explained" | "full"): PortfolioDocument {
  const instruments = Array.from(
    { length: count },
    (_, index): InstrumentDocument => ({
      instrumentId: index + 1,
      underlyingId: 1,
      kind: index % 2 === 0 ? "call" : "put",
      atomsPerPoint: 1000,
      expiryMs: NOW_MS + EXPIRY_DAYS[index % 4]! * DAY_MS,
      strike: 45_000 + 4000 * (Math.floor(index / 8) % 8),
    }),
  );
  return {
    profile: "standard",
    method: "portfolio",
    detail,
    timeMs: NOW_MS,
    equityAtoms: "50000000000",
    underlyings: [sampleUnderlying(1, 60_000)],
    instruments,
    positions: instruments.map(({ instrumentId }) => ({ instrumentId, lots: ((instrumentId * 37) % 201) - 100 })),
  };
}
