/**
 * Goal: an option worth less than half a tick has a price, zero, so that whoever wrote it is neither closed out for having
 * won nor kept from buying it back. Method: whole blocks with published prices and one surface, until the mark is zero.
 */
import { type CommandOf, InstrumentStatus } from "@novate/codec";
import { HOUR_MS, ticks } from "@novate/num";
import { beforeEach, describe, expect, test } from "vitest";
import { backstopAccount } from "../governance/founding/index.ts";
import { mustMark } from "../ledger/mark.ts";
import { listCall, listPut } from "../testing/contracts.ts";
import { eventsOf, healthOf, lotsOf } from "../testing/crisis.ts";
import { type Asked, runBlock } from "../testing/runBlock.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC_FEED,
  btcTicks,
  GENESIS_MS,
  PUBLISHER_SIGNER,
  SEGMENT,
  testGenesis,
  UNDERLYING,
  USDC,
  usdc,
  VENUE_SIGNER,
} from "../testing/testMarket.ts";
import { reportOf, tradeOf } from "../testing/trades.ts";

const EXPIRY_MS = GENESIS_MS + 72 * HOUR_MS;
const OPTION = 3;
/** Short of an outage, after which only new marks would count; odd, so that the price moves in every block. */
const STEP_MS = 240_001;
/** A flat smile of half a unit of volatility over the three days: total variance 0.25 · 3 / 365. */
const SLICE = { expiryMs: EXPIRY_MS, aE9: 2_055_000n, bE9: 0n, rhoE9: 0n, mE9: 0n, sigmaE9: 100_000_000n };
const BACKSTOP = backstopAccount(address(0xe00), SEGMENT, USDC, usdc(5_000_000));

type Surfaces = CommandOf<"SubmitObservations">["surfaces"];

/** The next block: bitcoin at 100,000 or 100,001 dollars, and other commands. */
function step(house: TestHouse, stepMs: number, asked: readonly Asked[] = [], surfaces: Surfaces = []) {
  const publishedAtMs = house.timeMs + stepMs;
  const value = (100_000n + BigInt(publishedAtMs % 2)) * 100_000_000n;
  const observations = [{ feedId: BTC_FEED, value, confidence: 0n, publishedAtMs }];
  const command: CommandOf<"SubmitObservations"> = {
    type: "SubmitObservations",
    publisherId: 1,
    observations,
    surfaces,
  };
  return runBlock(house, [{ command, signer: PUBLISHER_SIGNER }, ...asked], stepMs);
}

function traded(house: TestHouse, buyer: number, seller: number, size: bigint, price: bigint): Asked {
  const trade = tradeOf(house, buyer, seller, size, ticks(price), { instrumentId: OPTION });
  for (const leg of [trade.buyer, trade.seller])
    if (leg.type === "Order") Object.assign(leg.order, { instrumentId: OPTION });
  return { command: reportOf(trade), signer: VENUE_SIGNER };
}

const kinds = [
  ["call", listCall(btcTicks(115_000), EXPIRY_MS, { instrumentId: OPTION })],
  ["put", listPut(btcTicks(85_000), EXPIRY_MS, { instrumentId: OPTION })],
] as const;

describe.each(kinds)("a %s three days before its expiry, far out of the money", (_, listing) => {
  let house: TestHouse;
  let writer: number;
  let holder: number;
  const managed = () => house.state.managed.size;
  const outcome = (price: bigint) =>
    step(house, 1_001, [traded(house, writer, holder, 1n, price)]).receipts[1]!.outcomes[0];

  beforeEach(() => {
    house = createTestHouse(testGenesis({ changes: [listing], accounts: [BACKSTOP] }));
    [writer, holder] = [house.openAccount(address(1), usdc(60_000)), house.openAccount(address(2), usdc(1_000_000))];
    step(house, 1_001, [], [{ underlyingId: UNDERLYING, publishedAtMs: house.timeMs + 1_001, slices: [SLICE] }]);
    step(house, 1_001, [traded(house, holder, writer, 3_000n, mustMark(house.state, OPTION))]);
    expect(lotsOf(house.account(writer))).toEqual([[OPTION, -3_000n]]);
  });

  const untilWorthless = () => {
    while (mustMark(house.state, OPTION) > 0n) step(house, STEP_MS);
  };

  test("ORCL-040 costs its writer no more margin at a mark of zero than two blocks before, at the same price", () => {
    const required: bigint[] = [];
    while (mustMark(house.state, OPTION) > 0n) {
      required.push(healthOf(house, writer).maintenanceAtoms);
      step(house, STEP_MS);
    }
    const { isPriced, maintenanceAtoms } = healthOf(house, writer);
    expect(isPriced).toBe(true);
    const before = required.at(-2)!;
    expect(maintenanceAtoms).toBeLessThanOrEqual(before + before / 1_000_000n); // time value left in the deepest scenario
    for (let blocks = 0; blocks < 5; blocks += 1) step(house, STEP_MS);
    expect(managed()).toBe(0);
    expect(lotsOf(house.account(writer))).toEqual([[OPTION, -3_000n]]);
  });

  test("NOV-048 NOV-049 is bought back for nothing or for a tick, not for less than nothing", () => {
    untilWorthless();
    expect(outcome(-1n)).toMatchObject({ accepted: false, refusal: { code: "PriceNotPositive" } });
    expect(outcome(0n)).toMatchObject({ accepted: true });
    expect(outcome(1n)).toMatchObject({ accepted: true });
    expect(lotsOf(house.account(writer))).toEqual([[OPTION, -2_998n]]);
  });

  test("ORCL-041 keeps its price in the block that settles it, though no slice of the surface lives on", () => {
    const opened: number[] = [];
    while (house.state.markets.get(OPTION)!.status === InstrumentStatus.listed) {
      const { events } = step(house, STEP_MS);
      opened.push(...eventsOf(events, "AccountManaged").map(({ managed }) => managed.accountId));
    }
    expect(opened).toEqual([]);
    expect(house.state.markets.get(OPTION)!.settlementTicks).toBe(0n);
    expect(house.account(writer).positions).toEqual([]);
  });
});
