/**
 * How long a block takes when everything happens at once: `apply` over the blocks from the event on until its work is
 * carried out, beside a target of half a second.
 *
 * `node --max-old-space-size=8000 bench/overload.ts [part of the full size] [most blocks] [case]`: a tenth of it and 100
 * blocks unless told. Full size: 100,000 accounts with 32 markets each under water at once; 1,000 contracts that expire
 * together; an owner of 20,000 accounts; 10,000 spent accounts against 50,000 holders; 64 accounts with 256 futures each.
 * Prints one JSON object a case. Times a block: by the clock; of the block's own thread by the processor, which is what `apply` takes
 * on two cores with nobody beside (the collector and half of the margin pass have the other one), and what the target is held against;
 * and of all threads together. The drain: blocks and seconds of block time until all have entered, and
 * until the last piece of work; `waiting` accounts are left that wait for somebody with means.
 *
 * @module
 */
import { availableParallelism } from "node:os";
import type { Change, Event, EventType } from "@novate/codec";
import { backstopAccount, type Engine, listCall, listFuture, listPerpetual } from "@novate/engine";
import { address, SEGMENT, USDC, usdc } from "@novate/engine/testing";
import { DAY_MS, MINUTE_MS, ticks } from "@novate/num";
import { createMarginPass } from "../packages/node/src/margin/marginPass.ts";
import { print, rounded } from "./support/measure.ts";
import {
  CONTRACT,
  crowdOwner,
  firstFeed,
  OverloadHouse,
  START_DOLLARS,
  timeMsOf,
  underlyings,
} from "./support/overloadHouse.ts";

const PART = Number(process.argv[2] ?? 0.1);
const MOST_BLOCKS = Number(process.argv[3] ?? 100);
const ONLY = process.argv[4];
const TARGET_MS = 500;
/** Blocks without any of its events, after which the work counts as carried out. */
const QUIET_BLOCKS = 3;
const LEAST_BLOCKS = 12;
const WORK: ReadonlySet<EventType> = new Set([
  "AccountManaged",
  "EntriesCarried",
  "PositionsNetted",
  "PositionsClosedOut",
  "PositionTornUp",
  "PositionExpired",
  "InstrumentSettled",
  "VariationMarginSettled",
]);

interface Case {
  readonly name: string;
  readonly sizes: Record<string, number>;
  readonly house: OverloadHouse;
  /** Prices of the blocks that are measured, and how long after the one before each comes. */
  readonly dollarsAt: (block: number) => number;
  readonly stepMsAt: (block: number) => number;
}

const many = (count: number, least = 2): number => Math.max(least, Math.round(count * PART));
const backstops = [500_000, 400_000, 300_000].map((dollars, n) =>
  backstopAccount(address(0xe00 + n), SEGMENT, USDC, usdc(dollars)),
);
const perpetuals = (count: number): Change[] =>
  Array.from({ length: count }, (_, n) =>
    listPerpetual({ ...CONTRACT, instrumentId: 10 + n, underlyingId: firstFeed + n, symbol: `P${n}` }),
  );
const rich = address(7);
/** Both clocks see the fall: the second of two blocks that are a minute apart. */
const fall = {
  dollarsAt: (block: number) => 80_000 + (block % 5),
  stepMsAt: (block: number) => (block < 2 ? 60_000 : 1_000),
};

/** Half of the crowd has lost everything, half is short of margin. */
function underWater(): Case {
  const [accounts, markets] = [many(100_000), 32];
  const house = new OverloadHouse([...underlyings(markets), ...perpetuals(markets)], backstops);
  const ids = Array.from({ length: markets }, (_, n) => 10 + n);
  house.add(
    rich,
    50_000 * accounts,
    ids.map((id) => [id, -BigInt(accounts)] as const),
  );
  for (let n = 0; n < accounts; n += 1)
    house.add(
      crowdOwner(n),
      n % 2 === 0 ? 400 : 700,
      ids.map((id) => [id, 1n] as const),
    );
  return { name: "underWater", sizes: { accounts, markets }, house, ...fall };
}

/** Accounts that hold a tenth of the contracts each; all of them expire together, after a last half hour of samples. */
function expiry(): Case {
  const [contracts, accounts] = [many(1_000), many(10_000)];
  const expiryMs = 1_760_054_400_000 + 2 * 60 * MINUTE_MS;
  const listed: Change[] = Array.from({ length: contracts }, (_, n) => {
    const contract = { ...CONTRACT, instrumentId: 10 + n, underlyingId: firstFeed, symbol: `C${n}` };
    return n % 2 === 0
      ? listFuture(contract, expiryMs)
      : listCall(contract, ticks(800_000n + BigInt(400 * n)), expiryMs);
  });
  const house = new OverloadHouse([...underlyings(1), ...listed], backstops, expiryMs);
  const each = Math.min(100, contracts);
  for (let n = 0; n < accounts; n += 1) {
    const first = Math.floor(n / 2) * 7;
    const ids = Array.from({ length: each }, (_, k) => 10 + ((first + k) % contracts)).sort(
      (left, right) => left - right,
    );
    house.add(
      crowdOwner(n),
      100_000,
      ids.map((id) => [id, n % 2 === 0 ? 1n : -1n] as const),
    );
  }
  const start = house.timeMs;
  const stepMsAt = (block: number) =>
    block === 0 ? expiryMs - 31 * MINUTE_MS - start : block < 32 ? MINUTE_MS : 1_000;
  return {
    name: "expiry",
    sizes: { contracts, accounts, positions: each },
    house,
    dollarsAt: (block) => START_DOLLARS + block,
    stepMsAt,
  };
}

