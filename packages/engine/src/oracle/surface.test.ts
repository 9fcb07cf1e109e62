/**
 * Goal: proofs that a surface admits no arbitrage cost a block a bounded time, whoever asks for how many. Method: publishers who
 * ask again and again, for good surfaces and for bad ones.
 */
import { DAY_MS } from "@novate/num";
import { describe, expect, test } from "vitest";
import { eventsOf } from "../testing/crisis.ts";
import { listed } from "../testing/governance.ts";
import { runBlock } from "../testing/runBlock.ts";
import { keySigner, UNDERLYING } from "../testing/testMarket.ts";
import { EXPIRY_MS, flat, sayAll, signerOf, surfaceHouse } from "./surfaces.fixture.ts";

const good = { publisherId: 2, slices: [flat(0.6)] };

describe("work", () => {
  const bad = [{ ...flat(0.6), bE9: 1_900_000_000n, rhoE9: -900_000_000n }];
  const code = ({ receipts }: ReturnType<typeof sayAll>) => receipts.at(-1)!.refusal?.code;

  test("ORCL-100 a publisher's surfaces of an underlying are proven a second apart, dropped ones too", () => {
    const house = surfaceHouse([1, 1, 1]);
    sayAll(house, [good]);
    expect(code(sayAll(house, [good], 999))).toBe("SurfaceTooSoon");
    expect(code(sayAll(house, [good], 1))).toBeUndefined();
    const { events } = sayAll(house, [{ publisherId: 2, slices: bad }]);
    expect(eventsOf(events, "SurfaceDropped")).toHaveLength(1);
    expect(code(sayAll(house, [{ publisherId: 2, slices: bad }], 999))).toBe("SurfaceTooSoon");
    expect(code(sayAll(house, [{ publisherId: 3, slices: bad }], 999))).toBeUndefined();
  });

  test("ORCL-100 a hundred tries in one block have one proof", () => {
    const house = surfaceHouse([1, 1, 1]);
    const tries = Array.from({ length: 100 }, (_, aheadMs) => ({ publisherId: 2, slices: bad, aheadMs }));
    const { events, receipts } = sayAll(house, tries);
    expect(eventsOf(events, "SurfaceDropped")).toHaveLength(1);
    expect(receipts.filter(({ refusal }) => refusal?.code === "SurfaceTooSoon")).toHaveLength(99);
  });

  test("SurfaceInvalid: a surface of no underlying has no proof", () => {
    const house = surfaceHouse([1, 1, 1]);
    const surfaces = [{ underlyingId: 99, publishedAtMs: house.timeMs, slices: bad }];
    const command = { type: "SubmitObservations", publisherId: 2, observations: [], surfaces } as const;
    expect(house.outcome(command, keySigner(2))).toBe("SurfaceInvalid");
  });
});

test("ORCL-101 ORCL-115 of one publisher 64 slices are proven within a second", () => {
  const others = [2, 3, 4, 5, 6].map((underlyingId) => ({ ...listed("ListUnderlying"), underlyingId }));
  const house = surfaceHouse([1], others);
  const publishedAtMs = house.timeMs + 1_000;
  const slices = Array.from({ length: 16 }, (_, day) => flat(0.6 + day / 100, EXPIRY_MS + day * DAY_MS));
  const surfacesOf = (said: typeof slices) =>
    [UNDERLYING, 2, 3, 4, 5, 6].map((underlyingId) => ({ underlyingId, publishedAtMs, slices: said }));
  const surfaces = surfacesOf(slices);
  const say = (some: typeof surfaces, stepMs: number) =>
    runBlock(
      house,
      [
        {
          command: { type: "SubmitObservations", publisherId: 1, observations: [], surfaces: some },
          signer: signerOf(1),
        },
      ],
      stepMs,
    );
  expect(eventsOf(say(surfaces, 1_000).events, "SurfaceAccepted")).toHaveLength(4);
  expect(say(surfaces.slice(4), 999).receipts[0]!.refusal?.code).toBe("SurfaceTooSoon");
  expect(eventsOf(say(surfaces.slice(4), 1).events, "SurfaceAccepted")).toHaveLength(2);
  const bad = [{ ...flat(0.6), bE9: 1_900_000_000n, rhoE9: -900_000_000n }];
  const later = surfacesOf(bad).map((surface) => ({ ...surface, publishedAtMs: house.timeMs + 1_000 }));
  expect(eventsOf(say(later, 1_000).events, "SurfaceDropped")).toHaveLength(2); // ORCL-115
});
