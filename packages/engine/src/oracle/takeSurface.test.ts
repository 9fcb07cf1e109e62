/**
 * Goal: a volatility surface passes the gate that a price passes: many must speak, nobody speaks alone, a jump is said twice,
 * and what is old marks nothing. Method: whole blocks in which publishers of several weights say flat surfaces.
 */
import { MarketMode } from "@novate/codec";
import { DAY_MS, MINUTE_MS } from "@novate/num";
import { describe, expect, test } from "vitest";
import { surfaceWeight } from "../governance/founding/index.ts";
import { mustMark } from "../ledger/mark.ts";
import { rebuilt } from "../margin/watch/watchWalk.fixture.ts";
import { cashOf, eventsOf, isManaged } from "../testing/crisis.ts";
import { type Asked, runBlock } from "../testing/runBlock.ts";
import type { TestHouse } from "../testing/testHouse.ts";
import { address, UNDERLYING, usdc, VENUE_SIGNER } from "../testing/testMarket.ts";
import { reportOf, tradeOf } from "../testing/trades.ts";
import {
  CALL,
  callOf,
  EXPIRY_MS,
  FORWARD_FEED,
  flat,
  sayAll,
  surfaceHouse,
  takenVol,
  underlyingOf,
} from "./surfaces.fixture.ts";
import { takeSurface } from "./takeSurface.ts";

/** Everybody in `ids` says the volatility; publisher 1 the price too. */
const all = (ids: readonly number[], volatility: number) =>
  ids.map((publisherId) => ({
    publisherId,
    slices: [flat(volatility)],
    ...(publisherId === 1 ? { dollars: 100_000 } : {}),
  }));

const price = (dollars = 100_000) => ({ publisherId: 1, dollars });

function traded(house: TestHouse, buyer: number, seller: number, size: bigint): Asked {
  const trade = tradeOf(house, buyer, seller, size, mustMark(house.state, CALL), { instrumentId: CALL });
  for (const leg of [trade.buyer, trade.seller])
    if (leg.type === "Order") Object.assign(leg.order, { instrumentId: CALL });
  return { command: reportOf(trade), signer: VENUE_SIGNER };
}

describe("who must speak", () => {
  test("ORCL-102 two publishers of four mark nothing, three of equals do", () => {
    const house = surfaceHouse([1, 1, 1, 1]);
    sayAll(house, all([1, 2], 0.6));
    sayAll(house, [price()]);
    expect(takenVol(house)).toBeNull();
    expect(callOf(house).mode).toBe(MarketMode.closeOnly);
    sayAll(house, all([3], 0.6));
    sayAll(house, [price(100_001)]);
    expect(callOf(house)).toMatchObject({ mode: MarketMode.open, mark: { atMs: house.timeMs } });
  });

  test("ORCL-102 three publishers below two thirds of the weight mark nothing", () => {
    const house = surfaceHouse([1, 1, 1, 2]);
    sayAll(house, all([1, 2, 3], 0.6));
    expect(takenVol(house)).toBeNull();
    sayAll(house, all([4], 0.6));
    expect(takenVol(house)).toBe(0.6);
  });

  test("ORCL-103 a publisher whose surfaces have no weight neither counts nor is waited for", () => {
    const house = surfaceHouse([100, 1, 1, 1], [surfaceWeight(1, 0)]);
    sayAll(house, [...all([1], 3), ...all([2, 3], 0.6)]);
    expect(takenVol(house)).toBeNull();
    sayAll(house, all([4], 0.6));
    expect(takenVol(house)).toBe(0.6);
  });

  test("ORCL-102 ORCL-036 one of three equals takes nobody's position with a surface of its own", () => {
    const house = surfaceHouse([1, 1, 1]);
    sayAll(house, all([1, 2, 3], 0.6));
    const [short, long] = [
      house.openAccount(address(1), usdc(300_000)),
      house.openAccount(address(2), usdc(3_000_000)),
    ];
    const opened = sayAll(house, [price(100_001)], 1_000, [traded(house, long, short, 10_000n)]);
    expect(opened.receipts.at(-1)!.outcomes).toMatchObject([{ accepted: true }]);
    const markTicks = mustMark(house.state, CALL);
    for (let block = 0; block < 40; block += 1)
      sayAll(house, [price(100_000 + (block % 2)), { publisherId: 3, slices: [flat(2)], aheadMs: 1_900 }], 2_000);
    expect(takenVol(house)).toBe(0.6);
    expect(Math.abs(Number(mustMark(house.state, CALL) - markTicks))).toBeLessThan(30); // three dollars of 3,000
    expect(isManaged(house, short)).toBe(false);
  });

  test("ORCL-105 a weight of 1 in 401 that is always heard last earns nothing", () => {
    const honest = [1, 2, 3, 4];
    const house = surfaceHouse([100, 100, 100, 100, 1]);
    sayAll(house, all(honest, 0.6));
    const [attacker, victim] = [
      house.openAccount(address(1), usdc(400_000)),
      house.openAccount(address(2), usdc(400_000)),
    ];
    sayAll(house, [price(100_001)], 1_000, [traded(house, attacker, victim, 10_000n)]);
    const start = cashOf(house, attacker);
    for (let block = 0; block < 60; block += 1) {
      const lie = { publisherId: 5, slices: [flat(3)], aheadMs: 1_900 };
      sayAll(house, [...all(honest, 0.6), lie], MINUTE_MS);
      expect(underlyingOf(house).surfacePublisherId).not.toBe(5);
      sayAll(house, [price(100_001), lie], 1_000);
    }
    expect(isManaged(house, victim)).toBe(false);
    expect(cashOf(house, attacker)).toBeLessThanOrEqual(start);
  });
});

