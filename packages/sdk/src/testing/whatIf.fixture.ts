/**
 * Documents whose answers must be the same everywhere: here, at a node, in a page.
 *
 * @module
 */
import { DAY_MS } from "@novate/num";
import type { PortfolioDocument } from "@novate/whatif";

const NOW_MS = 1_760_000_000_000;
const MONTH_MS = NOW_MS + 30 * DAY_MS;

/** Two underlyings, options on a smile, a hedge, collateral, a credited pair and joint days. */
export const WHAT_IF_DOCUMENT: PortfolioDocument = {
  profile: "standard",
  method: "portfolio",
  timeMs: NOW_MS,
  equityAtoms: "12000000000",
  underlyings: [
    {
      underlyingId: 1,
      spot: 60_123.45,
      volAnnual: 0.61,
      forwards: [{ expiryMs: MONTH_MS, forward: 60_321.5, discount: 0.997 }],
      surface: { svi: [{ expiryMs: MONTH_MS, a: 0.0266, b: 0.0148, rho: -0.21, m: 0.01, sigma: 0.2 }] },
      depth: { deltaAtoms: "1000000000000", vegaAtoms: "10000000000" },
      confidence: 0.0004,
      ageMs: 1500,
      jointShocks: [
        { spot: -0.11, vol: 1 },
        { spot: 0.07, vol: -0.5 },
      ],
    },
    {
      underlyingId: 2,
      spot: 3_001.7,
      volAnnual: 0.83,
      forwards: [],
      surface: null,
      depth: { deltaAtoms: "500000000000", vegaAtoms: 0 },
      jointShocks: [
        { spot: -0.16, vol: 1 },
        { spot: 0.05, vol: 0 },
      ],
    },
  ],
  instruments: [
    { instrumentId: 1, underlyingId: 1, kind: "perpetual", atomsPerPoint: 1000, fundingRate8h: 0.0001 },
    { instrumentId: 2, underlyingId: 1, kind: "put", atomsPerPoint: 1000, expiryMs: MONTH_MS, strike: 55_000 },
    { instrumentId: 3, underlyingId: 1, kind: "call", atomsPerPoint: 1000, expiryMs: MONTH_MS, strike: 70_000 },
    { instrumentId: 4, underlyingId: 2, kind: "perpetual", atomsPerPoint: 10_000 },
    { instrumentId: 5, underlyingId: 2, kind: "collateral", atomsPerPoint: 10_000, haircutPpm: 80_000 },
  ],
  positions: [
    { instrumentId: 1, lots: "1000" },
    { instrumentId: 2, lots: 800 },
    { instrumentId: 3, lots: -700 },
    { instrumentId: 4, lots: -400 },
    { instrumentId: 5, lots: 30 },
  ],
  pairs: [{ leftUnderlyingId: 1, rightUnderlyingId: 2, creditPpm: 450_000 }],
};

export const WHAT_IF_CASES: readonly unknown[] = [
  WHAT_IF_DOCUMENT,
  { ...WHAT_IF_DOCUMENT, method: "cross", detail: "explained" },
  { ...WHAT_IF_DOCUMENT, method: "isolated", parameters: { rangeMultiplePpm: "3500000" } },
];
