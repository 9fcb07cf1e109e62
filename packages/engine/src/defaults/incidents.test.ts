/**
 * Goal: what broke other houses does not break this one.
 * Method: the shape of each event, scaled, ratios kept; where it can be shown, what would happen without the guard.
 */
import { HOUR_MS } from "@novate/num";
import { createRandom } from "@novate/stdx";
import { expect, test } from "vitest";
import { mustMark } from "../ledger/mark.ts";
import {
  cashOf,
  createCrisis,
  eventsOf,
  fallTo,
  fund,
  healthOf,
  isManaged,
  lotsOf,
  segmentOf,
} from "../testing/crisis.ts";
import { runBlock } from "../testing/runBlock.ts";
import type { TestHouse } from "../testing/testHouse.ts";
import { address, BTC_FEED, BTC_PERP, btcTicks, PUBLISHER_SIGNER, perpLots, usdc } from "../testing/testMarket.ts";
import { observationOf } from "../testing/trades.ts";

const held = (house: TestHouse, accountId: number): bigint => lotsOf(house.account(accountId))[0]?.[1] ?? 0n;

/**
 * JELLY, 26 March 2025. The attacker crossed with himself, let the liquidator's vault inherit the short, and drove the
 * price up more than fourfold; the vault shared its collateral with others, so that nothing ever stopped its loss.
 */
function jelly() {
  const house = createCrisis({ backstops: [400_000] });
  fund(house, { skinAtoms: usdc(50_000), juniorFundAtoms: usdc(50_000), seniorFundAtoms: usdc(50_000) });
  house.openBlock();
  house.setPrice(BTC_FEED, 10_000);
  const attackerLong = house.openAccount(address(1), usdc(2_000_000));
  const attackerShort = house.openAccount(address(2), usdc(130_000)); // another name of the same hand
  house.novate(attackerLong, attackerShort, BTC_PERP, perpLots(100_000), btcTicks(10_000)); // a hundred bitcoins with himself
  return { house, attackerLong, attackerShort, backstop: 1 };
}
/** A hundredth every ten seconds, until the price is five and a half times what it was. */
const JELLY_PATH = Array.from({ length: 172 }, (_, index) => Math.round(10_000 * 1.01 ** index));

test("LIQ-013 incident: a backstop that inherits a squeezed short loses no more than its own capital", () => {
  const { house, attackerLong, attackerShort, backstop } = jelly();
  let inherited = 0n;
  for (const dollars of JELLY_PATH) {
    for (const { passages } of eventsOf(fallTo(house, dollars, 10_000), "PositionsClosedOut"))
      inherited -= passages[0]!.lots;
    expect(healthOf(house, backstop).equityAtoms).toBeGreaterThan(0n);
  }
  expect(inherited).toBeGreaterThan(0n); // it did inherit
  expect(held(house, attackerShort)).toBe(0n);
  // The attacker's long went with the short it was opened against; the backstop carries what its capital bears.
  expect(held(house, attackerLong)).toBe(-held(house, backstop));
  expect(held(house, attackerLong)).toBeLessThan(60_000n);
  // What of the short nobody could carry was torn up in the block in which its equity went: a step of the price at most.
  expect(segmentOf(house).skinAtoms).toBeGreaterThan(usdc(49_900));
  expect(segmentOf(house)).toMatchObject({
    juniorFundAtoms: usdc(50_000),
    seniorFundAtoms: usdc(50_000),
    uncoveredAtoms: 0n,
  });
});

test("LIQ-013 incident: without watching the backstop the same squeeze is past its capital", () => {
  const { house, backstop } = jelly();
  let price = 0;
  for (const dollars of JELLY_PATH) {
    price = dollars;
    fallTo(house, dollars, 10_000);
    if (held(house, backstop) !== 0n) break; // it has just inherited the short
  }
  for (const dollars of JELLY_PATH.filter((dollars) => dollars > price)) {
    house.openBlock(); // marks move, nobody looks
    house.setPrice(BTC_FEED, dollars);
  }
  expect(healthOf(house, backstop).equityAtoms).toBeLessThan(0n);
});

/**
 * Hyperliquid, 10–11 October 2025: deleveraging in a queue took tens of millions more from winners than was missing.
 *
 * Scaled: 150 accounts on both sides, the price falls by half in ten minutes, backstops and fund are far too small.
 */