/** Accounts of one owner with a lot each, as prices go up and down. */
function oneOwner(): Case {
  const accounts = many(20_000);
  const house = new OverloadHouse([...underlyings(1), ...perpetuals(1)], backstops);
  house.add(rich, 1_000 * accounts, [[10, -BigInt(accounts)]]);
  for (let n = 0; n < accounts; n += 1) house.add(crowdOwner(0), 100, [[10, 1n]]);
  return {
    name: "oneOwner",
    sizes: { accounts },
    house,
    dollarsAt: (block) => START_DOLLARS + 10 * (block % 7),
    stepMsAt: () => 1_000,
  };
}

/** Spent longs whom no backstop can take, against many shorts. */
function spent(): Case {
  const [longs, holders] = [many(10_000), many(50_000, 10)];
  const house = new OverloadHouse([...underlyings(1), ...perpetuals(1)], []);
  const each = BigInt(Math.ceil(holders / longs));
  for (let n = 0; n < longs; n += 1) house.add(crowdOwner(n), 15 * Number(each), [[10, each]]);
  let left = each * BigInt(longs);
  for (let n = 0; left > 0n; n += 1, left -= 1n) house.add(crowdOwner(longs + n), 200, [[10, -1n]]);
  return { name: "spent", sizes: { spent: longs, holders }, house, ...fall };
}

/** Few accounts with many contracts each, long and short in turn, whose sum has lost. */
function wide(): Case {
  const [accounts, contracts] = [many(64, 8), 256];
  const listed = Array.from({ length: contracts }, (_, n) =>
    listFuture(
      { ...CONTRACT, instrumentId: 10 + n, underlyingId: firstFeed, symbol: `F${n}` },
      1_760_054_400_000 + (10 + n) * DAY_MS,
    ),
  );
  const house = new OverloadHouse([...underlyings(1), ...listed], backstops);
  const sizes = new Map<number, bigint>();
  for (let k = 0; k < accounts; k += 1) {
    const held = listed.map(({ instrumentId }, n) => [instrumentId, (n + k) % 2 === 0 ? 30n : -6n] as const);
    for (const [id, size] of held) sizes.set(id, (sizes.get(id) ?? 0n) - size);
    house.add(crowdOwner(k), 200 * contracts, held);
  }
  house.add(
    rich,
    1_000_000_000,
    [...sizes].filter(([, size]) => size !== 0n),
  );
  return { name: "wide", sizes: { accounts, contracts }, house, ...fall, dollarsAt: (block) => 85_000 + (block % 5) };
}

const milliseconds = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1_000;

function measure({ name, sizes, house, dollarsAt, stepMsAt }: Case): void {
  const pass = createMarginPass(availableParallelism()); // as a node has it
  const engine: Engine = house.engine(pass);
  engine.apply(house.block(engine, START_DOLLARS)); // the first block after a restart: bench/firstBlock.ts
  const times: number[] = [];
  const threadTimes: number[] = [];
  const cpuTimes: number[] = []; // with the collector's threads
  let events = 0;
  let lastWork = 0;
  let lastEntry = 0;
  const startMs = timeMsOf(engine);
  const elapsedMs: number[] = [];
  for (let block = 0; block < MOST_BLOCKS && block <= Math.max(lastWork, LEAST_BLOCKS) + QUIET_BLOCKS; block += 1) {
    const next = house.block(engine, dollarsAt(block), stepMsAt(block));
    const cpuStart = process.cpuUsage();
    const threadStart = process.threadCpuUsage();
    const start = performance.now();
    const result = engine.apply(next);
    times.push(performance.now() - start);
    threadTimes.push(milliseconds(process.threadCpuUsage(threadStart)));
    cpuTimes.push(milliseconds(process.cpuUsage(cpuStart)));
    const done = result.events.filter(({ type }: Event) => WORK.has(type)).length;
    events += done;
    elapsedMs.push(timeMsOf(engine) - startMs);
    if (result.events.some(({ type }: Event) => type === "AccountManaged")) lastEntry = block;
    if (done > 0 || stepMsAt(block) > 1_000) lastWork = block;
  }
  const [byClock, byThread, byProcessor] = [times, threadTimes, cpuTimes].map((each) =>
    [...each].sort((left, right) => left - right),
  );
  const at = (sorted: readonly number[], part: number): number =>
    rounded(sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]!);
  pass.close();
  print({
    name: `engine/overload/${name}`,
    ...sizes,
    blocks: times.length,
    events,
    isCarriedOut: times.length < MOST_BLOCKS ? 1 : 0,
    p50Ms: at(byClock!, 0.5),
    p99Ms: at(byClock!, 0.99),
    worstMs: at(byClock!, 1),
    worstBlock: times.indexOf(Math.max(...times)),
    p50ThreadMs: at(byThread!, 0.5),
    p99ThreadMs: at(byThread!, 0.99),
    worstThreadMs: at(byThread!, 1),
    worstThreadBlock: threadTimes.indexOf(Math.max(...threadTimes)),
    p50CpuMs: at(byProcessor!, 0.5),
    p99CpuMs: at(byProcessor!, 0.99),
    worstCpuMs: at(byProcessor!, 1),
    enteredBlocks: lastEntry + 1,
    enteredSeconds: elapsedMs[lastEntry]! / 1_000,
    drainBlocks: lastWork + 1,
    drainSeconds: elapsedMs[lastWork]! / 1_000,
    waiting: engine.state.managed.size,
    firstMs: rounded(times[0]!),
    targetMs: TARGET_MS,
    isWithinTarget: at(byThread!, 0.99) <= TARGET_MS ? 1 : 0,
  });
}

for (const create of [underWater, expiry, oneOwner, spent, wide])
  if (ONLY === undefined || create.name === ONLY) measure(create());
