/**
 * Goal: nobody is paid a jump that the house has heard of and not yet followed: what would pass at the old mark waits for the next word.
 * Method: accounts that are worked on in the very block in which a jump begins to wait, and the block after it.
 */
import type { Event } from "@novate/codec";
import { atoms, DAY_MS } from "@novate/num";
import { describe, expect, test } from "vitest";
import { forwardFeed } from "../governance/founding/index.ts";
import { positionOf } from "../ledger/balances.ts";
import { mustGet } from "../state/state.ts";
import { listFuture } from "../testing/contracts.ts";
import { createCrisis, eventsOf, fallTo, fund, healthOf, isManaged, segmentOf } from "../testing/crisis.ts";
import { ETH_FEED, ETH_MARKET, ETH_PERP } from "../testing/ethMarket.ts";
import type { TestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC,
  BTC_FEED,
  BTC_PERP,
  btc,
  btcTicks,
  GENESIS_MS,
  perpLots,
  USDC_FEED,
  usdc,
} from "../testing/testMarket.ts";
import { isMarkInDoubt } from "./passable.ts";
import { runDefaultManagement } from "./runDefaultManagement.ts";
import { watchMargin } from "./watchMargin.ts";

const FORWARD_FEED = 9;
const E8 = 100_000_000n;
const PASSED = ["PositionsNetted", "PositionsClosedOut", "PositionTornUp"] as const;

/** The next block, in which a feed's sources say this price for the first time. */
function jumpTo(house: TestHouse, dollars: number, feedId = BTC_FEED): readonly Event[] {
  house.house.takeEvents();
  house.openBlock(house.timeMs + 60_000);
  const { value } = mustGet(house.state.feeds, feedId);
  const to = BigInt(dollars) * E8;
  const [low, high] = to < value ? [to, value] : [value, to];
  house.house.emit({ type: "PriceJumpPending", feedId, value: to, low, high, pendingAtMs: house.timeMs });
  watchMargin(house.house);
  runDefaultManagement(house.house);
  return house.house.takeEvents();
}

const passedIn = (events: readonly Event[]) => PASSED.filter((type) => eventsOf(events, type).length > 0);

/** A long of ten bitcoins with so much cash against a rich short; what backstops have. */
function longOf(dollars: number, backstops: readonly number[]) {
  const house = createCrisis({ backstops, changes: ETH_MARKET });
  house.setPrice(ETH_FEED, 4_000);
  const rich = house.openAccount(address(7), usdc(50_000_000));
  const long = house.openAccount(address(1), usdc(dollars));
  house.novate(long, rich, BTC_PERP, perpLots(10_000), btcTicks(100_000));
  return { house, rich, long };
}

describe("LIQ-077 ORCL-027 while a jump waits nothing passes at the mark before it", () => {
  test("neither to a backstop", () => {
    const { house, long } = longOf(200_000, [5_000_000]);
    fallTo(house, 88_000); // one clock alone sees a breach
    expect(passedIn(jumpTo(house, 87_000))).toEqual([]);
    expect(isManaged(house, long)).toBe(true);
    const [slice] = eventsOf(fallTo(house, 87_000), "PositionsClosedOut");
    expect(slice!.passages[0]!.priceTicks).toBe(btcTicks(87_000));
  });

  test("nor from one managed account to another", () => {
    const { house, long, rich } = longOf(1, [1]);
    const short = house.openAccount(address(2), usdc(1));
    house.novate(rich, short, BTC_PERP, perpLots(10_000), btcTicks(100_000));
    for (const id of [long, short]) house.manage(id);
    expect(passedIn(jumpTo(house, 110_000))).toEqual([]);
    const [crossing] = eventsOf(fallTo(house, 110_000), "PositionsNetted");
    expect(crossing!.passage.priceTicks).toBe(btcTicks(110_000));
  });

  test("nor from an account that nobody may take to who stands opposite", () => {
    const { house, long, rich } = longOf(200_000, []);
    fallTo(house, 84_000);
    expect(passedIn(jumpTo(house, 82_000))).toEqual([]);
    expect(positionOf(house.account(rich), BTC_PERP)!.lots).toBe(-10_000n);
    const [torn] = eventsOf(fallTo(house, 82_000), "PositionTornUp");
    expect(torn).toMatchObject({ accountId: long, priceTicks: btcTicks(82_000) });
  });

  test("but what else the account holds does", () => {
    const { house, long, rich } = longOf(220_000, [5_000_000]);
    house.novate(long, rich, ETH_PERP, perpLots(100_000), btcTicks(4_000));
    fallTo(house, 88_000);
    house.manage(long);
    const [slice] = eventsOf(jumpTo(house, 3_900, ETH_FEED), "PositionsClosedOut");
    expect(slice!.passages.map(({ instrumentId }) => instrumentId)).toEqual([BTC_PERP]);
  });

  test.each([[[]], [[9]], [[5_000_000]]])(
    "LIQ-071 LIQ-081 nor is more of the rest ended, by backstops of %j dollars or without them, than the rest itself needs",
    (backstops) => {
      const { house, long, rich } = longOf(220_000, backstops);
      house.novate(long, rich, ETH_PERP, perpLots(100), btcTicks(4_000)); // four hundred dollars of ether
      const { equityAtoms, closeOutAtoms } = healthOf(house, long);
      house.moveCash(long, rich, atoms(equityAtoms - closeOutAtoms / 2n));
      expect(passedIn(jumpTo(house, 98_000))).toEqual([]); // its equity is far more than what its ether needs
      expect(isManaged(house, long)).toBe(true);
      expect(positionOf(house.account(long), ETH_PERP)!.lots).toBe(100n);
      expect(passedIn(fallTo(house, 100_000))).toHaveLength(1);
    },
  );

  test("LIQ-081 of what may pass, a tear-up ends as much as meets its own initial margin", () => {
    const { house, long, rich } = longOf(220_000, [9]);
    const size = 250_000n; // a million dollars of ether
    house.novate(long, rich, ETH_PERP, perpLots(size), btcTicks(4_000));
    const { equityAtoms, closeOutAtoms } = healthOf(house, long);
    house.moveCash(long, rich, atoms(equityAtoms - closeOutAtoms / 2n));
    expect(passedIn(jumpTo(house, 98_000))).toEqual(["PositionTornUp"]);
    const { lots: left } = positionOf(house.account(long), ETH_PERP)!;
    expect(left).toBeGreaterThan(size / 4n);
    expect(left).toBeLessThan(size);
    expect(positionOf(house.account(long), BTC_PERP)!.lots).toBe(10_000n);
  });

  test("a feed of the contract's own that waits holds it back too", () => {
    const own = forwardFeed({ feedId: FORWARD_FEED, symbol: "BTC-1D/USD" });
    const house = createCrisis({ changes: [own, listFuture(GENESIS_MS + DAY_MS, { instrumentId: 9 }, FORWARD_FEED)] });
    house.setPrice(FORWARD_FEED, 100_000);
    expect(isMarkInDoubt(house.state, 9)).toBe(false);
    jumpTo(house, 110_000, FORWARD_FEED);
    expect([9, BTC_PERP].map((id) => isMarkInDoubt(house.state, id))).toEqual([true, false]);
  });
});

