/**
 * Goal: a block that has more to do than it can does what it can, in an order that rows alone decide.
 * Method: many accounts under water at once, few places; a second house rebuilt from the rows before each block.
 */
import type { Event } from "@novate/codec";
import { describe, expect, test } from "vitest";
import type { WorkingHouse } from "../house.ts";
import { rebuilt } from "../margin/watch/watchWalk.fixture.ts";
import { createCrisis, eventsOf, fallTo, healthOf, isManaged, segmentOf } from "../testing/crisis.ts";
import { runBlock } from "../testing/runBlock.ts";
import type { TestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC_FEED,
  BTC_PERP,
  btcTicks,
  ownerSigner,
  PUBLISHER_SIGNER,
  perpLots,
  USDC,
  USDC_FEED,
  usdc,
  VENUE_SIGNER,
} from "../testing/testMarket.ts";
import { observationOf, reportOf, tradeOf } from "../testing/trades.ts";

type Limits = Partial<ReturnType<typeof segmentOf>["parameters"]["clearing"]>;

/** Longs of these sizes with so many dollars each, against one rich short; whose block has these limits. */
function crowd(limits: Limits, sizes: readonly number[], dollars: (index: number) => number, backstops: number[] = []) {
  const house = createCrisis({ backstops });
  const segment = segmentOf(house);
  const clearing = { ...segment.parameters.clearing, ...limits };
  house.state.segments.put({ ...segment, parameters: { ...segment.parameters, clearing } });
  const rich = house.openAccount(address(7), usdc(500_000_000));
  const longs = sizes.map((size, index) => {
    const id = house.openAccount(address(100 + index), usdc(dollars(index)));
    house.novate(id, rich, BTC_PERP, perpLots(size), btcTicks(100_000));
    return id;
  });
  return { house, rich, longs };
}

const enteredIn = (events: readonly Event[]) =>
  eventsOf(events, "AccountManaged").map(({ managed }) => managed.accountId);

describe("entries", () => {
  test("LIQ-052 LIQ-053 so many a block, those below close-out first, each class by id from the last one's cursor", () => {
    // A bitcoin each; every third one has nothing left at 88,000, the others are short of maintenance.
    const dollars = (n: number) => (n % 3 === 0 ? 12_100 : 19_500);
    const { house, longs } = crowd({ entriesPerBlock: 4 }, Array(18).fill(1_000), dollars, [1]); // nobody has room
    const isDeep = (id: number) => longs.indexOf(id) % 3 === 0;
    fallTo(house, 88_000 + 1_000); // both clocks see the fall
    const first = longs.filter((id) => isManaged(house, id));
    const blocks = Array.from({ length: 6 }, () => enteredIn(fallTo(house, 88_000)));
    expect(blocks.every((ids) => ids.length <= 4)).toBe(true);
    const order = [...first, ...blocks.flat()];
    expect(order.filter(isDeep)).toEqual(longs.filter(isDeep));
    expect(order.filter((id) => !isDeep(id))).toEqual(longs.filter((id) => !isDeep(id)));
    expect(order).toHaveLength(18);
    // Nobody that is not below close-out came in while one that is was waiting.
    const lastDeep = order.findLastIndex(isDeep);
    expect(order.slice(0, lastDeep).filter((id) => !isDeep(id)).length).toBeLessThanOrEqual(first.length);
  });

  test("LIQ-054 who waits to come in neither withdraws nor opens, and reduces only as any broken account does", () => {
    const { house, rich, longs } = crowd({ entriesPerBlock: 1 }, Array(6).fill(1_000), () => 14_000, [1]);
    fallTo(house, 87_000);
    const waiting = longs.find((id) => !isManaged(house, id))!;
    const { owner } = house.account(waiting);
    const withdrawal = {
      type: "WithdrawCollateral",
      accountId: waiting,
      assetId: USDC,
      amountAtoms: usdc(1),
      chainId: 1,
      recipient: owner,
    } as const;
    expect(house.outcome(withdrawal, ownerSigner(owner))).toBe("InitialMarginBreached");
    const report = (buyer: number, seller: number, dollars: number) => {
      const command = reportOf(tradeOf(house, buyer, seller, 100n, btcTicks(dollars)));
      const outcome = runBlock(house, [{ command, signer: VENUE_SIGNER }]).receipts[0]!.outcomes[0]!;
      return outcome.accepted ? "accepted" : outcome.refusal.code;
    };
    const still = () => longs.findLast((id) => !isManaged(house, id))!;
    expect(report(still(), rich, 87_000)).toMatch(/InitialMarginBreached|MinimumCollateralMissing/);
    expect(report(rich, still(), 83_000)).toMatch(/ConcessionTooLarge|InitialMarginBreached/);
  });
});

describe("an overloaded block", () => {
  /** What ten blocks emit, each worked out by the house that stays and by one rebuilt from its rows just before. */
  function walk(house: TestHouse, dollars: (block: number) => number): Event[][] {
    const blocks: Event[][] = [];
    for (let block = 0; block < 10; block += 1) {
      const restarted: WorkingHouse = rebuilt(house.state);
      const ask = [BTC_FEED, USDC_FEED].map((feedId) => ({
        command: observationOf(house, feedId, feedId === BTC_FEED ? dollars(block) : 1),
        signer: PUBLISHER_SIGNER,
      }));
      const { events } = runBlock({ house: restarted } as TestHouse, ask, 5_000);
      const { events: stayed } = runBlock(house, ask, 5_000);
      expect(stayed).toEqual(events);
      blocks.push([...events]);
    }
    return blocks;
  }

  test("LIQ-051 LIQ-058 INV-011 INV-017 carries over the same in a house that was just restarted", () => {
    const limits = { entriesPerBlock: 7, managedPerBlock: 5, workPerBlock: 1_000 };
    const { house, longs } = crowd(limits, Array(60).fill(1_000), (n) => 14_000 + 100 * (n % 40), [300_000, 200_000]);
    const blocks = walk(house, (block) => 90_000 - 700 * block);
    expect(blocks.flat().filter(({ type }) => type === "EntriesCarried").length).toBeGreaterThan(3);
    expect(eventsOf(blocks.flat(), "AccountTried").length).toBeGreaterThan(3);
    for (const events of blocks) expect(enteredIn(events).length).toBeLessThanOrEqual(7);
    for (let block = 0; block < 30; block += 1) fallTo(house, 83_000, 5_000);
    const open = longs.filter((id) => healthOf(house, id).equityAtoms < healthOf(house, id).maintenanceAtoms);
    expect(open.every((id) => isManaged(house, id))).toBe(true); // in the end nobody is left outside
  });
});
