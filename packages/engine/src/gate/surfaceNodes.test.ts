/**
 * Goal: a surface that agrees with the others wherever it is compared cannot depart from them where margin prices. Method: smiles
 * bent just beyond the strikes, or steep and turned flat, chosen beside three honest ones, judged at every scenario's own point.
 */
import type { SurfaceSlice } from "@novate/codec";
import { DAY_MS, ln, YEAR_MS } from "@novate/num";
import { rotateSkew, STANDARD_PROFILE, spotFactor, spotMove, volatilityAt } from "@novate/risk";
import fc from "fast-check";
import { expect, test } from "vitest";
import { chooseSurface, isSurfaceJump, type Voice } from "../oracle/surfaceChoice.ts";
import { surfaceHouse, underlyingOf } from "../oracle/surfaces.fixture.ts";
import { mustGet } from "../state/state.ts";
import { listPut } from "../testing/contracts.ts";
import { BTC_FEED, btcTicks, GENESIS_MS, UNDERLYING } from "../testing/testMarket.ts";
import { surfaceNodes, vegaPartPpm, volsAt } from "./surfaceNodes.ts";
import { faultOfSlices, surfaceOf } from "./surfaceView.ts";

const EXPIRY_MS = GENESIS_MS + 365 * DAY_MS;
const STRIKES = [80_000, 120_000];
const SPOT = 100_000;
const RANGE = 0.12;
const TURN = 0.25;

const house = surfaceHouse(
  [1],
  STRIKES.map((strike, place) => listPut(btcTicks(strike), EXPIRY_MS, { instrumentId: 10 + place })),
);
const index = { ...mustGet(house.state.feeds, BTC_FEED), value: BigInt(SPOT) * 10n ** 8n };
const { timeMs } = house;
const nodes = surfaceNodes(
  { ...underlyingOf(house), scanRangePpm: BigInt(RANGE * 1e6) as never },
  index,
  new Map([[EXPIRY_MS, index.value]]),
  [...house.house.derived.listings.of(UNDERLYING)],
  timeMs,
  BigInt(TURN * 1e6),
);

const e9 = (value: number): bigint => BigInt(Math.round(value * 1e9));
const slice = (a: number, b = 0, rho = 0, m = 0, sigma = 0.01): SurfaceSlice => ({
  expiryMs: EXPIRY_MS,
  aE9: e9(a),
  bE9: e9(b),
  rhoE9: e9(rho),
  mE9: e9(m),
  sigmaE9: e9(sigma),
});
const volsOf = (said: SurfaceSlice) => volsAt({ slices: [said], surfaceAtMs: timeMs }, nodes, timeMs)!;

/** What the rows of margin see: each strike under each scenario's spot and rotation. */
function rowVols(said: SurfaceSlice): number[] {
  const surface = surfaceOf({ slices: [said], surfaceAtMs: timeMs }, timeMs)!;
  const years = (EXPIRY_MS - timeMs) / YEAR_MS;
  return STRIKES.flatMap((strike) =>
    STANDARD_PROFILE.scenarios.map((scenario) => {
      const seen = { slices: surface.slices.map((one) => rotateSkew(one, scenario.skew * TURN)) };
      return volatilityAt(seen, ln(strike / (SPOT * spotFactor(spotMove(scenario, RANGE, 0)))), years) * 1e6;
    }),
  );
}

const HONEST = [slice(0.366), slice(0.36, 0.03, 0.8), slice(0.36, 0.03, -0.8)];
const honestDiffer = (seen: (said: SurfaceSlice) => number[]) =>
  Math.max(
    ...HONEST.flatMap((one) => HONEST.flatMap((other) => seen(one).map((vol, at) => Math.abs(vol - seen(other)[at]!)))),
  );
const voicesWith = (lie: SurfaceSlice): Voice[] =>
  [...HONEST, lie].map((said, place) => ({ publisherId: place + 1, weight: place < 3 ? 100 : 1, vols: volsOf(said) }));

const vegaAt = (node: number, vol: number) => vegaPartPpm(nodes[node]!, vol);
/** The points of a surface that rows are made of, in the order of {@link rowVols}. */
const ROWS = STRIKES.flatMap((strike) =>
  STANDARD_PROFILE.scenarios.map((scenario) => ({
    k: ln(strike / (SPOT * spotFactor(spotMove(scenario, RANGE, 0)))),
    years: (EXPIRY_MS - timeMs) / YEAR_MS,
    rotation: 0,
  })),
);