test("LIQ-037 LIQ-041 DFLT-003 INV-006 incident: a crash tears up what is missing, and not a lot more", () => {
  const random = createRandom("adl");
  const house = createCrisis({ backstops: [40_000, 20_000] });
  fund(house, { skinAtoms: usdc(20_000), juniorFundAtoms: usdc(20_000) });
  const longs = Array.from({ length: 100 }, (_, index) =>
    house.openAccount(address(100 + index), usdc(random.nextInt(2_000, 9_000))),
  );
  const shorts = Array.from({ length: 50 }, (_, index) =>
    house.openAccount(address(300 + index), usdc(random.nextInt(40_000, 90_000))),
  );
  for (const id of longs) {
    const short = shorts[random.nextInt(0, shorts.length - 1)]!;
    const size = Math.floor(Number(cashOf(house, id)) / 1_000_000 / random.nextInt(12, 40)); // three to eight times leveraged
    house.novate(id, short, BTC_PERP, perpLots(size), btcTicks(100_000));
  }
  const deposited = new Map(shorts.map((id) => [id, cashOf(house, id)]));
  let torn = 0n;
  for (let step = 0; step <= 60; step += 1) {
    house.house.takeEvents();
    const heldBefore = new Map(longs.map((id) => [id, held(house, id)]));
    const events = fallTo(house, 100_000 - Math.round((50_000 * step) / 60), 10_000);
    const gone = new Map<number, bigint>();
    for (const { accountId, isGiver, lots, lossAtoms, priceTicks } of eventsOf(events, "PositionTornUp")) {
      expect(priceTicks).toBe(mustMark(house.state, BTC_PERP));
      if (isGiver) gone.set(accountId, (gone.get(accountId) ?? 0n) - lots);
      else {
        expect(lossAtoms).toBeGreaterThanOrEqual(0n);
        expect(shorts.includes(accountId) || accountId <= 2).toBe(true);
        torn += lots > 0n ? lots : -lots;
      }
    }
    for (const { accountId, passages } of eventsOf(events, "PositionsClosedOut"))
      for (const { lots } of passages) gone.set(accountId, (gone.get(accountId) ?? 0n) + lots);
    for (const id of longs) {
      const left = held(house, id);
      expect(left).toBe(heldBefore.get(id)! - (gone.get(id) ?? 0n)); // exactly: nothing is torn up twice or beyond
      expect(left).toBeGreaterThanOrEqual(0n);
    }
    for (const id of shorts) expect(held(house, id)).toBeLessThanOrEqual(0n);
  }
  expect(torn).toBeGreaterThan(0n);
  // Winners keep everything they brought; only what they won may have been cut.
  for (const id of shorts) expect(healthOf(house, id).equityAtoms).toBeGreaterThanOrEqual(deposited.get(id)!);
  expect(segmentOf(house).uncoveredAtoms).toBe(0n);
  for (const id of longs) expect(healthOf(house, id).equityAtoms).toBeGreaterThanOrEqual(0n);
});

/** dYdX, 10 October 2025: closing the whole open interest of a market drove a pool negative, and the chain halted. */
test("DFLT-003 incident: the last two accounts of a market end it, and the fund pays exactly", () => {
  const house = createCrisis({ backstops: [] });
  fund(house, { skinAtoms: usdc(1_000), juniorFundAtoms: usdc(50_000) });
  const [long, short] = [house.openAccount(address(1), usdc(20_000)), house.openAccount(address(2), usdc(500_000))];
  house.novate(long, short, BTC_PERP, perpLots(1_000), btcTicks(100_000));
  fallTo(house, 72_000); // 28,000 lost, 20,000 there
  expect(house.state.markets.get(BTC_PERP)!.openLots).toBe(0n);
  expect(segmentOf(house)).toMatchObject({ skinAtoms: 0n, juniorFundAtoms: usdc(43_000), uncoveredAtoms: 0n });
  expect(healthOf(house, short).equityAtoms).toBe(usdc(528_000));
  expect(isManaged(house, long)).toBe(false);
});

/** dYdX, the same night: after hours of silence the first block closed out on prices from before it. */
test("LIQ-001 INV-013 incident: after an outage nobody is closed out before a price from after it", () => {
  const house = createCrisis({ backstops: [1_000_000] });
  const [long, rich] = [house.openAccount(address(1), usdc(25_000)), house.openAccount(address(2), usdc(500_000))];
  house.novate(long, rich, BTC_PERP, perpLots(1_000), btcTicks(100_000));
  house.openBlock();
  house.setPrice(BTC_FEED, 80_000); // the last word before the silence
  const quiet = runBlock(house, [], 4 * HOUR_MS);
  expect(eventsOf(quiet.events, "AccountManaged")).toEqual([]);
  const say = (dollars: number) =>
    runBlock(house, [{ command: observationOf(house, BTC_FEED, dollars), signer: PUBLISHER_SIGNER }]);
  expect(eventsOf(say(100_000).events, "AccountManaged")).toEqual([]); // a jump, to be confirmed
  expect(eventsOf(say(100_000).events, "AccountManaged")).toEqual([]); // and it was well all the time
  expect(held(house, long)).toBe(1_000n);
});
