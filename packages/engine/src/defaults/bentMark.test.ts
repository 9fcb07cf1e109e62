/**
 * Goal: prints bend no price at which anything is taken, passed or paid, however large, long and well placed.
 * Method: two names of one hand print at the edge of the band, minute after minute; hedged accounts in good standing hold what they
 * print, and the hand owns the backstop, or the failing account, or the other side of what is ended.
 */
import { type Change, type Event, InstrumentStatus } from "@novate/codec";
import { atoms, DAY_MS, HOUR_MS, MINUTE_MS, ppm } from "@novate/num";
import fc from "fast-check";
import { expect, test } from "vitest";
import { backstopAccount } from "../governance/founding/index.ts";
import { balanceOf, withBalance } from "../ledger/balances.ts";
import { hasInitialMargin } from "../ledger/health.ts";
import { mustGet } from "../state/state.ts";
import { listCall, listFuture, listPerpetual, listPut } from "../testing/contracts.ts";
import { eventsOf, healthOf, segmentOf } from "../testing/crisis.ts";
import { type Asked, runBlock } from "../testing/runBlock.ts";
import { TestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC_FEED,
  BTC_PERP,
  btcTicks,
  GENESIS_MS,
  PUBLISHER_SIGNER,
  SEGMENT,
  TEST_CHANGES,
  testGenesis,
  UNDERLYING,
  USDC,
  USDC_FEED,
  usdc,
  VENUE_SIGNER,
} from "../testing/testMarket.ts";
import { reportOf, tradeOf, wordsAt } from "../testing/trades.ts";

const [FUTURE, OTHER_PERP, CALL, PUT] = [2, 3, 4, 5] as const;
const EXPIRY_MS = GENESIS_MS + 30 * DAY_MS;
const dollars = (atoms: bigint) => Number(atoms) / 1e6;

function say(house: TestHouse, price: number, stepMs: number, asked: readonly Asked[] = []) {
  const publishedAtMs = house.timeMs + stepMs;
  const prices = [[BTC_FEED, price], [USDC_FEED, 1]] as const; // biome-ignore format: a table
  const observations = wordsAt(house, publishedAtMs, prices);
  const said = { type: "SubmitObservations", publisherId: 1, observations, surfaces: [] } as const;
  const block = runBlock(house, [{ command: said, signer: PUBLISHER_SIGNER }, ...asked], stepMs);
  for (const { outcomes } of block.receipts.slice(1))
    expect(outcomes.map((each) => (each.accepted ? "taken" : each.refusal.code))).toEqual(outcomes.map(() => "taken"));
  return block;
}

interface Leg {
  readonly instrumentId: number;
  readonly buyer: number;
  readonly seller: number;
  readonly lots: bigint;
  readonly ticks: bigint;
}

/** One report; legs of one group stand or fall together. */
function traded(house: TestHouse, legs: readonly Leg[], isGroup = false): Asked {
  const trades = legs.map(({ instrumentId, buyer, seller, lots, ticks }) => {
    const trade = tradeOf(house, buyer, seller, lots, ticks as ReturnType<typeof btcTicks>, { instrumentId });
    for (const leg of [trade.buyer, trade.seller]) if (leg.type === "Order") Object.assign(leg.order, { instrumentId });
    return isGroup ? { ...trade, group: 1 } : trade;
  });
  return { command: reportOf(...trades), signer: VENUE_SIGNER };
}

/** What offsets a long perpetual: the instruments, with the sign in which they are held. */
const HEDGES = {
  none: [],
  future: [[FUTURE, -1n]],
  perpetual: [[OTHER_PERP, -1n]],
  options: [[CALL, -1n], [PUT, 1n]], // biome-ignore format: a table
} as const satisfies Record<string, readonly (readonly [number, bigint])[]>;
type Hedge = keyof typeof HEDGES;