describe("a jump", () => {
  test("ORCL-110 waits until a quorum has spoken again, and no fewer", () => {
    const house = surfaceHouse([1, 1, 1, 1]);
    sayAll(house, all([1, 2, 3, 4], 0.6));
    const jumped = sayAll(house, all([1, 2, 3, 4], 0.9));
    expect(eventsOf(jumped.events, "SurfaceJumpPending")).toHaveLength(1);
    expect(takenVol(house)).toBe(0.6);
    sayAll(house, all([4], 0.9));
    sayAll(house, all([4], 0.9));
    sayAll(house, all([3], 0.9));
    expect(takenVol(house)).toBe(0.6);
    const confirmed = sayAll(house, all([2], 0.9));
    expect(eventsOf(confirmed.events, "SurfaceTaken")).toHaveLength(1);
    expect(takenVol(house)).toBe(0.9);
    expect(underlyingOf(house).surfacePendingAtMs).toBe(0);
  });

  test("ORCL-110 that is taken back is forgotten, and what stands within a tenth needs no second word", () => {
    const house = surfaceHouse([1, 1, 1]);
    sayAll(house, all([1, 2, 3], 0.6));
    sayAll(house, all([1, 2, 3], 0.9));
    sayAll(house, all([1, 2, 3], 0.62));
    expect(underlyingOf(house).surfacePendingAtMs).toBe(0);
    expect(takenVol(house)).toBe(0.62);
  });

  test("ORCL-110 a minority that speaks on cannot hold back what the others say", () => {
    const house = surfaceHouse([1, 1, 1, 1]);
    sayAll(house, all([1, 2, 3, 4], 0.6));
    sayAll(house, [...all([1, 2, 3], 0.9), ...all([4], 0.3)]);
    sayAll(house, [...all([1, 2, 3], 0.9), ...all([4], 0.2)]);
    expect(takenVol(house)).toBe(0.9);
  });
});

describe("age", () => {
  const AGE_MS = 10 * DAY_MS;

  test("ORCL-108 ORCL-109 a surface of three weeks opens no market, closes nobody out, and a new one opens it again", () => {
    const house = surfaceHouse([1, 1, 1]);
    sayAll(house, all([1, 2, 3], 0.6));
    const [short, long] = [
      house.openAccount(address(1), usdc(400_000)),
      house.openAccount(address(2), usdc(3_000_000)),
    ];
    sayAll(house, [price(100_001)], 1_000, [traded(house, long, short, 1_000n)]);
    for (let hour = 0; hour < 21 * 24; hour += 1) sayAll(house, [price(100_000 + (hour % 5))], 60 * MINUTE_MS - 1);
    expect(callOf(house).mode).toBe(MarketMode.closeOnly);
    const { receipts } = sayAll(house, [price(100_007)], 1_000, [traded(house, long, short, 1_000n)]);
    expect(receipts.at(-1)!.outcomes).toMatchObject([{ accepted: false, refusal: { code: "MarketRestricted" } }]);
    const closing = sayAll(house, [price(100_008)], 1_000, [traded(house, short, long, 1n)]);
    expect(closing.receipts.at(-1)!.outcomes).toMatchObject([{ accepted: true }]);
    expect(isManaged(house, short)).toBe(false);
    // Thirty days of variance over the nine that are left: what a flat 0.6 would be then is 0.329 as this test counts.
    sayAll(house, all([1, 2, 3], 0.329));
    sayAll(house, all([1, 2, 3], 0.329));
    sayAll(house, [price(100_009)]);
    expect(callOf(house).mode).toBe(MarketMode.open);
  });

  test.each([
    [0, MarketMode.open],
    [1, MarketMode.closeOnly],
  ])("ORCL-108 a surface marks up to its age, and %i ms later it does not", (later, mode) => {
    const house = surfaceHouse([1, 1, 1]);
    sayAll(house, all([1, 2, 3], 0.6));
    runBlock(house, [], AGE_MS - 1_000 + later);
    sayAll(house, [price(100_001)], 1_000);
    expect(callOf(house).mode).toBe(mode);
    expect(callOf(house).mark!.atMs === house.timeMs).toBe(mode === MarketMode.open);
  });

  test("ORCL-108 an old word does not make a quorum", () => {
    const house = surfaceHouse([1, 1, 1]);
    sayAll(house, all([1, 2], 0.6));
    runBlock(house, [], AGE_MS);
    sayAll(house, [price(100_001), ...all([3], 0.6)]);
    expect(takenVol(house)).toBeNull();
  });
});

