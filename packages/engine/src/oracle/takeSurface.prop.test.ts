/**
 * Goal: whatever publishers below a third of the weight say, and whenever, the house goes on taking surfaces, and what it has is
 * always one that somebody published whole and that admits no arbitrage. Method: blocks of smiles by three honest publishers and
 * noise by a fourth: silent, absurd, stamped ahead, full of arbitrage.
 */
import type { SurfaceSlice } from "@novate/codec";
import fc from "fast-check";
import { expect, test } from "vitest";
import { faultOfSlices } from "../gate/surfaceView.ts";
import { EXPIRY_MS, sayAll, surfaceHouse, underlyingOf, type Word } from "./surfaces.fixture.ts";

const e9 = (value: number): bigint => BigInt(Math.round(value * 1e9));

const smile = fc
  .record({
    a: fc.double({ min: 0.005, max: 0.03, noNaN: true }),
    b: fc.double({ min: 0, max: 0.04, noNaN: true }),
    rho: fc.double({ min: -0.5, max: 0.5, noNaN: true }),
  })
  .map(
    ({ a, b, rho }): SurfaceSlice => ({
      expiryMs: EXPIRY_MS,
      aE9: e9(a),
      bE9: e9(b),
      rhoE9: e9(rho),
      mE9: 0n,
      sigmaE9: e9(0.2),
    }),
  );
const lie = fc.option(
  fc.record({
    slice: fc.oneof(
      smile,
      smile.map((slice) => ({ ...slice, aE9: slice.aE9 * 1_000n })),
      smile.map((slice) => ({ ...slice, bE9: 1_900_000_000n, rhoE9: -900_000_000n })),
    ),
    aheadMs: fc.constantFrom(0, 1_900),
  }),
);
const round = fc.record({ honest: fc.tuple(smile, smile, smile), lie, isFirst: fc.boolean() });

test("ORCL-102 ORCL-105 ORCL-011 the surface is one that was published whole, without arbitrage, and a minority stops none", () => {
  fc.assert(
    fc.property(fc.array(round, { minLength: 2, maxLength: 6 }), (rounds) => {
      const house = surfaceHouse([1, 1, 1, 1]);
      const published: SurfaceSlice[][] = [];
      let takenAtMs = 0;
      for (const { honest, lie: lied, isFirst } of rounds) {
        const words: Word[] = honest.map((slice, place) => ({
          publisherId: place + 1,
          slices: [slice],
          ...(place === 0 ? { dollars: 100_000 } : {}),
        }));
        const noise = lied === null ? [] : [{ publisherId: 4, slices: [lied.slice], aheadMs: lied.aheadMs }];
        // Said twice: a jump waits for the second word, nothing waits for a third.
        for (let time = 0; time < 2; time += 1) sayAll(house, isFirst ? [...noise, ...words] : [...words, ...noise]);
        published.push(...[...words, ...noise].map(({ slices }) => [...slices!]));
        const underlying = underlyingOf(house);
        expect(underlying.surfaceTakenAtMs).toBeGreaterThan(takenAtMs);
        expect(published).toContainEqual(underlying.slices);
        expect(faultOfSlices(underlying.slices, house.timeMs)).toBeNull();
        takenAtMs = underlying.surfaceTakenAtMs;
      }
    }),
    { numRuns: 40 },
  );
});
