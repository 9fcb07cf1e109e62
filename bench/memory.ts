/**
 * What the house keeps over ten minutes of block time at one rate: rows, heap, the bytes of the rows and the disk stand still
 * once the first references and orders have lapsed and the first blocks were taken out.
 *
 * `node --expose-gc bench/memory.ts [trades a block] [blocks] [blocks kept]`: 500, 600 and 60 unless told, a block a second; `all`
 * keeps every block. At the engine's full rate, `node --expose-gc --max-old-space-size=12000 bench/memory.ts 10000`. Prints one
 * JSON object a minute of block time, and one with the growth over the second half: a run shorter than five minutes says less,
 * for references live two. `storeBytes` are all files of the store, `rowBytes` the committed rows alone. Both halves of the disk's
 * readings are means, because LevelDB frees what was deleted in its own time.
 *
 * @module
 */
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { openChain } from "@novate/node";
import { assert } from "@novate/stdx";
import { benchGenesis, INSTRUMENTS, inReports, Traffic } from "./support/house.ts";

const ACCOUNTS = 500;
const TRADES_A_BLOCK = Number(process.argv[2] ?? 500);
const BLOCKS = Number(process.argv[3] ?? 600);
const KEPT = process.argv[4] ?? "60";
const SETTLED_BLOCKS = Math.floor(BLOCKS / 2);
/** Blocks between two readings of the disk's size. */
const SIZED_BLOCKS = 5;

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void; // what the flag exposes
const path = mkdtempSync(join(tmpdir(), "novate-memory-"));
const chain = await openChain({
  path,
  genesis: benchGenesis(ACCOUNTS),
  ...(KEPT !== "all" && { keepBlocks: Number(KEPT) }),
});
const traffic = new Traffic(chain.house);
let timeMs = chain.head.timeMs;
let serial = 0;
/** The bytes of each row that stands, by table and slot. */
const bytesOf = new Map<string, number>();
let rowBytes = 0;

async function block(trades: ReturnType<typeof traffic.trade>[]): Promise<void> {
  timeMs += 1_000;
  const reports = Array.from(inReports(trades, 250), (part) => traffic.report(part, timeMs));
  const prepared = [traffic.prices(timeMs), ...reports];
  const result = chain.execute(
    timeMs,
    prepared.map((each) => ({ bytes: new Uint8Array(0), prepared: each })),
  );
  const isTaken = result.receipts.every(({ refusal, outcomes }) => !refusal && outcomes.every((each) => each.accepted));
  assert(isTaken, "bench: a trade was refused");
  for (const { table, slot, bytes } of result.changes) {
    const key = `${table}/${slot}`;
    rowBytes += (bytes?.length ?? 0) - (bytesOf.get(key) ?? 0);
    if (bytes === null) bytesOf.delete(key);
    else bytesOf.set(key, bytes.length);
  }
  await chain.commit();
}

function tradeOfTurn(): ReturnType<typeof traffic.trade> {
  // Who buys in one turn of the circle sells in the next: positions come and go.
  serial += 1;
  const turn = Math.floor(serial / ACCOUNTS);
  const first = 1 + (serial % ACCOUNTS);
  const second = 1 + ((serial + 1) % ACCOUNTS);
  const [buyer, seller] = turn % 2 === 0 ? [first, second] : [second, first];
  return traffic.trade(Math.floor(turn / 2) % INSTRUMENTS, buyer, seller, timeMs + 1_000);
}

/** LevelDB takes files away meanwhile: they are of no size. */
const sizeOfStore = (): number =>
  readdirSync(path, { recursive: true, encoding: "utf8" }).reduce(
    (sum, name) => sum + (statSync(join(path, name), { throwIfNoEntry: false })?.size ?? 0),
    0,
  );

interface Reading {
  readonly name: string;
  readonly atSeconds: number;
  readonly trades: number;
  readonly rows: number;
  readonly rowBytes: number;
  readonly heapBytes: number;
  readonly storeBytes: number;
}

function read(blocks: number): Reading {
  collect();
  return {
    name: "engine/memory",
    atSeconds: blocks,
    trades: blocks * TRADES_A_BLOCK,
    rows: bytesOf.size,
    rowBytes,
    heapBytes: process.memoryUsage().heapUsed,
    storeBytes: sizeOfStore(),
  };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const ratio = (later: number, sooner: number): number => Number((later / sooner).toFixed(3));
const sizes: number[] = [];

await block([]);
await block([]);
let settled: Reading | null = null;
for (let index = 1; index <= BLOCKS; index += 1) {
  await block(Array.from({ length: TRADES_A_BLOCK }, tradeOfTurn));
  if (index % SIZED_BLOCKS === 0) sizes.push(sizeOfStore());
  if (index % 60 !== 0 && index !== BLOCKS && index !== SETTLED_BLOCKS) continue;
  const reading = read(index);
  console.log(JSON.stringify(reading));
  if (index === SETTLED_BLOCKS) settled = reading;
  if (index === BLOCKS && settled !== null)
    console.log(
      JSON.stringify({
        name: "engine/memory/growth",
        fromSeconds: SETTLED_BLOCKS,
        toSeconds: BLOCKS,
        rows: reading.rows - settled.rows,
        rowBytes: reading.rowBytes - settled.rowBytes,
        heapRatio: ratio(reading.heapBytes, settled.heapBytes),
        keptBlocks: KEPT,
        // The last quarter against the third.
        storeRatio: ratio(
          mean(sizes.slice(-sizes.length / 4)),
          mean(sizes.slice(-sizes.length / 2, -sizes.length / 4)),
        ),
        earliestHeight: chain.store.history.earliestHeight,
      }),
    );
}
await chain.store.close();
rmSync(path, { recursive: true, force: true });
