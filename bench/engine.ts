/**
 * Trades per second through the engine and its store: margin checked on both sides, portfolios of ten positions, one synced
 * write a block; beside the same bytes written and synced without an engine.
 *
 * `node bench/engine.ts [accounts]`, 2,000 accounts unless told. Prints one JSON object a line.
 *
 * @module
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openChain } from "@novate/node";
import { ClassicLevel } from "classic-level";
import { benchGenesis, INSTRUMENTS, inReports, openingTrades, Traffic } from "./support/house.ts";

const ACCOUNTS = Number(process.argv[2] ?? 2_000);
/** At ten thousand trades a second, four synced blocks. */
const TRADES_PER_BLOCK = 2_500;
const BLOCKS = 24;
const path = mkdtempSync(join(tmpdir(), "novate-bench-"));
const chain = await openChain({ path, genesis: benchGenesis(ACCOUNTS) });
const traffic = new Traffic(chain.house);
let timeMs = chain.head.timeMs;

async function block(
  transactions: Parameters<typeof traffic.report>[0][],
): Promise<{ applyMs: number; commitMs: number; bytes: number }> {
  timeMs += 1_000;
  const prepared = [traffic.prices(timeMs), ...transactions.map((trades) => traffic.report(trades, timeMs))];
  const result = chain.execute(
    timeMs,
    prepared.map((each) => ({ bytes: new Uint8Array(0), prepared: each })),
  );
  for (const { refusal, outcomes } of result.receipts) {
    const refused = refusal ?? outcomes.find((outcome) => !outcome.accepted);
    if (refused)
      throw new Error(
        `the benchmark's trade was refused: ${JSON.stringify(refused, (_, value) => (typeof value === "bigint" ? `${value}` : value))}`,
      );
  }
  const bytes = result.changes.reduce((sum, change) => sum + (change.bytes?.length ?? 0), 0);
  const { applyMs, commitMs } = await chain.commit();
  return { applyMs, commitMs, bytes };
}

await block([]);
await block([]);
for (const report of inReports(openingTrades(traffic, ACCOUNTS, timeMs), 200)) await block([report]);

let applyMs = 0;
let commitMs = 0;
let bytes = 0;
let serial = 0;
for (let index = 0; index < BLOCKS; index += 1) {
  const trades = Array.from({ length: TRADES_PER_BLOCK }, () => {
    serial += 1;
    const first = 1 + ((serial * 7_919) % ACCOUNTS);
    const second = 1 + ((first + 1 + ((serial * 104_729) % (ACCOUNTS - 1))) % ACCOUNTS);
    return traffic.trade(
      serial % INSTRUMENTS,
      first,
      second === first ? 1 + (first % ACCOUNTS) : second,
      timeMs + 1_000,
    );
  });
  const measured = await block([...inReports(trades, 250)]);
  if (index < 5) continue; // warm
  applyMs += measured.applyMs;
  commitMs += measured.commitMs;
  bytes += measured.bytes;
}

// The floor: as many bytes, synced as often, with nothing computed.
const floor = new ClassicLevel<Uint8Array, Uint8Array>(join(path, "floor"), {
  keyEncoding: "view",
  valueEncoding: "view",
});
await floor.open();
const measuredBlocks = BLOCKS - 5;
const payload = new Uint8Array(Math.ceil(bytes / measuredBlocks / 100)).fill(7);
const start = performance.now();
for (let index = 0; index < measuredBlocks; index += 1) {
  const batch = floor.batch();
  for (let row = 0; row < 100; row += 1) batch.put(Uint8Array.of(index, row), payload);
  await batch.write({ sync: true });
}
const floorMs = performance.now() - start;
await floor.close();
await chain.store.close();
rmSync(path, { recursive: true, force: true });

const trades = measuredBlocks * TRADES_PER_BLOCK;
const perSecond = (ms: number): number => Math.round((trades * 1_000) / ms);
console.log(
  JSON.stringify({
    name: "engine/trades",
    accounts: ACCOUNTS,
    positionsPerAccount: INSTRUMENTS,
    tradesPerBlock: TRADES_PER_BLOCK,
    tradesPerSecond: perSecond(applyMs + commitMs),
    applyOnlyPerSecond: perSecond(applyMs),
    commitShare: Number((commitMs / (applyMs + commitMs)).toFixed(3)),
    ratioToSyncedWritesAlone: Number((floorMs / (applyMs + commitMs)).toFixed(4)),
  }),
);