test.each([BTC_FEED, USDC_FEED])("LIQ-079 no collateral is sold while a jump of feed %i waits", (feedId) => {
  const house = createCrisis({ backstops: [1_000_000] });
  const debtor = house.openAccount(address(1));
  const rich = house.openAccount(address(9), usdc(1));
  house.deposit(debtor, BTC, btc(100_000_000n));
  house.moveCash(debtor, rich, usdc(95_000)); // more than a bitcoin counts for
  const sales = (events: readonly Event[]) => eventsOf(events, "CollateralLiquidated").length;
  expect(sales(jumpTo(house, feedId === BTC_FEED ? 110_000 : 2, feedId))).toBe(0);
  if (feedId === USDC_FEED) house.setPrice(USDC_FEED, 1);
  expect(sales(fallTo(house, 96_000))).toBe(1);
});

test("LIQ-078 a loss that the waiting jump may make good is earmarked, and no fund pays for it", () => {
  const { house, long } = longOf(200_000, []);
  fund(house, { juniorFundAtoms: usdc(1_000_000) });
  house.openBlock(house.timeMs + 60_000);
  house.setPrice(BTC_FEED, 79_000); // ten thousand dollars under water
  const events = jumpTo(house, 109_000);
  expect(isManaged(house, long)).toBe(true); // a loss at the last confirmed price is known at once (LIQ-018)
  expect(passedIn(events)).toEqual([]);
  expect(eventsOf(events, "LossEarmarked").map(({ lossAtoms }) => lossAtoms)).toEqual([usdc(10_000)]);
  expect(eventsOf(events, "TrancheDrawn")).toEqual([]);
  const after = [109_000, 109_001].flatMap((dollars) => fallTo(house, dollars));
  expect(passedIn(after)).toEqual([]);
  expect(eventsOf(after, "TrancheDrawn")).toEqual([]);
  expect(segmentOf(house)).toMatchObject({ juniorFundAtoms: usdc(1_000_000), earmarkedAtoms: 0n });
  expect(healthOf(house, long).equityAtoms).toBe(usdc(290_010));
  expect(isManaged(house, long)).toBe(false);
});

test("LIQ-077 LIQ-064 a lap whose contract waits goes on with the next word", () => {
  const house = createCrisis({ backstops: [] });
  const giver = house.openAccount(address(500), usdc(220_000));
  const twin = house.openAccount(address(503), usdc(5_000_000));
  const shorts = Array.from({ length: 40 }, (_, n) => house.openAccount(address(1_000 + n), usdc(1_000_000)));
  const rich = house.openAccount(address(502), usdc(9_000_000));
  for (const id of shorts) house.novate(rich, id, BTC_PERP, perpLots(900), btcTicks(100_000));
  house.novate(giver, twin, BTC_PERP, perpLots(40_000), btcTicks(100_000));
  const { parameters, ...rest } = segmentOf(house);
  house.state.segments.put({
    ...rest,
    parameters: { ...parameters, clearing: { ...parameters.clearing, workPerBlock: 46 } },
  });
  fallTo(house, 94_000);
  const lap = mustGet(house.state.markets, BTC_PERP).tearUp;
  expect(lap).not.toBeNull();
  expect(passedIn(jumpTo(house, 93_000))).toEqual([]);
  expect(mustGet(house.state.markets, BTC_PERP).tearUp).toEqual(lap);
  expect(passedIn(fallTo(house, 93_000))).toEqual(["PositionTornUp"]);
});
