/**
 * Goal: nobody's place in the queue starves anybody: every managed account is worked on within a bounded number of blocks.
 * Method: accounts that nobody can take at the head, many of them, and small ones that somebody can behind them.
 */
import { atoms } from "@novate/num";
import { expect, test } from "vitest";
import { createCrisis, eventsOf, fallTo, fund, healthOf, isManaged, segmentOf } from "../testing/crisis.ts";
import type { TestHouse } from "../testing/testHouse.ts";
import { address, BTC_PERP, btcTicks, perpLots, usdc } from "../testing/testMarket.ts";

type Limits = Partial<ReturnType<typeof segmentOf>["parameters"]["clearing"]>;

function houseOf(limits: Limits, backstops: readonly number[]): TestHouse {
  const house = createCrisis({ backstops });
  const segment = segmentOf(house);
  const clearing = { ...segment.parameters.clearing, ...limits };
  house.state.segments.put({ ...segment, parameters: { ...segment.parameters, clearing } });
  return house;
}

/** Longs of so many lots and so much cash each, against a rich short. */
function longs(house: TestHouse, rich: number, owners: readonly number[], size: bigint, cash: number): number[] {
  return owners.map((owner) => {
    const id = house.openAccount(address(owner), usdc(cash));
    house.novate(id, rich, BTC_PERP, perpLots(size), btcTicks(100_000));
    return id;
  });
}

test("LIQ-055 LIQ-056 accounts of the backstop's own owner at the head do not keep it from the small ones", () => {
  const equities = [0, 4].map((blockers) => {
    const house = houseOf({ managedPerBlock: 4 }, [2_000_000]);
    fund(house, { juniorFundAtoms: usdc(1_000_000) });
    const rich = house.openAccount(address(7), usdc(50_000_000));
    longs(house, rich, Array(blockers).fill(0xe00), 10_000n, 288_000); // nobody else is a backstop
    const owners = Array.from({ length: 20 }, (_, n) => 100 + n);
    const small = longs(house, rich, owners, 1_000n, 28_500);
    for (let price = 99_000; price >= 70_500; price -= 500) for (let k = 0; k < 2; k += 1) fallTo(house, price, 20_000);
    expect(small.every((id) => healthOf(house, id).equityAtoms > 0n)).toBe(true);
    return small.reduce((sum, id) => sum + healthOf(house, id).equityAtoms, 0n);
  });
  expect(equities[1]! * 10n).toBeGreaterThan(equities[0]! * 9n);
});

test("LIQ-060 below close-out an account that nobody may take is torn up at the mark, as far as restores its margin", () => {
  const house = houseOf({ managedPerBlock: 4 }, [2_000_000]);
  const rich = house.openAccount(address(7), usdc(50_000_000));
  const [own] = longs(house, rich, [0xe00], 10_000n, 288_000);
  const { closeOutAtoms } = healthOf(house, own!);
  const dollars = 100_000 - Math.ceil(Number(288_000_000_000n - closeOutAtoms / 2n) / 10_000_000);
  const events = [...fallTo(house, dollars), ...fallTo(house, dollars)];
  const [closed] = eventsOf(events, "TearUpClosed");
  expect(closed).toMatchObject({ lossAtoms: 0n });
  expect(closed!.tornLots).toBeLessThan(10_000n);
  expect(isManaged(house, own!)).toBe(false);
  expect(healthOf(house, own!).equityAtoms).toBeGreaterThan(0n);
});

const BOUNDS: [bound: string, limits: Limits][] = [
  ["places", { managedPerBlock: 3 }],
  ["work", { workPerBlock: 80 }],
];
test.each(BOUNDS)(
  "LIQ-056 LIQ-074 LIQ-014 new accounts come in every block, and by %s an old one's turn still comes",
  (_, limits) => {
    const house = houseOf(limits, [1]); // no taker has room, and all are above close-out: nobody is ever finished
    const rich = house.openAccount(address(7), usdc(500_000_000));
    const size = 1_000n;
    const worked = new Map<number, number[]>();
    const all: number[] = [];
    for (let block = 0; block < 12; block += 1) {
      const owners = Array.from({ length: 3 }, (_, n) => 1_000 + 10 * block + n);
      const added = longs(house, rich, owners, size, 100_000);
      for (const id of added) house.moveCash(id, rich, atoms(usdc(91_500 + block * 20))); // each time a greater shortfall
      all.push(...added);
      for (const { accountId } of eventsOf(fallTo(house, 100_000), "AccountTried"))
        worked.set(accountId, [...(worked.get(accountId) ?? []), block]);
    }
    // One place in three goes by waiting time, though as many come in as there are places.
    // As many come in as there are places, each with a greater shortfall; the first ones wait longest.
    const turns = all.slice(0, 9).map((id) => worked.get(id)?.length ?? 0);
    expect(turns.every((count) => count > 0)).toBe(true);
  },
);
