/**
 * Goal: a publisher signs exactly what its source printed, wicks included, and nothing when the source is silent.
 * Method: a table of prints against values worked out by hand.
 */
import { type Ppm, ticks } from "@novate/num";
import { describe, expect, it } from "vitest";
import { observePrint, type PublishedFeed, STANDARD_POLICY } from "./observe.ts";
import type { Print } from "./print.ts";

const FEED: PublishedFeed = { feedId: 6, feedDecimals: 4, priceDecimals: 3 };
const AT_MS = 1_760_131_205_000;
const print = (last: bigint, low = last, high = last): Print => ({
  lastTicks: ticks(last),
  lowTicks: ticks(low),
  highTicks: ticks(high),
  size: 1n,
});
const calm = observePrint(undefined, print(3_560n), FEED, AT_MS)!.memory;

describe("observePrint", () => {
  it("signs nothing for a source that printed nothing", () => {
    expect(observePrint(calm, undefined, FEED, AT_MS)).toBeUndefined();
  });

  it.each([
    ["the last trade", print(3_570n, 3_560n, 3_572n), 35_700n],
    ["the low of a downward wick", print(3_560n, 1_055n, 3_562n), 10_550n],
    ["the high of an upward wick", print(3_560n, 3_555n, 4_000n), 40_000n],
    ["the further of two wicks", print(3_560n, 3_400n, 3_800n), 38_000n],
    ["the last trade when the wick is not above 1 %", print(3_000n, 2_970n, 3_000n), 30_000n],
  ])("signs %s", (_, given, value) => {
    expect(observePrint(calm, given, FEED, AT_MS)!.observation).toMatchObject({
      feedId: 6,
      value,
      publishedAtMs: AT_MS,
    });
  });

  it("signs last trades alone when the policy says so", () => {
    const policy = { ...STANDARD_POLICY, wickPpm: 1_000_000n as Ppm };
    expect(observePrint(calm, print(3_560n, 1_055n), FEED, AT_MS, policy)!.observation.value).toBe(35_600n);
  });

  it("widens its confidence when prints scatter, and narrows it again slowly", () => {
    // Floor: 200 ppm of 3560 ticks = 0.712 ticks = 7.12 feed units, rounded up.
    expect(observePrint(undefined, print(3_560n), FEED, AT_MS)!.observation.confidence).toBe(8n);
    // A jump of 320 ticks against a memory of 16 prints: 320/16 = 20 ticks = 200 feed units.
    const jumped = observePrint(calm, print(3_240n), FEED, AT_MS)!;
    expect(jumped.observation.confidence).toBe(200n);
    const later = observePrint(jumped.memory, print(3_240n), FEED, AT_MS)!;
    expect(later.observation.confidence).toBe(188n); // 20 − 20/16 = 18.75 ticks, rounded up
  });

  it("rounds the value to the nearest unit of a coarser feed", () => {
    const coarse = { ...FEED, feedDecimals: 1 };
    expect(observePrint(undefined, print(3_549n), coarse, AT_MS)!.observation.value).toBe(35n);
    expect(observePrint(undefined, print(3_550n), coarse, AT_MS)!.observation.value).toBe(36n);
  });
});
