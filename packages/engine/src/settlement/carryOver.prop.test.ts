/**
 * Goal: what does not fit a block follows in the next ones, to the same end: no atom is lost or made, whoever acts meanwhile,
 * and a node that restarts in every block writes the same rows.
 * Method: seeded histories of trades, cycles and expiries under budgets of a few payments, beside one without a bound and
 * beside a house rebuilt from its rows before each block.
 */
import type { Event } from "@novate/codec";
import { MINUTE_MS, type Ticks, ticks } from "@novate/num";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Receipt } from "../command/block.ts";
import { backstopAccount } from "../governance/founding/index.ts";
import { WorkingHouse } from "../house.ts";
import { createState, type State, tableNames } from "../state/state.ts";
import type { Table } from "../state/table.ts";
import { listCall, listFuture, listPut } from "../testing/contracts.ts";
import { eventsOf, healthOf, segmentOf } from "../testing/crisis.ts";
import { type Asked, runBlock } from "../testing/runBlock.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC_FEED,
  BTC_PERP,
  btcTicks,
  GENESIS_MS,
  ownerSigner,
  PUBLISHER_SIGNER,
  SEGMENT,
  testGenesis,
  UNDERLYING,
  USDC,
  USDC_FEED,
  usdc,
  VENUE_SIGNER,
} from "../testing/testMarket.ts";
import { reportOf, tradeOf } from "../testing/trades.ts";

const limits = vi.hoisted(() => ({ relief: 0, touched: 100, expiries: 3, cycles: 7, interest: 2, ids: 5 }));
vi.mock("../derived/payments.ts", async (original) => {
  const { Budget, Payments } = await original<typeof import("../derived/payments.ts")>();
  /** Leaves nothing to the others, so that these stay as small as a test asks. */
  class Reserve extends Budget {
    override get left(): number {
      return 0;
    }
  }
  class Limited extends Payments {
    override begin(): void {
      for (const name of ["relief", "touched"] as const) this[name] = new Reserve(limits[name]);
      for (const name of ["expiries", "cycles", "interest"] as const) this[name] = new Budget(limits[name]);
    }
  }
  return {
    Budget,
    Payments: Limited,
    get IDS_A_BLOCK() {
      return limits.ids;
    },
  };
});
const LIMITS = { relief: 0, touched: 100, expiries: 3, cycles: 7, interest: 2, ids: 5 };
beforeEach(() => Object.assign(limits, LIMITS));

const EXPIRY_MS = GENESIS_MS + 40 * MINUTE_MS;
const DATED = [2, 3, 4] as const;
const SLICE = { expiryMs: EXPIRY_MS, aE9: 19_000n, bE9: 0n, rhoE9: 0n, mE9: 0n, sigmaE9: 100_000_000n };

function createHouse(accounts: number, dollars = 60_000): { house: TestHouse; ids: number[] } {
  const house = createTestHouse(
    testGenesis({
      changes: [
        listFuture(EXPIRY_MS, { instrumentId: 2 }),
        listCall(btcTicks(99_000), EXPIRY_MS, { instrumentId: 3 }),
        listPut(btcTicks(101_000), EXPIRY_MS, { instrumentId: 4 }),
      ],
      accounts: [backstopAccount(address(0xe00), SEGMENT, USDC, usdc(1_000_000))],
    }),
  );
  const segment = segmentOf(house);
  const clearing = { ...segment.parameters.clearing, variationCycleMs: 5 * MINUTE_MS };
  house.state.segments.put({ ...segment, parameters: { ...segment.parameters, clearing } });
  const ids = Array.from({ length: accounts }, (_, n) => house.openAccount(address(1 + n), usdc(dollars)));
  return { house, ids };
}

/** A block with a price of bitcoin, and trades. */
function say(house: TestHouse, cents: number, stepMs: number, asked: readonly Asked[]) {
  const publishedAtMs = house.timeMs + stepMs;
  const observations = [
    { feedId: BTC_FEED, value: BigInt(cents) * 1_000_000n, confidence: 0n, publishedAtMs },
    { feedId: USDC_FEED, value: 100_000_000n + BigInt(cents % 2), confidence: 0n, publishedAtMs },
  ];
  const surfaces =
    house.timeMs < GENESIS_MS + 2_000 ? [{ underlyingId: UNDERLYING, publishedAtMs, slices: [SLICE] }] : [];
  const command = { type: "SubmitObservations" as const, publisherId: 1, observations, surfaces };
  return runBlock(house, [{ command, signer: PUBLISHER_SIGNER }, ...asked], stepMs);
}

function traded(
  house: TestHouse,
  instrumentId: number,
  buyer: number,
  seller: number,
  size: bigint,
  price: Ticks,
): Asked {
  const trade = tradeOf(house, buyer, seller, size, price, { instrumentId });
  for (const leg of [trade.buyer, trade.seller]) if (leg.type === "Order") Object.assign(leg.order, { instrumentId });
  return { command: reportOf(trade), signer: VENUE_SIGNER };
}

