/**
 * A random walk of blocks through both ways of watching margin: by certificates, and by a full pass over the same rows.
 *
 * @module
 */
import { AccountStatus, type Change, type Event } from "@novate/codec";
import { DAY_MS, HOUR_MS, lots, ppm, ticks } from "@novate/num";
import fc from "fast-check";
import { closeBlock } from "../../block/closeBlock.ts";
import type { MarginPass } from "../../command/margin.ts";
import { runDefaultManagement } from "../../defaults/runDefaultManagement.ts";
import { watchAll, watchMargin } from "../../defaults/watchMargin.ts";
import { WorkingHouse } from "../../house.ts";
import { mustMark } from "../../ledger/mark.ts";
import { markInstruments } from "../../oracle/marks.ts";
import { sampleMoves } from "../../oracle/moveSamples.ts";
import { takeSurface } from "../../oracle/takeSurface.ts";
import { settle } from "../../settlement/settle.ts";
import { pairKey } from "../../state/keys.ts";
import { createState, mustGet, type State, tableNames } from "../../state/state.ts";
import type { Table } from "../../state/table.ts";
import { listPut } from "../../testing/contracts.ts";
import { ETH, ETH_FEED, ETH_MARKET, ETH_PERP } from "../../testing/ethMarket.ts";
import { createTestHouse, type TestHouse } from "../../testing/testHouse.ts";
import {
  address,
  BTC,
  BTC_FEED,
  BTC_PERP,
  btc,
  GENESIS_MS,
  SEGMENT,
  testGenesis,
  UNDERLYING,
  usdc,
} from "../../testing/testMarket.ts";

const BTC_PUT = 3;
const EXPIRY_MS = GENESIS_MS + 30 * DAY_MS;
/** The last two take a feed past its age, and past the term. */
const STEPS_MS = [1_000, 60_000, HOUR_MS, 20 * HOUR_MS, 26 * HOUR_MS] as const;

const CHANGES: readonly Change[] = [...ETH_MARKET, listPut(ticks(950_000n), EXPIRY_MS, { instrumentId: BTC_PUT })];

/** A flat smile of 60 % for the options of BTC. */
const surface = {
  underlyingId: UNDERLYING,
  publishedAtMs: GENESIS_MS + 1_000,
  slices: [{ expiryMs: EXPIRY_MS, aE9: 20_000_000n, bE9: 20_000_000n, rhoE9: 0n, mE9: 0n, sigmaE9: 100_000_000n }],
};

