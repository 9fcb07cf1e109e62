/** Goal: a block's default management is bounded, and many small accounts cannot stand before a large one. Method: counts. */
import { atoms } from "@novate/num";
import { expect, test } from "vitest";
import { createCrisis, eventsOf, fallTo, fund, lotsOf, segmentOf } from "../testing/crisis.ts";
import type { TestHouse } from "../testing/testHouse.ts";
import { address, BTC_PERP, btcTicks, perpLots, SEGMENT, usdc } from "../testing/testMarket.ts";

/** A house that works on `most` accounts a block. */
function houseOf(most: number, backstops: readonly number[]): TestHouse {
  const house = createCrisis({ backstops });
  const segment = segmentOf(house);
  const limits = { ...segment.parameters.clearing, managedPerBlock: most };
  house.state.segments.put({ ...segment, segmentId: SEGMENT, parameters: { ...segment.parameters, clearing: limits } });
  fund(house, { skinAtoms: usdc(10_000_000) });
  return house;
}

/** Longs of these sizes with a tenth of their notional, against one rich short. */
function longs(house: TestHouse, sizes: readonly number[]): number[] {
  const rich = house.openAccount(address(9), usdc(100_000_000));
  return sizes.map((size, index) => {
    const id = house.openAccount(address(100 + index), atoms((usdc(100_000) * BigInt(size)) / 10_000n));
    house.novate(id, rich, BTC_PERP, perpLots(size), btcTicks(100_000));
    return id;
  });
}

test("LIQ-014 LIQ-045 INV-011 no more accounts are worked on in a block than the segment allows, and all are in the end", () => {
  for (const backstops of [[50_000_000], []]) {
    const house = houseOf(7, backstops);
    const ids = longs(house, Array(40).fill(100));
    for (let block = 0; block < 6; block += 1) {
      const events = fallTo(house, 85_000);
      const worked = new Set([
        ...eventsOf(events, "PositionsClosedOut").map(({ accountId }) => accountId),
        ...eventsOf(events, "PositionTornUp")
          .filter(({ isGiver }) => isGiver)
          .map(({ accountId }) => accountId),
        ...eventsOf(events, "MemberDefaulted").map(({ accountId }) => accountId),
      ]);
      expect(worked.size).toBe(block < 5 ? 7 : 5);
    }
    expect(ids.every((id) => lotsOf(house.account(id)).length === 0)).toBe(true);
  }
});

test("LIQ-044 a large account comes first, however many small ones came before it", () => {
  const house = houseOf(3, [50_000_000]);
  const ids = longs(house, [...Array(50).fill(20), 1_000, ...Array(50).fill(20)]);
  const [first] = eventsOf(fallTo(house, 85_000), "PositionsClosedOut");
  expect(first!.accountId).toBe(ids[50]);
});

test("LIQ-046 accounts with nothing left but a loss that nobody pays take no turn from others", () => {
  const house = houseOf(2, [50_000_000]);
  fund(house, { skinAtoms: usdc(0) });
  const rich = house.openAccount(address(8), usdc(1));
  for (let index = 0; index < 5; index += 1) {
    const dead = house.openAccount(address(700 + index));
    house.moveCash(dead, rich, usdc(1_000_000));
  }
  for (let block = 0; block < 3; block += 1) fallTo(house, 100_000);
  expect(segmentOf(house).uncoveredAtoms).toBe(usdc(5_000_000));
  const [living] = longs(house, [500]);
  const [slice] = eventsOf(fallTo(house, 85_000), "PositionsClosedOut");
  expect(slice!.accountId).toBe(living);
});

test("LIQ-044 of two accounts that are short of the same the one that came in first is first", () => {
  for (const first of [0, 1]) {
    const house = houseOf(1, [50_000_000]);
    const ids = longs(house, [100, 100]);
    for (const id of ids) house.manage(id);
    house.state.managed.put({ ...house.state.managed.get(ids[first]!)!, sequence: 0 });
    const [slice] = eventsOf(fallTo(house, 92_000), "PositionsClosedOut");
    expect(slice!.accountId).toBe(ids[first]);
  }
});