/** Park and Miller's generator: numbers below `below`. */
function randomFrom(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

interface Step {
  readonly cents: number;
  readonly stepMs: number;
  /** Instrument, buyer, seller, lots. */
  readonly trades: readonly (readonly [number, number, number, number])[];
}

/** Prices that wander by `drift` cents a block, and by `trend` up and down; trades until the expiry, and quiet at the end. */
function scriptOf(seed: number, accounts: number, drift: number, trend = 0): Step[] {
  const random = randomFrom(seed);
  const steps: Step[] = [];
  let cents = 10_000_000;
  for (let block = 0; block < 190; block += 1) {
    cents += random(2 * drift) - drift + 1 + (Math.floor(block / 30) % 2 === 0 ? trend : -trend);
    const trades = Array.from({ length: block < 170 ? random(3) : 0 }, () => {
      const buyer = random(accounts);
      const seller = (buyer + 1 + random(accounts - 1)) % accounts;
      return [[BTC_PERP, ...DATED][random(4)]!, buyer, seller, 1 + random(40)] as const;
    });
    steps.push({ cents, stepMs: 14_000 + random(3_000), trades });
  }
  return steps;
}

function askedOf(house: TestHouse, ids: readonly number[], { trades }: Step): Asked[] {
  return trades.flatMap(([instrumentId, buyer, seller, size]) => {
    const mark = house.state.markets.get(instrumentId)!.mark;
    if (mark === null) return [];
    return [traded(house, instrumentId, ids[buyer]!, ids[seller]!, BigInt(size), ticks(mark.priceTicks))];
  });
}

const play = (house: TestHouse, { cents, stepMs }: Step, asked: readonly Asked[]): readonly Event[] =>
  say(house, cents, stepMs, asked).events;

/** Trades that were answered to ask again. */
const unsettledIn = (receipts: readonly Receipt[]): number =>
  receipts
    .flatMap(({ outcomes }) => outcomes)
    .filter((outcome) => !outcome.accepted && outcome.refusal.code === "AccountUnsettled").length;

const isIdle = (house: TestHouse): boolean => {
  const { cycle, transitAtoms } = segmentOf(house);
  return cycle === null && transitAtoms === 0n;
};

const rowsOf = (state: State): unknown[] => tableNames.map((name) => [...(state[name] as Table<unknown>).slots()]);

/** The house as a node finds it after a restart: its rows, and nothing that was derived. */
function restart(house: TestHouse): void {
  const state = createState();
  for (const name of tableNames)
    for (const [slot, row] of (house.state[name] as Table<unknown>).slots())
      (state[name] as Table<unknown>).restore(slot, row);
  Object.assign(house, { house: new WorkingHouse(state) });
}

describe.each([11, 12, 13])("SETL-029 seed %d", (seed) => {
  test("SETL-028 INV-003 under a small budget everybody ends with what one without a bound pays", () => {
    const script = scriptOf(seed, 9, 12_000);
    const run = (budget: number) => {
      Object.assign(limits, { expiries: budget, cycles: budget, interest: budget, ids: budget });
      const { house, ids } = createHouse(9);
      let carried = 0;
      for (const step of script) {
        play(house, step, askedOf(house, ids, step));
        if (!isIdle(house)) carried += 1;
      }
      expect(isIdle(house)).toBe(true);
      expect(house.state.managed.size).toBe(0);
      for (const id of DATED)
        expect(house.state.markets.get(id)).toMatchObject({ openLots: 0n, expiredLots: 0n, expiredAtoms: 0n });
      return { carried, equity: ids.map((id) => healthOf(house, id).equityAtoms), dust: segmentOf(house).dustAtoms };
    };
    const [bounded, free] = [run(5), run(1_000_000)];
    expect(free.carried).toBe(0);
    expect(bounded.carried).toBeGreaterThan(20);
    expect(bounded.equity).toEqual(free.equity);
    expect(bounded.dust).toBe(free.dust);
  });

  test("INV-017 INV-019 with defaults among them, a house rebuilt from its rows in every block writes the same rows", () => {
    const script = scriptOf(seed, 9, 12_000, 60_000);
    const [running, rebuilt] = [createHouse(9, 1_500), createHouse(9, 1_500)];
    Object.assign(limits, { touched: 2 });
    let [managed, carried, waiting] = [0, 0, 0];
    for (const step of script) {
      const asked = askedOf(running.house, running.ids, step);
      const { events, receipts } = say(running.house, step.cents, step.stepMs, asked);
      restart(rebuilt.house);
      expect(play(rebuilt.house, step, asked)).toEqual(events);
      waiting += unsettledIn(receipts);
      if (!isIdle(running.house)) carried += 1;
      expect(rowsOf(rebuilt.house.state)).toEqual(rowsOf(running.house.state));
      managed += eventsOf(events, "AccountManaged").length;
    }
    expect(isIdle(running.house)).toBe(true);
    expect(managed).toBeGreaterThan(0);
    expect(carried).toBeGreaterThan(10);
    expect(waiting).toBeGreaterThan(0);
  });
});

test("SETL-026 SETL-027 SETL-031 INV-011 an expiry pays its own holders, without a cycle, and one that nobody holds is one event", () => {
  const strikes = Array.from({ length: 60 }, (_, n) =>
    listCall(btcTicks(80_000 + 500 * n), EXPIRY_MS, { instrumentId: 10 + n, symbol: `C${n}` }),
  );
  const house = createTestHouse(testGenesis({ changes: [...strikes, listFuture(EXPIRY_MS, { instrumentId: 2 })] }));
  const ids = Array.from({ length: 20 }, (_, n) => house.openAccount(address(1 + n), usdc(100_000)));
  say(house, 10_000_000, 1_000, []);
  for (const [n, id] of ids.entries())
    if (n % 2 === 0) house.novate(id, ids[n + 1]!, n < 4 ? 2 : BTC_PERP, 10n as never, btcTicks(100_000));
  for (let minutes = 20; minutes >= 1; minutes -= 1)
    say(house, 10_000_100 + (minutes % 2), EXPIRY_MS - MINUTE_MS * minutes - house.timeMs, []);
  const events = [...say(house, 10_000_100, EXPIRY_MS - house.timeMs, []).events];
  expect(eventsOf(events, "InstrumentSettled")).toHaveLength(61);
  expect(eventsOf(events, "PositionExpired")).toHaveLength(limits.expiries);
  events.push(...say(house, 10_000_101, 1_000, []).events);
  const paid = eventsOf(events, "PositionExpired");
  expect(paid.map(({ accountId }) => accountId)).toEqual(ids.slice(0, 4));
  expect(paid.reduce((sum, { gainAtoms }) => sum + gainAtoms, 0n)).toBe(0n);
  expect(eventsOf(events, "VariationMarginSettled")).toEqual([]);
});

test("SETL-009 SETL-030 whoever acts is paid first, at the strike", () => {
  const { house, ids } = createHouse(8);
  const [first, last, other] = [ids[0]!, ids[7]!, ids[5]!];
  for (let block = 0; block < 3; block += 1) say(house, 10_000_000 + block, 1_000, []);
  house.novate(first, last, BTC_PERP, 100n as never, btcTicks(99_000));
  house.novate(ids[1]!, other, BTC_PERP, 100n as never, btcTicks(100_000));
  const cycleMs = Math.ceil(house.timeMs / (5 * MINUTE_MS)) * 5 * MINUTE_MS;
  Object.assign(limits, { cycles: 1, expiries: 0 });
  const struck = say(house, 10_000_500, cycleMs - house.timeMs, []).events;
  expect(eventsOf(struck, "VariationMarginSettled").map(({ accountId }) => accountId)).toEqual([first]);
  const mark = house.state.markets.get(BTC_PERP)!.strike!.priceTicks;
  // The price moves on; the account that trades is paid at the strike nevertheless.
  const { events, receipts } = say(house, 10_050_000, 1_000, [traded(house, BTC_PERP, last, other, 10n, mark)]);
  expect(receipts[1]!.outcomes[0]).toEqual({ accepted: true });
  const paid = eventsOf(events, "VariationMarginSettled").map(({ accountId }) => accountId);
  expect(paid.slice(0, 2)).toEqual([other, last]);
});

test("SETL-034 a stranger that names accounts has nobody paid, one of their owners has", () => {
  const { house, ids } = createHouse(8);
  const [last, other] = [ids[7]!, ids[6]!];
  for (let block = 0; block < 3; block += 1) say(house, 10_000_000 + block, 1_000, []);
  house.novate(ids[0]!, ids[1]!, BTC_PERP, 100n as never, btcTicks(99_000));
  house.novate(other, last, BTC_PERP, 100n as never, btcTicks(99_000));
  const cycleMs = Math.ceil(house.timeMs / (5 * MINUTE_MS)) * 5 * MINUTE_MS;
  Object.assign(limits, { cycles: 1, expiries: 0 });
  say(house, 10_000_500, cycleMs - house.timeMs, []);
  const command = {
    type: "TransferCollateral",
    sourceAccountId: last,
    targetAccountId: other,
    assetId: USDC,
    amountAtoms: usdc(1),
  } as const;
  const paidIn = (owner: Parameters<typeof ownerSigner>[0]) => {
    const { events } = say(house, 10_000_400, 1_000, [{ command, signer: ownerSigner(owner) }]);
    return eventsOf(events, "VariationMarginSettled").map(({ accountId }) => accountId);
  };
  expect(paidIn(address(0x9_0000))).not.toContain(last);
  expect(paidIn(house.account(last).owner)[0]).toBe(last);
});
