/**
 * One what-if of 64 options, from the document to the answer, at each detail; beside pricing the same options bare.
 *
 * `node bench/whatif.ts`. Prints one JSON object. Bare pricing is what no answer can do without: every option in every column of
 * the scenario table, on the document's surface, and nothing else.
 *
 * @module
 */
import { DAY_MS } from "@novate/num";
import { black76Value, STANDARD_PROFILE, volatilityAt } from "@novate/risk";
import { assert } from "@novate/stdx";
import { type PortfolioDocument, simulateMargin } from "@novate/whatif";
import { print, rounded } from "./support/measure.ts";

const OPTIONS = 64;
const NOW_MS = 1_760_000_000_000;
const SPOT = 60_000;
const DAYS = [7, 30, 60, 120];
/** The scenarios, the two tilts, and the market as it is. */
const COLUMNS = STANDARD_PROFILE.scenarios.length + 3;

const slices = DAYS.map((days) => {
  const variance = (0.36 * days) / 365;
  return { yearsToExpiry: days / 365, a: variance * 0.9, b: variance * 0.5, rho: -0.2, m: 0, sigma: 0.2 };
});
const expiryOf = (index: number): number => NOW_MS + DAYS[index % 4]! * DAY_MS;
const strikeOf = (index: number): number => 45_000 + 2000 * Math.floor(index / 4);

const document = (detail: "requirement" | "explained" | "full"): PortfolioDocument => ({
  profile: "standard",
  method: "portfolio",
  detail,
  timeMs: NOW_MS,
  equityAtoms: "50000000000",
  underlyings: [
    {
      underlyingId: 1,
      spot: SPOT,
      volAnnual: 0.6,
      forwards: DAYS.map((_, index) => ({ expiryMs: expiryOf(index), forward: SPOT * (1 + index / 1000) })),
      surface: {
        svi: slices.map(({ yearsToExpiry: _, ...shape }, index) => ({ expiryMs: expiryOf(index), ...shape })),
      },
      depth: { deltaAtoms: 1e15, vegaAtoms: 1e13 },
    },
  ],
  instruments: Array.from({ length: OPTIONS }, (_, index) => ({
    instrumentId: index,
    underlyingId: 1,
    kind: index % 3 === 0 ? "put" : "call",
    atomsPerPoint: 1000,
    expiryMs: expiryOf(index),
    strike: strikeOf(index),
  })),
  positions: Array.from({ length: OPTIONS }, (_, index) => ({ instrumentId: index, lots: ((index * 37) % 201) - 100 })),
});

/** Values of all options in all columns; the sum keeps the work from being left out. */
function priceBare(): number {
  let sum = 0;
  for (let index = 0; index < OPTIONS; index += 1) {
    const { yearsToExpiry } = slices[index % 4]!;
    const strike = strikeOf(index);
    const stdDev = volatilityAt({ slices }, 0, yearsToExpiry) * Math.sqrt(yearsToExpiry);
    for (let column = 0; column < COLUMNS; column += 1)
      sum += black76Value(index % 3 === 0 ? "put" : "call", SPOT * (0.7 + column / 60), strike, stdDev);
  }
  return sum;
}

/** Milliseconds a run: the least of many short bursts, so that what else the machine does is left out, and the median. */
function measure(work: () => unknown, burst: number): { least: number; median: number } {
  for (let warm = 0; warm < burst * 20; warm += 1) work();
  const samples: number[] = [];
  const end = performance.now() + 3000;
  while (performance.now() < end) {
    const start = performance.now();
    for (let run = 0; run < burst; run += 1) work();
    samples.push((performance.now() - start) / burst);
  }
  samples.sort((left, right) => left - right);
  return { least: samples[0]!, median: samples[Math.floor(samples.length / 2)]! };
}

const asked = { requirement: document("requirement"), explained: document("explained"), full: document("full") };
for (const one of Object.values(asked)) assert(simulateMargin(one).ok, "bench: the document is refused");
const bare = measure(priceBare, 20);
const requirement = measure(() => simulateMargin(asked.requirement), 10);
const explained = measure(() => simulateMargin(asked.explained), 5);
const full = measure(() => simulateMargin(asked.full), 1);

print({
  name: "risk/whatif/64-options",
  requirementMs: rounded(requirement.least),
  requirementMedianMs: rounded(requirement.median),
  explainedMs: rounded(explained.least),
  explainedMedianMs: rounded(explained.median),
  fullMs: rounded(full.least),
  fullMedianMs: rounded(full.median),
  barePricingMs: rounded(bare.least),
  requirementRatioToBarePricing: rounded(requirement.least / bare.least),
  fullRatioToBarePricing: rounded(full.least / bare.least),
});
