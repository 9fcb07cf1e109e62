/**
 * Goal: a tear-up that passes in laps loads nobody twice and lets nobody off: not by a cure of its giver, not by a trade.
 * Method: forty holders and room for fewer, then the giver's cure, another default, or a holder that hands its position on.
 */
import { DAY_MS } from "@novate/num";
import { expect, test, vi } from "vitest";
import { positionOf } from "../ledger/balances.ts";
import { outcomeOf } from "../novation/twoTraders.fixture.ts";
import { listFuture } from "../testing/contracts.ts";
import { createCrisis, eventsOf, fallTo, isManaged, segmentOf } from "../testing/crisis.ts";
import { runCycle } from "../testing/cycle.ts";
import type { TestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC_FEED,
  BTC_PERP,
  btcTicks,
  GENESIS_MS,
  perpLots,
  SEGMENT,
  USDC,
  usdc,
} from "../testing/testMarket.ts";
import { tradeOf } from "../testing/trades.ts";

function withWork(house: TestHouse, workPerBlock: number): void {
  const { parameters, ...rest } = segmentOf(house);
  const clearing = { ...parameters.clearing, workPerBlock };
  house.state.segments.put({ ...rest, parameters: { ...parameters, clearing } });
}

const lapOf = (house: TestHouse) => house.state.markets.get(BTC_PERP)!.tearUp;

/** Forty shorts against a rich long, and a spent long whose tear-up finds room for some of them. */
function inTheMiddleOfALap() {
  const house = createCrisis({ backstops: [] });
  const giver = house.openAccount(address(500), usdc(220_000));
  const other = house.openAccount(address(501), usdc(100_000));
  const rich = house.openAccount(address(502), usdc(9_000_000));
  const shorts = Array.from({ length: 40 }, (_, n) => house.openAccount(address(1_000 + n), usdc(1_000_000)));
  const twin = house.openAccount(address(503), usdc(5_000_000));
  for (const id of shorts) house.novate(rich, id, BTC_PERP, perpLots(900), btcTicks(100_000));
  house.novate(giver, twin, BTC_PERP, perpLots(40_000), btcTicks(100_000));
  withWork(house, 46);
  fallTo(house, 94_000);
  expect(lapOf(house)).not.toBeNull();
  return { house, giver, other, rich, shorts, twin };
}

test("LIQ-064 a lap ends with its giver's cure, and the next tear-up comes to everybody", () => {
  const { house, giver, other, shorts } = inTheMiddleOfALap();
  house.deposit(giver, USDC, usdc(20_000_000));
  withWork(house, 16_384);
  fallTo(house, 94_000);
  expect(isManaged(house, giver)).toBe(false);
  expect(lapOf(house)).toBeNull();

  fallTo(house, 94_000, 7 * DAY_MS);
  for (const id of shorts) house.novate(other, id, BTC_PERP, perpLots(100), btcTicks(94_000));
  house.openBlock(house.timeMs + 1_000);
  house.setPrice(BTC_FEED, 64_000);
  runCycle(house, SEGMENT);
  const events = [...fallTo(house, 64_000), ...fallTo(house, 64_000)];
  const bearers = eventsOf(events, "PositionTornUp").filter(({ isGiver }) => !isGiver);
  expect(new Set(bearers.map(({ accountId }) => accountId))).toEqual(new Set(shorts.concat(shorts.at(-1)! + 1)));
});

test("LIQ-065 LIQ-064 who breaks while a lap is under way gives after it, and its cure ends it all the same", () => {
  const { house, giver, other, rich } = inTheMiddleOfALap();
  house.novate(other, rich, BTC_PERP, perpLots(100), btcTicks(94_000));
  house.moveCash(other, rich, usdc(100_000));
  const events = fallTo(house, 94_000);
  expect(isManaged(house, other)).toBe(true);
  const givers = eventsOf(events, "PositionTornUp").filter(({ isGiver }) => isGiver);
  expect(new Set(givers.map(({ accountId }) => accountId))).toEqual(new Set([giver]));
  house.deposit(giver, USDC, usdc(20_000_000));
  withWork(house, 16_384);
  fallTo(house, 94_000);
  expect(lapOf(house)).toBeNull();
  expect(positionOf(house.account(other), BTC_PERP)).toBeUndefined(); // borne by all who stand opposite
});

test("NOV-062 while a tear-up passes in laps nobody hands its position on", () => {
  const { house, twin } = inTheMiddleOfALap();
  const spare = house.openAccount(address(503), usdc(5_000_000));
  const { lots } = positionOf(house.account(twin), BTC_PERP)!;
  withWork(house, 1);
  const codeOf = () => {
    const trade = tradeOf(house, twin, spare, -lots as typeof lots, btcTicks(94_000));
    return outcomeOf(house, trade).code;
  };
  expect(codeOf()).toBe("MarketRestricted");
  withWork(house, 16_384);
  while (lapOf(house) !== null) fallTo(house, 94_000);
  expect(codeOf()).not.toBe("MarketRestricted");
});

test("LIQ-066 a block ranks the holders of no more contracts than it has work for, and comes to all of them", () => {
  const [contracts, holders] = [24, 30];
  const ids = Array.from({ length: contracts }, (_, n) => 10 + n);
  const changes = ids.map((instrumentId) =>
    listFuture(GENESIS_MS + 300 * DAY_MS, { instrumentId, symbol: `F${instrumentId}` }),
  );
  const house = createCrisis({ backstops: [], changes });
  const spent = house.openAccount(address(1), usdc(contracts * holders * 10));
  const opposite = Array.from({ length: holders }, (_, n) => house.openAccount(address(100 + n), usdc(1_000_000)));
  for (const instrumentId of ids)
    for (const id of opposite) house.novate(spent, id, instrumentId, perpLots(1), btcTicks(100_000));
  withWork(house, 200);
  const looks = vi.spyOn(house.house.margin, "isHedge");
  let block = 0;
  for (; house.account(spent).positions.length > 0; block += 1) {
    const before = looks.mock.calls.length;
    fallTo(house, 80_000);
    expect(looks.mock.calls.length - before).toBeLessThanOrEqual(200 + holders);
    expect(block).toBeLessThan(contracts);
    runCycle(house, SEGMENT); // a cut of gains waits for the end of the one before
  }
  expect(block).toBeGreaterThan(2);
});
