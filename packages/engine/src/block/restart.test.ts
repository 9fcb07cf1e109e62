/**
 * Goal: a replica that was just restarted gives the same root, whatever an overloaded block had to leave for the next.
 * Method: every budget set low; each class of work in turn; an engine restored from the rows before every block, beside
 * one that stays.
 */
import { type Event, MarginMethod } from "@novate/codec";
import { atoms, HOUR_MS, MINUTE_MS } from "@novate/num";
import { expect, test, vi } from "vitest";
import { Engine } from "../engine.ts";
import { windowOf } from "../margin/watch/windows.ts";
import { Commitment } from "../state/commitment.ts";
import { listFuture } from "../testing/contracts.ts";
import { createCrisis, eventsOf, segmentOf } from "../testing/crisis.ts";
import { prepare } from "../testing/runBlock.ts";
import type { TestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC_FEED,
  BTC_PERP,
  btcTicks,
  GENESIS_MS,
  PUBLISHER_SIGNER,
  perpLots,
  SEGMENT,
  USDC_FEED,
  usdc,
} from "../testing/testMarket.ts";

vi.mock("../margin/watch/windows.ts", () => ({ WINDOW_IDS: 4, windowOf: (id: number) => Math.floor(id / 4) }));
vi.mock("../windUp/room.ts", () => ({ WIND_UPS_A_BLOCK: 5 }));
vi.mock("../calls/room.ts", () => ({ LOOKS_A_BLOCK: 10 }));
vi.mock("../derived/payments.ts", async (original) => {
  const { Budget, Payments } = await original<typeof import("../derived/payments.ts")>();
  class Limited extends Payments {
    override begin(): void {
      [this.relief, this.touched] = [new Budget(2), new Budget(2)];
      [this.expiries, this.cycles, this.interest] = [new Budget(3), new Budget(7), new Budget(3)];
    }
  }
  return { Budget, Payments: Limited, IDS_A_BLOCK: 6 };
});

const DATED = 2;
const EXPIRY_MS = GENESIS_MS + 40 * MINUTE_MS;

/** A house whose block does little of everything; `backstops` in dollars. */
function createHouse(backstops: readonly number[]): TestHouse {
  const house = createCrisis({ backstops, changes: [listFuture(EXPIRY_MS, { instrumentId: DATED })] });
  const segment = segmentOf(house);
  const clearing = {
    ...segment.parameters.clearing,
    entriesPerBlock: 3,
    managedPerBlock: 4,
    workPerBlock: 40,
    variationCycleMs: 5 * MINUTE_MS,
  };
  house.state.segments.put({ ...segment, parameters: { ...segment.parameters, clearing } });
  return house;
}

/** Longs with so many dollars each against as many shorts, in one contract. */
function crowd(house: TestHouse, longs: number, dollars: (n: number) => number, instrumentId = BTC_PERP): number[] {
  house.state.markets.put({
    ...house.state.markets.get(instrumentId)!,
    mark: { priceTicks: btcTicks(100_000), atMs: house.timeMs },
  });
  return Array.from({ length: longs }, (_, n) => {
    const long = house.openAccount(address(100 + n), usdc(dollars(n)), MarginMethod.cross);
    const short = house.openAccount(address(500 + n), usdc(100_000));
    house.novate(long, short, instrumentId, perpLots(1_000), btcTicks(100_000));
    return long;
  });
}

/** Plays blocks upon both engines; what they emit, block by block. */
function walk(house: TestHouse, blocks: number, stepMs: number, dollarsAt: (block: number) => number): Event[][] {
  const commitment = new Commitment();
  commitment.take(house.state);
  const restore = (engine: Pick<Engine, "rows" | "stateRoot">): Engine => {
    const restored = Engine.restore(engine.rows(), engine.stateRoot);
    if (!restored.ok) throw new Error("the rows are not the house's");
    return restored.engine;
  };
  const running = restore({ rows: () => commitment.rows(house.state), stateRoot: commitment.root() });
  let nonce = 0n;
  return Array.from({ length: blocks }, (_, index) => {
    const timeMs = [...running.state.house.values()][0]!.timeMs + stepMs;
    const observations = [BTC_FEED, USDC_FEED].map((feedId) => ({
      feedId,
      value: feedId === BTC_FEED ? BigInt(dollarsAt(index)) * 100_000_000n : 100_000_000n,
      confidence: 0n,
      publishedAtMs: timeMs,
    }));
    const command = { type: "SubmitObservations" as const, publisherId: 1, observations, surfaces: [] };
    const transaction = prepare(running.state, { command, signer: PUBLISHER_SIGNER }, nonce++);
    const block = { height: running.height + 1, timeMs, transactions: [transaction] };
    const restarted = restore(running).apply(block);
    const stayed = running.apply(block);
    expect(stayed.events).toEqual(restarted.events);
    expect(stayed.stateRoot).toBe(restarted.stateRoot);
    return [...stayed.events];
  });
}