const lie = fc
  .record({
    a: fc.double({ min: 0.362, max: 0.366, noNaN: true }),
    b: fc.double({ min: 0, max: 0.25, noNaN: true }),
    rho: fc.constantFrom(-0.9999999, -0.99, 0.99, 0.9999999),
    m: fc.double({ min: -1, max: 1, noNaN: true }),
    sigma: fc.constantFrom(0.01, 0.05),
  })
  .map(({ a, b, rho, m, sigma }) => slice(a, b, rho, m, sigma));

test("ORCL-104 ORCL-105 no minority moves the volatility of a scenario's row beyond 1.25 times what the honest differ by", () => {
  const limit = 1.25 * Math.max(honestDiffer(rowVols), honestDiffer(volsOf));
  fc.assert(
    fc.property(lie, (said) => {
      fc.pre(faultOfSlices([said], timeMs) === null);
      if (chooseSurface(voicesWith(said), 4).publisherId !== 4) return;
      const honest = HONEST.map(rowVols);
      for (const [at, vol] of rowVols(said).entries()) {
        const there = honest.map((vols) => vols[at]!);
        expect(vol).toBeLessThanOrEqual(Math.max(...there) + limit);
        expect(vol).toBeGreaterThanOrEqual(Math.min(...there) - limit);
      }
    }),
    { numRuns: 2_000 },
  );
});

test("ORCL-116 weighed by vega, no taken lie moves what a row is worth by more than honest ones differ by", () => {
  const limit = 1.25 * honestDiffer(volsOf) + 2_000;
  fc.assert(
    fc.property(lie, (said) => {
      if (faultOfSlices([said], timeMs) !== null) return;
      if (chooseSurface(voicesWith(said), 4, vegaAt).publisherId !== 4) return;
      const honest = HONEST.map(rowVols);
      for (const [at, vol] of rowVols(said).entries()) {
        const there = honest.map((vols) => vols[at]!);
        const excess = Math.max(vol - Math.max(...there), Math.min(...there) - vol);
        expect((excess * vegaPartPpm(ROWS[at]!, Math.max(vol, ...there))) / 1e6).toBeLessThanOrEqual(limit);
      }
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ["bent below the lowest strike's scenarios", slice(0.3636, 0.2, -0.9999999, -0.42)],
  ["bent above the highest strike's scenarios", slice(0.3636, 0.2, 0.9999999, 0.42)],
])("ORCL-104 ORCL-110 a smile that is %s is not taken, and jumps", (_, said) => {
  expect(faultOfSlices([said], timeMs)).toBeNull();
  expect(chooseSurface(voicesWith(said), 4).publisherId).not.toBe(4);
  expect(chooseSurface(voicesWith(said), 4, vegaAt).publisherId).not.toBe(4);
  expect(isSurfaceJump(volsOf(HONEST[0]!), volsOf(said))).toBe(true);
});

test("ORCL-104 forty strikes of an expiry share their steps", () => {
  const strikes = Array.from({ length: 40 }, (_, place) => btcTicks(60_000 + 2_000 * place));
  const puts = strikes.map((strike, place) => listPut(strike, EXPIRY_MS, { instrumentId: 100 + place }));
  const many = surfaceHouse([1], puts);
  const row = { ...underlyingOf(many), scanRangePpm: BigInt(RANGE * 1e6) as never };
  const contracts = [...many.house.derived.listings.of(UNDERLYING)];
  const seen = surfaceNodes(row, index, new Map([[EXPIRY_MS, index.value]]), contracts, timeMs, BigInt(TURN * 1e6));
  expect(seen.length).toBeLessThan(3 * 40 + 9 + 80); // each strike thrice, the grid, steps over five logs
});

test("ORCL-116 vega is whole at the money, falls away from it, and grows with volatility in the wings", () => {
  const at = (k: number, vol: number) => vegaPartPpm({ k, years: 0.25, rotation: 0 }, vol);
  expect(at(0, 600_000)).toBe(988_813); // e^(−0.15²/2)
  expect(at(0.045, 600_000)).toBe(1_000_000); // half a variance above the forward
  expect(at(1, 600_000)).toBeLessThan(10_000);
  expect(at(-1, 600_000)).toBeLessThan(10_000);
  expect(at(1, 2_000_000)).toBeGreaterThan(500_000);
  expect([at(0, 0), at(1, 0), at(40, 1), at(-40, 1)]).toEqual([1_000_000, 0, 0, 0]);
});
