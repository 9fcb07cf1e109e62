/**
 * Claims of a large house: a count from nothing and one after it, beside the bare leaves and their tree; and blocks of trades while a
 * count is under way, beside the same blocks without one.
 *
 * `node bench/claims.ts [accounts] [trades]`, 100,000 with ten positions each and 1,000 trades a block unless told. Times are of the
 * processor. Prints one JSON object a line.
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
const least = { anew: Number.POSITIVE_INFINITY, after: Number.POSITIVE_INFINITY, bare: Number.POSITIVE_INFINITY };
for (let run = 0; run < RUNS; run += 1) {
  const counted = cpuMsOf(() => claims.count(claimCount(), null));
  const rows = counted.value.claims;
  least.bare = Math.min(least.bare, cpuMsOf(() => bareTree(rows)).ms);
  if (run === 0) least.anew = counted.ms;
  else least.after = Math.min(least.after, counted.ms);
  claims.close(counted.value);
  timeMs += 1_000;
  block([traffic.prices(timeMs)]); // every account that gains or loses has another leaf
}
print({
  measure: "claims",
  accounts: ACCOUNTS,
  positionsPerAccount: INSTRUMENTS,
  fromNothingCpuMs: rounded(least.anew),
  afterAPriceCpuMs: rounded(least.after),
  bareLeavesCpuMs: rounded(least.bare),
  ratioToBareLeaves: rounded(least.anew / least.bare),
});

const during: number[] = [];
const without: number[] = [];
const STEP_MS = 60_000; // no outage
for (let left = EPOCH_MS - (timeMs % EPOCH_MS); left > 0; left = EPOCH_MS - (timeMs % EPOCH_MS)) {
  timeMs += Math.min(STEP_MS, left);
  block([traffic.prices(timeMs)]);
  if (timeMs % EPOCH_MS === 0) break;
}
assert(engine.state.claimCounts.size === 1, "bench: no count was opened");
while (engine.state.claimCounts.size > 0) during.push(blockOfTrades());
while (without.length < during.length) without.push(blockOfTrades());
const [withMs, withoutMs] = [median(during), median(without)];
print({
  measure: "blockWhileCounting",
  accounts: ACCOUNTS,
  tradesPerBlock: TRADES,
  blocks: during.length,
  withCountP50CpuMs: rounded(withMs),
  withoutP50CpuMs: rounded(withoutMs),
  ratio: rounded(withMs / withoutMs),
  addedMs: rounded(withMs - withoutMs),
});

function cpuMsOf<T>(work: () => T): { readonly value: T; readonly ms: number } {
  const start = process.cpuUsage();
  const value = work();
  const { user, system } = process.cpuUsage(start);
  return { value, ms: (user + system) / 1_000 };
}

function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[values.length >> 1]!;
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

function blockOfTrades(): number {
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