/** In how many blocks there is an event of the type. */
const blocksWith = (blocks: readonly Event[][], type: Event["type"]): number =>
  blocks.filter((events) => eventsOf(events, type).length > 0).length;

const fallingTo = (dollars: number) => (block: number) => dollars + (block % 3);

test("INV-017 LIQ-052 LIQ-069 entries and close-outs that are carried over", () => {
  const house = createHouse([400_000, 300_000]);
  crowd(house, 14, (n) => (n % 3 === 0 ? 13_000 : 17_500));
  const blocks = walk(house, 40, MINUTE_MS, fallingTo(86_000));
  expect(blocksWith(blocks, "EntriesCarried")).toBeGreaterThan(2);
  expect(blocksWith(blocks, "PositionsClosedOut")).toBeGreaterThan(2);
  const entered = blocks.map((events) => eventsOf(events, "AccountManaged").map(({ managed }) => managed.accountId));
  expect(entered.every((ids) => ids.length <= 3)).toBe(true);
  const windows = entered.flat().map(windowOf);
  expect(new Set(windows).size).toBeGreaterThan(3);
  expect(new Set(entered.flat()).size).toBe(14);
});

test("INV-017 CALL-018 visits and calls that are carried over", () => {
  const house = createHouse([1]);
  crowd(house, 14, (n) => (n % 3 === 0 ? 13_000 : 17_500));
  const blocks = walk(house, 30, 7_000, (block) => 100_000 - 120 * block);
  const visits = blocks.map((events) => eventsOf(events, "AccountsVisited")[0]!);
  const steps = visits.slice(1).map(({ cursor }, index) => Math.abs(cursor - visits[index]!.cursor));
  expect(steps.filter((step) => step === 5).length).toBeGreaterThan(10);
  expect(blocksWith(blocks, "MarginCalled")).toBeGreaterThan(3);
});

test("INV-017 LIQ-063 tear-ups that are carried over", () => {
  const house = createHouse([]);
  crowd(house, 12, () => 12_000);
  const blocks = walk(house, 60, MINUTE_MS, fallingTo(86_000));
  expect(blocksWith(blocks, "PositionTornUp")).toBeGreaterThan(2);
  expect(blocksWith(blocks, "EntriesCarried")).toBeGreaterThan(2);
});

test("INV-017 SETL-028 cycles and expiries that are carried over", () => {
  const house = createHouse([1_000_000]);
  crowd(house, 12, () => 100_000, DATED);
  const blocks = walk(house, 90, 30_000, (block) => 100_000 + 10 * block);
  expect(blocksWith(blocks, "VariationCycleAdvanced")).toBeGreaterThan(2);
  expect(blocksWith(blocks, "PositionExpired")).toBeGreaterThan(2);
});

test("INV-017 interest that is carried over", () => {
  const house = createHouse([1_000_000]);
  const debtors = Array.from({ length: 40 }, (_, n) => house.openAccount(address(900 + n), atoms(0n)));
  const rich = house.openAccount(address(8), usdc(1_000));
  for (const id of debtors) {
    house.deposit(id, 2, atoms(100_000_000n)); // a bitcoin
    house.moveCash(id, rich, usdc(100));
  }
  const blocks = walk(house, 12, HOUR_MS / 6 + 1_000, fallingTo(100_000));
  expect(blocksWith(blocks, "InterestAdvanced")).toBeGreaterThan(1);
});

test("INV-017 EXIT-207 a segment that winds up over many blocks", () => {
  const house = createHouse([400_000]);
  crowd(house, 14, (n) => (n % 3 === 0 ? 13_000 : 17_500));
  house.house.emit({
    type: "ChangeApplied",
    change: { type: "WindUpSegment", segmentId: SEGMENT },
    atMs: house.timeMs,
  });
  const blocks = walk(house, 60, MINUTE_MS, fallingTo(86_000));
  expect(blocksWith(blocks, "WindUpSummed")).toBeGreaterThan(3);
  expect(blocksWith(blocks, "AccountWoundUp")).toBeGreaterThan(5);
  expect(blocksWith(blocks, "SegmentWoundUp")).toBe(1);
});
