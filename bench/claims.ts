/**
 * Claims of a large house: a count from nothing and one after it, beside the bare leaves and their tree; and blocks of trades while a
 * count is under way, beside the same blocks without one.
 *
 * `node bench/claims.ts [accounts] [trades]`, 100,000 with ten positions each and 1,000 trades a block unless told. Times are of the
 * processor: of the thread that applies blocks (ADR 52), and of all threads, the collector's too. Prints one JSON object a line.
 *
 * @module
 */
import { type ClaimCountRow, MerkleTable } from "@novate/codec";
import { claimLeafBytes, EPOCH_MS } from "@novate/evm";
import { assert } from "@novate/stdx";
import { claimCountOf } from "../packages/engine/src/checkpoint/strikeCheckpoint.ts";
import type { House } from "../packages/engine/src/command/house.ts";
import { INSTRUMENTS, inReports } from "./support/house.ts";
import { type Cpu, cpuMsOf, leastOf, median, print, rounded } from "./support/measure.ts";
import { NO_WORD, StandingHouse } from "./support/standingHouse.ts";

const ACCOUNTS = Number(process.argv[2] ?? 100_000);
const TRADES = Number(process.argv[3] ?? 1_000);
const RUNS = 3;

const standing = new StandingHouse(ACCOUNTS);
const { engine, traffic } = standing;
const { claims } = engine.house.derived;
// The count reads the state and what is derived of it; there is one, for the house has a vault.
const house = { state: engine.state, derived: engine.house.derived } as unknown as House;
const claimCount = (): ClaimCountRow => claimCountOf(house, NO_WORD)!;
const [anew, after, bare]: [Cpu[], Cpu[], Cpu[]] = [[], [], []];
for (let run = 0; run < RUNS; run += 1) {
  const counted = cpuMsOf(() => claims.count(claimCount(), null));
  const rows = counted.value.claims;
  bare.push(cpuMsOf(() => bareTree(rows)).ms);
  (run === 0 ? anew : after).push(counted.ms);
  claims.close(counted.value);
  standing.prices(1_000); // every account that gains or loses has another leaf
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
for (let left = untilEpochMs(); left > (WARM_BLOCKS + BESIDE_BLOCKS) * 1_000; left = untilEpochMs())
  standing.prices(Math.min(60_000, left - (WARM_BLOCKS + BESIDE_BLOCKS) * 1_000)); // no outage
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
  return EPOCH_MS - (standing.timeMs % EPOCH_MS);
}

/** The floor: each leaf hashed, and the tree over them. */
function bareTree(rows: readonly Parameters<typeof claimLeafBytes>[0][]): void {
  const table = new MerkleTable();
  table.setLeaves(new Map(rows.map((row) => [row.accountId, claimLeafBytes(row)])));
  table.root();
}

function blockOfTrades(): Cpu {
  const timeMs = standing.timeMs + 1_000;
  const trades = Array.from({ length: TRADES }, (_, index) => {
    const buyerId = 1 + ((engine.height * TRADES + index) % (ACCOUNTS - 1));
    return traffic.trade(index % INSTRUMENTS, buyerId, buyerId + 1, timeMs);
  });
  const reports = [...inReports(trades, 500)].map((report) => traffic.report(report, timeMs));
  return cpuMsOf(() => standing.block(reports, 1_000)).ms;
}
