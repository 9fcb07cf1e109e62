/** Goal: a mark follows volume and premium feeds, never a lot. Method: whole blocks on the test market, against a quiet twin. */
import { FeedKind } from "@novate/codec";
import { HOUR_MS, ticks } from "@novate/num";
import { beforeEach, expect, test } from "vitest";
import { indexFeed } from "../governance/founding/index.ts";
import { mustMark } from "../ledger/mark.ts";
import { mustGet } from "../state/state.ts";
import { listed } from "../testing/governance.ts";
import { type Asked, runBlock } from "../testing/runBlock.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC_FEED,
  BTC_PERP,
  btcTicks,
  PUBLISHER_SIGNER,
  SEGMENT,
  testGenesis,
  USDC_FEED,
  usdc,
  VENUE_SIGNER,
} from "../testing/testMarket.ts";
import { observationOf, reportOf, tradeOf } from "../testing/trades.ts";

const PREMIUM_FEED = 77;

let house: TestHouse;
beforeEach(() => {
  house = createTestHouse();
  step(1_000);
});

const mark = () => mustMark(house.state, BTC_PERP);
const market = () => mustGet(house.state.markets, BTC_PERP);

/** A block with these prices and these commands. */
function step(
  stepMs: number,
  asked: readonly Asked[] = [],
  more: readonly [feedId: number, dollars: number][] = [],
  dollars = 100_000,
) {
  const said = [[BTC_FEED, dollars], [USDC_FEED, 1], ...more] as const;
  const publishedAtMs = house.timeMs + stepMs;
  const observations = said.map(([feedId, dollars]) => {
    const [one] = observationOf(house, feedId, dollars, 1).observations;
    return { ...one!, publishedAtMs };
  });
  const command = { type: "SubmitObservations" as const, publisherId: 1, observations, surfaces: [] };
  return runBlock(house, [{ command, signer: PUBLISHER_SIGNER }, ...asked], stepMs);
}

function print(buyer: number, seller: number, size: bigint, price = btcTicks(104_000), instrumentId = BTC_PERP): Asked {
  const trade = tradeOf(house, buyer, seller, size, price, { instrumentId });
  for (const leg of [trade.buyer, trade.seller]) if (leg.type === "Order") Object.assign(leg.order, { instrumentId });
  return { command: reportOf(trade), signer: VENUE_SIGNER };
}

function twoNames(dollars: number, sameOwner = false): [number, number] {
  return [house.openAccount(address(1), usdc(dollars)), house.openAccount(address(sameOwner ? 1 : 2), usdc(dollars))];
}

test("ORCL-080 ORCL-081 one lot a minute at the edge of the band, between two names, moves no mark", () => {
  const [one, two] = twoNames(5_000);
  for (let minute = 0; minute < 480; minute += 1) {
    const [buyer, seller] = minute % 2 === 0 ? [one, two] : [two, one];
    const { receipts } = step(60_000, [print(buyer, seller, 1n, ticks((mark() * 1_049n) / 1_000n))]);
    expect(receipts[1]!.outcomes).toMatchObject([{ accepted: true }]);
  }
  expect(market().basisE6).toBeLessThan(1_000_000n);
});

test("ORCL-080 ORCL-081 prints of a thousandth of the depth move the basis by a thousandth of the way", () => {
  const [one, two] = twoNames(10_000_000);
  const { depthAtoms } = mustGet(house.state.underlyings, 1).spec;
  const { tickValueAtoms } = mustGet(house.state.instruments, BTC_PERP).spec;
  const size = depthAtoms / 1_000n / (btcTicks(104_000) * tickValueAtoms);
  step(1_000, [print(one, two, size)]);
  expect(market().printedLots).toBe(size);
  step(60_000);
  expect(market().printedLots).toBe(0n);
  // They stand 4,000 dollars above the index: a thousandth of it is four, or 40 ticks.
  expect(market().basisE6).toBeLessThanOrEqual(40_000_000n);
  expect(market().basisE6).toBeGreaterThan(39_000_000n);
});

