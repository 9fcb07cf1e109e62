/** Goal: prints of nothing move no mark. Method: two names of one hand trade at the edge of the band, minute after minute. */
import { ticks } from "@novate/num";
import { expect, test } from "vitest";
import { backstopAccount } from "../governance/founding/index.ts";
import { eventsOf, healthOf } from "../testing/crisis.ts";
import { runBlock } from "../testing/runBlock.ts";
import { TestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC_FEED,
  BTC_PERP,
  btcTicks,
  PUBLISHER_SIGNER,
  perpLots,
  SEGMENT,
  testGenesis,
  USDC,
  USDC_FEED,
  usdc,
  VENUE_SIGNER,
} from "../testing/testMarket.ts";
import { observationOf, reportOf, tradeOf } from "../testing/trades.ts";

const backstop = backstopAccount(address(0xe00), SEGMENT, USDC, usdc(5_000_000));

/** A block with both prices; a trade of `size` lots at a price, if accounts are told. Returns its events. */
function minute(house: TestHouse, dollars: number, traders?: readonly [number, number], size = 1n, stepMs = 59_000) {
  const publishedAtMs = house.timeMs + stepMs;
  const observations = [observationOf(house, BTC_FEED, dollars), observationOf(house, USDC_FEED, 1)].flatMap(
    (command) => command.observations.map((each) => ({ ...each, publishedAtMs })),
  );
  const said = { type: "SubmitObservations", publisherId: 1, observations, surfaces: [] } as const;
  const asked = traders === undefined ? [] : [edgeTrade(house, traders, size)];
  const { receipts, events } = runBlock(house, [{ command: said, signer: PUBLISHER_SIGNER }, ...asked], stepMs);
  for (const { refusal } of receipts) expect(refusal).toBeNull();
  return events;
}

/** At the upper edge of the band around the mark, and no farther above the index. */
function edgeTrade(house: TestHouse, [buyer, seller]: readonly [number, number], size: bigint) {
  const mark = markOf(house);
  const edge = ticks((mark * 1_049n) / 1_000n);
  const price = edge < btcTicks(105_000) ? edge : btcTicks(105_000);
  return { command: reportOf(tradeOf(house, buyer, seller, size, price)), signer: VENUE_SIGNER };
}

const markOf = (house: TestHouse) => house.state.markets.get(BTC_PERP)!.mark!.priceTicks;

/** In millionths of a tick. */
const basisOf = (house: TestHouse) => house.state.markets.get(BTC_PERP)!.basisE6;

test("ORCL-081 one lot a minute at the edge of the band moves neither mark nor funding, and closes no honest short out", () => {
  const house = new TestHouse(testGenesis({ accounts: [backstop] }));
  for (const n of [0, 1, 0]) minute(house, 100_000 + n);
  const [long, short, maker, attacker] = [1_000_000, 190_000, 1_000_000, 1_000_000].map((dollars, n) =>
    house.openAccount(address(n + 1), usdc(dollars)),
  ) as [number, number, number, number];
  const [left, right] = [house.openAccount(address(5), usdc(5_000)), house.openAccount(address(6), usdc(5_000))];
  house.novate(long, attacker, BTC_PERP, perpLots(10_000), btcTicks(100_000));
  house.novate(maker, short, BTC_PERP, perpLots(10_000), btcTicks(100_000));
  let [highest, farthest] = [0n, 0n];
  for (let n = 0; n < 480; n += 1) {
    const events = minute(house, 100_000 + (n % 2), n % 2 === 0 ? [left, right] : [right, left]);
    expect(eventsOf(events, "AccountManaged")).toEqual([]);
    if (markOf(house) > highest) highest = markOf(house);
    if (basisOf(house) > farthest) farthest = basisOf(house);
  }
  expect(highest).toBeLessThanOrEqual(btcTicks(100_002));
  expect(farthest).toBeLessThan(20n * 1_000_000n);
  for (let n = 0; n < 120; n += 1) minute(house, 100_000 + (n % 2));
  const gain = healthOf(house, attacker).equityAtoms - usdc(1_000_000);
  expect(gain < 0n ? -gain : gain).toBeLessThan(usdc(20)); // it was 2,749 dollars
});

test("ORCL-082 crosses of one owner print nothing, whatever their size", () => {
  const house = new TestHouse(testGenesis());
  for (const n of [0, 1, 0]) minute(house, 100_000 + n);
  const [own, twin, other] = [1, 1, 2].map((n) => house.openAccount(address(n), usdc(10_000_000))) as [
    number,
    number,
    number,
  ];
  minute(house, 100_001, [own, twin], 100_000n);
  minute(house, 100_000);
  expect(basisOf(house)).toBe(0n);
  minute(house, 100_001, [own, other], 100_000n); // ten million dollars, a tenth of the depth: half a percent
  minute(house, 100_000);
  expect(basisOf(house)).toBeGreaterThan(4_000n * 1_000_000n);
  expect(markOf(house)).toBe(btcTicks(100_000)); // ORCL-087
});