describe("what is committed", () => {
  test("ORCL-107 the half-width is the distance and the deviation together", () => {
    const house = surfaceHouse([1, 1, 1]);
    sayAll(house, [...all([1], 0.58), ...all([2], 0.6), ...all([3], 0.63)]);
    expect(takenVol(house)).toBe(0.6);
    const { surfaceHalfWidthPpm } = underlyingOf(house);
    expect(Number(surfaceHalfWidthPpm) / 1e6).toBeCloseTo(0.02, 4); // nearest to the median is the median: 0 + 0.02
  });

  test("ORCL-106 the last publisher's surface stays while others are hardly nearer", () => {
    const house = surfaceHouse([1, 1, 1]);
    sayAll(house, [...all([1], 0.58), ...all([2], 0.6), ...all([3], 0.62)]);
    expect(underlyingOf(house).surfacePublisherId).toBe(2);
    sayAll(house, [...all([1], 0.601), ...all([2], 0.6), ...all([3], 0.605)]);
    expect(underlyingOf(house).surfacePublisherId).toBe(1); // 0 is the median's distance: nothing is within a quarter of it
  });

  test("ORCL-111 the order of hearing within a block changes nothing", () => {
    const words = [...all([1], 0.5), ...all([2], 0.6), ...all([3], 0.7), ...all([4], 0.61)];
    const taken = [words, words.toReversed(), [words[2]!, words[0]!, words[3]!, words[1]!]].map((order) => {
      const house = surfaceHouse([3, 2, 2, 1]);
      sayAll(house, order);
      return underlyingOf(house);
    });
    expect(taken[1]).toEqual(taken[0]);
    expect(taken[2]).toEqual(taken[0]);
  });

  test("INV-009 a restored house takes what the running one takes", () => {
    const house = surfaceHouse([1, 1, 1]);
    sayAll(house, all([1, 2, 3], 0.6));
    sayAll(house, all([1, 2, 3], 0.9));
    house.openBlock(house.timeMs + 1_000);
    for (const publisherId of [1, 2, 3]) {
      const slices = [flat(0.9 + publisherId / 100)];
      const surface = { underlyingId: UNDERLYING, publishedAtMs: house.timeMs, slices };
      house.house.emit({ type: "SurfaceAccepted", publisherId, surface });
    }
    house.house.takeEvents();
    const again = rebuilt(house.state);
    takeSurface(house.house, UNDERLYING);
    takeSurface(again, UNDERLYING);
    const events = house.house.takeEvents();
    expect(eventsOf(events, "SurfaceTaken")).toHaveLength(1);
    expect(again.takeEvents()).toEqual(events);
  });
});

test("ORCL-104 without a listed option, or a forward to measure its strike by, no surface is taken", () => {
  const unpriced = surfaceHouse([1, 1, 1], [], FORWARD_FEED);
  sayAll(unpriced, all([1, 2, 3], 0.6));
  expect(takenVol(unpriced)).toBeNull();
  const expired = surfaceHouse([1, 1, 1]);
  runBlock(expired, [], EXPIRY_MS - expired.timeMs);
  sayAll(
    expired,
    [1, 2, 3].map((publisherId) => ({ publisherId, dollars: 100_000, slices: [flat(0.6, EXPIRY_MS + DAY_MS)] })),
  );
  expect(takenVol(expired)).toBeNull();
});