test("ORCL-086 a print beside a hundred times its volume at the index moves the basis by its own volume's part", () => {
  const [one, two] = twoNames(50_000_000);
  const moved = (...sizes: readonly (readonly [size: bigint, dollars: number])[]) => {
    house.state.markets.put({ ...market(), basisE6: 0n, mark: { ...market().mark!, priceTicks: btcTicks(100_000) } });
    step(
      1_000,
      sizes.map(([size, dollars], n) =>
        print(n % 2 === 0 ? one : two, n % 2 === 0 ? two : one, size, btcTicks(dollars)),
      ),
    );
    step(60_000);
    return market().basisE6;
  };
  const alone = moved([1_000n, 104_000]);
  const beside = moved([1_000n, 104_000], [100_000n, 100_000]);
  expect(alone).toBeGreaterThan(39_000_000n);
  expect(beside).toBeLessThanOrEqual((alone * 1_050n) / 1_000n); // a thousandth of the depth still; its lot is dearer
  expect(moved([1_000n, 104_000], [1_000n, 96_000])).toBeLessThan(alone / 10n);
});

test("ORCL-081 ORCL-085 however large the volume, a second moves the basis by a sixtieth of the band at most", () => {
  const [one, two] = twoNames(500_000_000);
  step(1_000, [print(one, two, 2_000_000n)]);
  step(1_000);
  expect(market().basisE6).toBeGreaterThan(0n);
  expect(market().basisE6).toBeLessThanOrEqual((btcTicks(5_000) * 1_000_000n) / 60n);
  expect(mark()).toBe(btcTicks(100_000)); // ORCL-087
});

test("ORCL-082 what one owner trades with itself is no print", () => {
  const [one, two] = twoNames(1_000_000, true);
  step(1_000, [print(one, two, 1_000n, mark())]);
  expect(market()).toMatchObject({ printedLots: 0n, printedTicks: 0n });
});

test("ORCL-012 ORCL-032 without prints the basis fades by half-lives", () => {
  house.state.markets.put({ ...market(), basisE6: 1_000_000_000n });
  step(300_000);
  expect(market().basisE6).toBe(500_000_000n);
});

test("ORCL-084 five minutes of seconds fade as five minutes at once, but for rounding", () => {
  house.state.markets.put({ ...market(), basisE6: 1_000_000_000n });
  for (let second = 0; second < 300; second += 1) step(1_000);
  expect(Math.abs(Number(market().basisE6) - 500_000_000)).toBeLessThan(1_000);
});

test("ORCL-032 ORCL-083 with a premium feed the basis goes to what it stands above the index, and prints count no more", () => {
  house = createTestHouse(
    testGenesis({
      changes: [
        { ...indexFeed({ feedId: PREMIUM_FEED, symbol: "BTC-PERP/USD" }), kind: FeedKind.premium, maxAgeMs: 600_000 },
        { ...listed("ListInstrument"), instrumentId: 9, terms: { type: "Perpetual", premiumFeedId: PREMIUM_FEED } },
      ],
    }),
  );
  step(1_000, [], [[PREMIUM_FEED, 101_000]]);
  const [one, two] = twoNames(10_000_000);
  step(1_000, [print(one, two, 100_000n, btcTicks(99_000), 9)], [[PREMIUM_FEED, 101_000]]);
  const market = () => mustGet(house.state.markets, 9);
  house.state.markets.put({ ...market(), basisE6: 0n });
  step(300_000, [], [[PREMIUM_FEED, 101_000]]);
  expect(market().basisE6).toBe(5_000_000_000n); // half of a thousand dollars, in millionths of a tick of ten cents
  for (let minutes = 0; minutes < 300; minutes += 15) step(900_000);
  expect(market().basisE6).toBeGreaterThan(9_999_000_000n); // silent for hours: its last ratio still says a thousand dollars
  const segment = mustGet(house.state.segments, SEGMENT);
  const oracle = { ...segment.parameters.oracle, unknownTermMs: HOUR_MS };
  house.state.segments.put({ ...segment, parameters: { ...segment.parameters, oracle } });
  for (let minutes = 0; minutes < 300; minutes += 15) step(900_000);
  expect(market().basisE6).toBeLessThan(100n); // beyond the term it says nothing
});

test("ORCL-083 a move of the index between two words of the premium feed is no premium", () => {
  house = createTestHouse(
    testGenesis({
      changes: [
        { ...indexFeed({ feedId: PREMIUM_FEED, symbol: "BTC-PERP/USD" }), kind: FeedKind.premium, maxAgeMs: 600_000 },
        { ...listed("ListInstrument"), instrumentId: 9, terms: { type: "Perpetual", premiumFeedId: PREMIUM_FEED } },
      ],
    }),
  );
  step(1_000, [], [[PREMIUM_FEED, 100_000]]);
  for (let second = 0; second < 60; second += 1) step(1_000, [], [], 98_000);
  expect(mustGet(house.state.feeds, BTC_FEED).value).toBe(98_000n * 10n ** 8n);
  expect(mustGet(house.state.markets, 9).basisE6).toBe(0n);
});