function founded(backstop = 20_000_000) {
  const feeless = TEST_CHANGES.map((each) => (each.type === "RegisterVenue" ? { ...each, feePpm: ppm(0n) } : each));
  const strike = btcTicks(100_000);
  const changes: Change[] = [
    ...(feeless as Change[]),
    listFuture(EXPIRY_MS, { instrumentId: FUTURE }),
    listPerpetual({ instrumentId: OTHER_PERP }),
    listCall(strike, EXPIRY_MS, { instrumentId: CALL }),
    listPut(strike, EXPIRY_MS, { instrumentId: PUT }),
  ];
  const accounts = backstop === 0 ? [] : [backstopAccount(address(0xe00), SEGMENT, USDC, usdc(backstop))];
  const skins = [{ segmentId: SEGMENT, amountAtoms: usdc(1_000_000) }];
  const house = new TestHouse({ ...testGenesis({ accounts, skins }), changes });
  const slices = [
    { expiryMs: EXPIRY_MS, aE9: 20_000_000n, bE9: 20_000_000n, rhoE9: 0n, mE9: 0n, sigmaE9: 100_000_000n },
  ];
  const surface = { slices, surfaceAtMs: house.timeMs, surfaceTakenAtMs: house.timeMs, surfacePublisherId: 1 };
  house.state.underlyings.put({ ...mustGet(house.state.underlyings, UNDERLYING), ...surface });
  for (let n = 0; n < 5; n += 1) say(house, 100_000 + (n % 2), 30_000);
  return house;
}

const markOf = (house: TestHouse, instrumentId: number) => mustGet(house.state.markets, instrumentId).mark!.priceTicks;

interface Scene {
  readonly house: TestHouse;
  readonly maker: number;
  readonly hedged: number;
  readonly washers: readonly [number, number];
}

/** A portfolio of so many coins, long the perpetual and short the hedge, that has `cash`; and who trades with it. */
function scene(coins: number, cash: number, hedge: Hedge, side: 1n | -1n = 1n, backstop?: number): Scene {
  const house = founded(backstop);
  const maker = house.openAccount(address(3), usdc(500_000_000), 2);
  const hedged = house.openAccount(address(1), usdc(cash), 2);
  const washers = [5, 6].map((n) => house.openAccount(address(n), usdc(50_000_000))) as [number, number];
  for (let n = 0; n < 20; n += 1) {
    const legs = [[BTC_PERP, 1n] as const, ...HEDGES[hedge]].map(([instrumentId, sign]) => {
      const [buyer, seller] = sign * side > 0n ? [hedged, maker] : [maker, hedged];
      return { instrumentId, buyer, seller, lots: BigInt(coins * 50), ticks: markOf(house, instrumentId) };
    });
    say(house, 100_000 + (n % 2), 5_000, [traded(house, legs, true)]);
  }
  for (let n = 0; n < 20; n += 1) say(house, 100_000 + (n % 2), 5_000);
  return { house, maker, hedged, washers };
}

/** The same, left with `parts` hundredths of its initial margin: what is beyond leaves as if it had been withdrawn. */
function bareScene(coins: number, parts: number, hedge: Hedge, side: 1n | -1n, backstop?: number): Scene {
  const stage = scene(coins, coins * 50_000, hedge, side, backstop);
  const { house, hedged } = stage;
  const { initialAtoms, initialEquityAtoms } = healthOf(house, hedged);
  const surplus = initialEquityAtoms - (initialAtoms * BigInt(parts)) / 100n;
  const account = house.account(hedged);
  house.state.accounts.put(withBalance(account, USDC, atoms(balanceOf(account, USDC) - surplus)));
  const asset = mustGet(house.state.assets, USDC);
  house.state.assets.put({ ...asset, escrowAtoms: atoms(asset.escrowAtoms - surplus) });
  return stage;
}

interface Wash {
  readonly blocks: number;
  readonly stepMs: number;
  /** Depths that are printed a minute. */
  readonly depths: number;
  /** Below the index, where −1; in the other perpetual on the other side. */
  readonly towards: 1 | -1;
}

