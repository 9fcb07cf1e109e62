/**
 * Claims of a large house: a count from nothing and one after it, beside the bare leaves and their tree; and blocks of trades while a
 * count is under way, beside the same blocks without one.
 *
 * `node bench/claims.ts [accounts] [trades]`, 100,000 with ten positions each and 1,000 trades a block unless told. Times are of the
 * processor: of the thread that applies blocks (ADR 52), and of all threads, the collector's too. Prints one JSON object a line.
 *
 * @module
 */
import { type ClaimCountRow, type HouseId, MerkleTable, type ValidatorSetRow, type VaultRow } from "@novate/codec";
import { Engine, houseIdOf, type PreparedTransaction } from "@novate/engine";
import { address } from "@novate/engine/testing";
import { claimLeafBytes, EPOCH_MS } from "@novate/evm";
import { ppm } from "@novate/num";
import { assert } from "@novate/stdx";
import { claimCountOf } from "../packages/engine/src/checkpoint/strikeCheckpoint.ts";
import type { House } from "../packages/engine/src/command/house.ts";
import type { WritableState } from "../packages/engine/src/state/state.ts";
import { benchGenesis, INSTRUMENTS, inReports, openingTrades, Traffic } from "./support/house.ts";
import { print, rounded } from "./support/measure.ts";
import { accountsBeyondFounding } from "./support/openAccounts.ts";

const ACCOUNTS = Number(process.argv[2] ?? 100_000);
const TRADES = Number(process.argv[3] ?? 1_000);
const RUNS = 3;
const NO_WORD = `0x${"00".repeat(32)}` as const;

const genesis = benchGenesis(ACCOUNTS);
const houseId: HouseId = houseIdOf(genesis);
const { engine } = Engine.create(genesis);
const traffic = new Traffic(houseId);
let { timeMs } = [...engine.state.house.values()][0]!;
found();

const { claims } = engine.house.derived;
// The count reads the state and what is derived of it; there is one, for the house has a vault.
const house = { state: engine.state, derived: engine.house.derived } as unknown as House;
const claimCount = (): ClaimCountRow => claimCountOf(house, NO_WORD)!;
interface Cpu {
  readonly thread: number;
  readonly all: number;
}

const [anew, after, bare]: [Cpu[], Cpu[], Cpu[]] = [[], [], []];
for (let run = 0; run < RUNS; run += 1) {
  const counted = cpuMsOf(() => claims.count(claimCount(), null));
  const rows = counted.value.claims;
  bare.push(cpuMsOf(() => bareTree(rows)).ms);
  (run === 0 ? anew : after).push(counted.ms);
  claims.close(counted.value);
  timeMs += 1_000;
  block([traffic.prices(timeMs)]); // every account that gains or loses has another leaf
}
print({
  measure: "claims",
  accounts: ACCOUNTS,
  positionsPerAccount: INSTRUMENTS,
  fromNothingThreadMs: rounded(leastOf(anew).thread),
  fromNothingCpuMs: rounded(leastOf(anew).all),
  afterAPriceThreadMs: rounded(leastOf(after).thread),
  afterAPriceCpuMs: rounded(leastOf(after).all),
  bareLeavesThreadMs: rounded(leastOf(bare).thread),
  ratioToBareLeaves: rounded(leastOf(anew).thread / leastOf(bare).thread),
});

/** The first blocks of trades are slower, whatever is counted. */
const WARM_BLOCKS = 24;
const BESIDE_BLOCKS = 16;
for (let left = untilEpochMs(); left > (WARM_BLOCKS + BESIDE_BLOCKS) * 1_000; left = untilEpochMs()) {
  timeMs += Math.min(60_000, left - (WARM_BLOCKS + BESIDE_BLOCKS) * 1_000); // no outage
  block([traffic.prices(timeMs)]);
}
for (let count = 1; count < WARM_BLOCKS; count += 1) blockOfTrades();
const before = Array.from({ length: BESIDE_BLOCKS }, blockOfTrades);
const opening = blockOfTrades();
assert(engine.state.claimCounts.size === 1, "bench: no count was opened");
const during: Cpu[] = [];
while (engine.state.claimCounts.size > 0) during.push(blockOfTrades());
while (engine.state.claims.size > 0) blockOfTrades(); // forgotten in some blocks
const later = Array.from({ length: BESIDE_BLOCKS }, blockOfTrades);
const [counting, without] = [median(during), median([...before, ...later])];
print({
  measure: "blockWhileCounting",
  accounts: ACCOUNTS,
  tradesPerBlock: TRADES,
  blocks: during.length,
  withCountP50ThreadMs: rounded(counting.thread),
  withoutP50ThreadMs: rounded(without.thread),
  ratio: rounded(counting.thread / without.thread),
  withCountP50CpuMs: rounded(counting.all),
  withoutP50CpuMs: rounded(without.all),
  ratioOfAllThreads: rounded(counting.all / without.all),
  openingThreadMs: rounded(opening.thread),
  mostThreadMs: rounded(Math.max(...during.map(({ thread }) => thread))),
  mostWithoutThreadMs: rounded(Math.max(...[...before, ...later].map(({ thread }) => thread))),
});