export const step = fc.record({
  stepMs: fc.constantFrom(...STEPS_MS),
  feed: fc.constantFrom(0, BTC_FEED, BTC_FEED, ETH_FEED),
  move: fc.integer({ min: -40, max: 40 }), // thousandths
  act: fc.oneof(
    { weight: 3, arbitrary: fc.constant("nothing" as const) },
    { weight: 1, arbitrary: fc.constantFrom("trade", "pay", "collateral", "open", "method", "parameters", "credit") },
  ),
  from: fc.nat(5),
  to: fc.nat(5),
  size: fc.integer({ min: -2_000, max: 2_000 }),
  instrument: fc.constantFrom(BTC_PERP, ETH_PERP, BTC_PUT),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** A house whose marks follow a walk, with six accounts of five owners. */
export class Walk {
  readonly test: TestHouse;
  readonly accounts: number[] = [];
  readonly prices = new Map([
    [BTC_FEED, 100_000],
    [ETH_FEED, 50_000],
  ]);

  /** `pass`: how many accounts are margined at once, from how many on; here they are too few for the plain one. */
  constructor(pass?: MarginPass) {
    this.test = createTestHouse(testGenesis({ changes: CHANGES }), 100_000, pass);
    const { house } = this.test;
    house.emit({ type: "SurfaceAccepted", publisherId: 1, surface });
    for (const owner of [1, 2, 3, 4, 5, 5]) this.open(owner);
    for (const feedId of this.prices.keys()) this.price(feedId, 0);
    const opening = { act: "trade", size: 2_000 } as const;
    this.act({ ...opening, from: 0, to: 1, instrument: BTC_PERP });
    this.act({ ...opening, from: 2, to: 3, instrument: ETH_PERP });
    this.act({ ...opening, from: 4, to: 2, instrument: BTC_PUT });
    house.takeEvents();
  }

  open(owner: number): void {
    this.accounts.push(this.test.openAccount(address(owner), usdc(40_000 + 10_000 * owner), owner % 3));
  }

  price(feedId: number, move: number): void {
    const dollars = Math.round((this.prices.get(feedId)! * (1_000 + move)) / 1_000);
    this.prices.set(feedId, dollars);
    const { house, timeMs } = this.test;
    const value = BigInt(dollars) * 100_000_000n;
    house.emit({
      type: "FeedAggregated",
      feedId,
      value,
      confidence: 0n,
      // A deep source apart, by as much as the price just moved.
      low: move < 0 ? value : value - (value * BigInt(move)) / 1_000n,
      high: move > 0 ? value : value - (value * BigInt(move)) / 1_000n,
      sourceCount: 1,
      aggregatedAtMs: timeMs,
    });
    takeSurface(house, UNDERLYING);
    markInstruments(house, feedId === BTC_FEED ? UNDERLYING : ETH);
  }

  /** One block up to the watch, and what both ways of watching emit; then the rest of the block. */
  run({ stepMs, feed, move, ...act }: Step): readonly [watched: readonly Event[], expected: readonly Event[]] {
    const { house } = this.test;
    this.test.openBlock(this.test.timeMs + stepMs);
    if (feed !== 0) this.price(feed, move);
    sampleMoves(house, mustGet(house.state.segments, SEGMENT));
    this.act(act);
    house.takeEvents();
    const again = rebuilt(house.state);
    watchAll(again);
    watchMargin(house);
    const watched = house.takeEvents();
    runDefaultManagement(house);
    settle(house);
    closeBlock(house);
    return [watched, again.takeEvents()];
  }

  act({ act, from, to, size, instrument }: Pick<Step, "act" | "from" | "to" | "size" | "instrument">): void {
    const { test, accounts } = this;
    const [left, right] = [accounts[from]!, accounts[to]!];
    const isActive = (id: number) => test.account(id).status === AccountStatus.active;
    if (act === "open" && accounts.length < 9) this.open(from + 1);
    if (act === "parameters") this.tighten();
    if (act === "credit") this.toggleCredit();
    if (left === right || size === 0 || !isActive(left)) return;
    if (act === "pay") test.moveCash(left, right, usdc(20 * Math.abs(size)));
    if (!isActive(right)) return;
    const markTicks = mustMark(test.state, instrument);
    if (act === "trade") test.novate(left, right, instrument, lots(BigInt(size)), markTicks);
    if (act === "collateral") test.deposit(left, BTC, btc(BigInt(Math.abs(size)) * 50_000n));
    if (act === "method") test.changeAccount(left, { method: Math.abs(size) % 3 });
  }

  /** The pair of bitcoin and ether gains its credit, or loses it. */
  toggleCredit(): void {
    const { house, timeMs, state } = this.test;
    const { spec, isHolding } = mustGet(state.creditPairs, pairKey(SEGMENT, UNDERLYING, ETH));
    const { creditPpm: _, holdAtPpm: __, breakAtPpm: ___, ...pair } = spec;
    const judgement = { correlationPpm: ppm(0n), isHolding: !isHolding, lapsesAtMs: 0, judgedAtMs: timeMs };
    house.emit({ type: "CreditPairJudged", ...pair, ...judgement });
  }

  /** Maintenance margin grows by a hundredth, for everyone at once. */
  tighten(): void {
    const { house, timeMs, state } = this.test;
    const { parameters } = mustGet(state.segments, SEGMENT);
    const maintenanceFactorPpm = ppm((parameters.margin.maintenanceFactorPpm * 101n) / 100n);
    const margin = { ...parameters.margin, maintenanceFactorPpm };
    const change: Change = { type: "SetParameters", segmentId: SEGMENT, parameters: { ...parameters, margin } };
    house.emit({ type: "ChangeApplied", change, atMs: timeMs });
  }
}

/** The same rows, and nothing that was derived from earlier ones. */
export function rebuilt(state: State, pass?: MarginPass): WorkingHouse {
  const copy = createState();
  for (const name of tableNames)
    for (const [slot, row] of state[name].slots()) (copy[name] as Table<unknown>).restore(slot, row);
  return new WorkingHouse(copy, pass);
}