/** Prints at the edge of the band; what happened meanwhile, and in half an hour after. */
function wash({ house, washers: [left, right] }: Scene, { blocks, stepMs, depths, towards }: Wash): Event[] {
  const events: Event[] = [];
  for (let n = 0; n < blocks; n += 1) {
    const lots = BigInt(Math.ceil((1_060_000 * depths * Math.min(stepMs, MINUTE_MS)) / MINUTE_MS));
    const legs = [BTC_PERP, OTHER_PERP].map((instrumentId, place) => {
      const part = 1_000n + BigInt(towards * (place === 0 ? 49 : -49));
      const ticks = (markOf(house, instrumentId) * part) / 1_000n;
      const [buyer, seller] = n % 2 === 0 ? [left, right] : [right, left];
      return { instrumentId, buyer, seller, lots: lots / 4n, ticks };
    });
    const turned = legs.map((leg) => ({ ...leg, buyer: leg.seller, seller: leg.buyer }));
    const prints = Array.from({ length: 2 }, () => [traded(house, legs), traded(house, turned)]).flat();
    events.push(...say(house, 100_000 + (n % 2), n === 0 ? 1_000 : stepMs, prints).events);
  }
  for (let n = 0; n < 30; n += 1) events.push(...say(house, 100_000 + (n % 2), MINUTE_MS).events);
  return events;
}

const wealthOf = ({ house, hedged, maker, washers: [left, right] }: Scene) => {
  const equityOf = (id: number) => healthOf(house, id).equityAtoms;
  return {
    hedged: equityOf(hedged),
    backstop: equityOf(1),
    washers: equityOf(left) + equityOf(right),
    skin: segmentOf(house).skinAtoms,
    maker: equityOf(maker),
  };
};

/** What a wash brought everybody, and which of the events that take there were. */
function play(stage: Scene, how: Wash) {
  expect(hasInitialMargin(healthOf(stage.house, stage.hedged))).toBe(true);
  const first = wealthOf(stage);
  const events = wash(stage, how);
  const last = wealthOf(stage);
  const gain = Object.fromEntries(
    Object.entries(last).map(([name, after]) => [name, dollars(after - first[name as keyof typeof first])]),
  ) as Record<keyof typeof first, number>;
  const takes = /Managed|ClosedOut|Netted|TornUp|Defaulted|Drawn|Haircut$|Sold|Earmarked|Uncovered|Cured/;
  return { gain, taken: [...new Set(events.map(({ type }) => type).filter((type) => takes.test(type)))] };
}

test.each([
  ["(a) of one depth, against a member with twice its initial margin", 20, 50_000, 1, MINUTE_MS],
  ["(b) every five seconds, against a member with half as much again", 600, 1_200_000, 36, 5_000],
  ["(c) in one minute, the hedged account the attacker's own", 600, 1_200_000, 1, MINUTE_MS],
] as const)("ORCL-087 INV-013 LIQ-018 prints %s take nothing from anybody", (_, coins, cash, blocks, stepMs) => {
  const { gain, taken } = play(scene(coins, cash, "future"), { blocks, stepMs, depths: 1, towards: -1 });
  expect(taken).toEqual([]);
  expect(gain.skin).toBe(0);
  expect(Math.abs(gain.hedged)).toBeLessThan(-gain.washers); // funding alone, which its prints' fees pay for
  expect(gain.backstop + gain.washers).toBeLessThan(-9_000);
});

test("ORCL-087 MARG-111 no wash of any size and length takes a hedged account with its initial margin, nor pays the washer", () => {
  const figures = fc.record({
    hedge: fc.constantFrom<Hedge>("future", "perpetual", "options"),
    side: fc.constantFrom(1n as const, -1n as const),
    coins: fc.constantFrom(20, 200, 600),
    parts: fc.constantFrom(102, 110, 150),
    how: fc.record({
      blocks: fc.constantFrom(1, 12, 60),
      stepMs: fc.constantFrom(5_000, MINUTE_MS),
      depths: fc.constantFrom(0.05, 1, 3),
      towards: fc.constantFrom(1 as const, -1 as const),
    }),
  });
  fc.assert(
    fc.property(figures, ({ hedge, side, coins, parts, how }) => {
      const { gain, taken } = play(bareScene(coins, parts, hedge, side), how);
      expect(taken).toEqual([]);
      expect(gain.skin).toBe(0);
      expect(gain.backstop + gain.washers).toBeLessThanOrEqual(0);
      expect(gain.hedged).toBeGreaterThan(gain.washers);
    }),
    { numRuns: 8, seed: 20_251_010, endOnFailure: true },
  );
});