function untilEpochMs(): number {
  return EPOCH_MS - (timeMs % EPOCH_MS);
}

function cpuMsOf<T>(work: () => T): { readonly value: T; readonly ms: Cpu } {
  const [thread, all] = [process.threadCpuUsage(), process.cpuUsage()];
  const value = work();
  return { value, ms: { thread: msOf(process.threadCpuUsage(thread)), all: msOf(process.cpuUsage(all)) } };
}

function msOf({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1_000;
}

function leastOf(times: readonly Cpu[]): Cpu {
  return {
    thread: Math.min(...times.map(({ thread }) => thread)),
    all: Math.min(...times.map(({ all }) => all)),
  };
}

function median(times: readonly Cpu[]): Cpu {
  const middleOf = (values: number[]): number => values.sort((left, right) => left - right)[values.length >> 1]!;
  return { thread: middleOf(times.map(({ thread }) => thread)), all: middleOf(times.map(({ all }) => all)) };
}

/** The floor: each leaf hashed, and the tree over them. */
function bareTree(rows: readonly Parameters<typeof claimLeafBytes>[0][]): void {
  const table = new MerkleTable();
  table.setLeaves(new Map(rows.map((row) => [row.accountId, claimLeafBytes(row)])));
  table.root();
}

function block(transactions: readonly PreparedTransaction[]): void {
  const { receipts } = engine.apply({ height: engine.height + 1, timeMs, transactions });
  for (const { refusal, outcomes } of receipts) {
    const refused = refusal ?? outcomes.find((outcome) => !outcome.accepted)?.refusal;
    assert(refused === undefined, `bench: refused by ${refused?.code}`);
  }
}

function blockOfTrades(): Cpu {
  timeMs += 1_000;
  const trades = Array.from({ length: TRADES }, (_, index) => {
    const buyerId = 1 + ((engine.height * TRADES + index) % (ACCOUNTS - 1));
    return traffic.trade(index % INSTRUMENTS, buyerId, buyerId + 1, timeMs);
  });
  const reports = [...inReports(trades, 500)].map((report) => traffic.report(report, timeMs));
  return cpuMsOf(() => block(reports)).ms;
}

/** Opens accounts, gives them their positions, and writes a vault and a validator as a house without funds would have had them. */
function found(): void {
  for (let step = 0; step < 2; step += 1) {
    timeMs += 10;
    block([traffic.prices(timeMs)]);
  }
  for (const transactions of accountsBeyondFounding(houseId, ACCOUNTS, timeMs + 60_000)) {
    timeMs += 10;
    block(transactions);
  }
  for (const report of inReports(openingTrades(traffic, ACCOUNTS, timeMs), 2_000)) {
    timeMs += 10;
    block([traffic.report(report, timeMs)]);
  }
  const state = engine.state as WritableState; // it is the engine's own
  const members = [{ hot: address(0xe1), cold: address(0xc1), power: 1n }];
  const hashes = { hotHash: NO_WORD, coldHash: NO_WORD };
  const set: ValidatorSetRow = { members, epoch: 1n, coldEpoch: 1n, ...hashes, sinceMs: timeMs, next: null };
  state.validators.put(set);
  state.vaults.put(vaultRow());
}

function vaultRow(): VaultRow {
  const spec = {
    vaultId: 1,
    chainId: 10,
    vault: address(0x7a17),
    sets: address(0x5e75),
    codeHash: NO_WORD,
    headerStride: 5,
    staleAfterMs: 86_400_000,
    hourPpm: ppm(10_000n),
    dayPpm: ppm(100_000n),
  };
  const heard = { inboxCount: 0n, inboxAcc: NO_WORD, provenNumber: 0n, nextNonce: 1n };
  return {
    spec,
    ...heard,
    headerNumber: 0n,
    headerTimeMs: timeMs,
    hotHash: NO_WORD,
    hotNumber: 0n,
    isGated: false,
    isRewritten: false,
  };
}