/** An account without a hedge whose equity the index takes, while prints stand at the edge of the band, on either side. */
function broken(towards: 1 | -1, side: 1n | -1n, backstop: number) {
  const stage = bareScene(100, 105, "none", side, backstop);
  wash(stage, { blocks: 5, stepMs: MINUTE_MS, depths: 1, towards });
  const { house, washers } = stage;
  const legs = [BTC_PERP].map((instrumentId) => {
    const ticks = (markOf(house, instrumentId) * BigInt(1_000 + towards * 49)) / 1_000n;
    return { instrumentId, buyer: washers[0], seller: washers[1], lots: 1_000_000n, ticks };
  });
  say(house, 100_001, MINUTE_MS, [traded(house, legs)]);
  // Its equity, and a hundredth more: beyond the band of its feed, so that it takes a second word.
  const lost = Math.ceil((dollars(healthOf(house, stage.hedged).equityAtoms) * 1.01) / 100);
  const price = side > 0n ? 100_000 - lost : 100_000 + lost;
  const events = [...say(house, price, MINUTE_MS).events];
  const isHeld = () => stage.house.account(stage.hedged).positions.some(({ lots }) => lots !== 0n);
  for (let n = 0; n < 5 && isHeld(); n += 1) events.push(...say(house, price + (n % 2), 1_000).events);
  return { ...stage, events, price };
}

test.each([
  [1, 1n],
  [-1, 1n],
  [1, -1n],
  [-1, -1n],
] as const)(
  "ORCL-087 LIQ-018 who is insolvent at the index is taken at it, wherever prints stand (%i, %s)",
  (towards, side) => {
    const { events, hedged, price } = broken(towards, side, 40_000_000);
    expect(eventsOf(events, "AccountManaged").map(({ managed }) => managed.accountId)).toContain(hedged);
    const passages = eventsOf(events, "PositionsClosedOut").flatMap((event) => event.passages);
    expect(passages.length).toBeGreaterThan(0);
    for (const { priceTicks } of passages) expect(Math.abs(Number(priceTicks) / 10 - price)).toBeLessThanOrEqual(1);
  },
);

test.each([1, -1] as const)("ORCL-087 LIQ-041 a tear-up passes at the index, wherever prints stand (%i)", (towards) => {
  const { events, price } = broken(towards, 1n, 0);
  const torn = eventsOf(events, "TearUpClosed");
  expect(torn.length).toBeGreaterThan(0);
  for (const { priceTicks } of torn) expect(Math.abs(Number(priceTicks) / 10 - price)).toBeLessThanOrEqual(1);
});

test("ORCL-087 SETL-033 nothing that is struck or settled at a mark stands where prints do", () => {
  const stage = scene(20, 100_000, "future");
  const events = wash(stage, { blocks: 150, stepMs: MINUTE_MS, depths: 1, towards: -1 });
  for (const { instrumentId, markTicks } of eventsOf(events, "MarkSet"))
    if (instrumentId === BTC_PERP) expect(Math.abs(Number(markTicks) / 10 - 100_000)).toBeLessThanOrEqual(1);
  const market = mustGet(stage.house.state.markets, BTC_PERP);
  expect(market.status).toBe(InstrumentStatus.listed);
  expect(market.strike!.priceTicks - btcTicks(100_000)).toBeLessThanOrEqual(10n);
  expect(eventsOf(events, "FundingIndexAdvanced").some(({ ratePpm }) => ratePpm < 0n)).toBe(true); // funding alone has learned
  expect(stage.house.timeMs - GENESIS_MS).toBeGreaterThan(2.9 * HOUR_MS);
});
