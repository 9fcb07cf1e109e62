/**
 * Time to come back: a store of many accounts with ten positions each is opened, its rows are loaded, everything derived is
 * rebuilt and the root compared; beside the bare reading of the same rows.
 *
 * `node bench/restart.ts [accounts]`, 100,000 unless told. Prints one JSON object.
 *
 * @module
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { houseIdOf, type PreparedTransaction } from "@novate/engine";
import { assert } from "@novate/stdx";
import { openChain } from "../packages/node/src/chain/index.ts";
import { Store } from "../packages/node/src/store/index.ts";
import { benchGenesis, INSTRUMENTS, inReports, openingTrades, Traffic } from "./support/house.ts";
import { accountsBeyondFounding } from "./support/openAccounts.ts";

const ACCOUNTS = Number(process.argv[2] ?? 100_000);
const path = mkdtempSync(join(tmpdir(), "novate-restart-"));
const genesis = benchGenesis(ACCOUNTS);
const identity = await build();

const readStart = performance.now();
const store = await Store.open({ path, identity });
let rows = 0;
for await (const page of store.rows()) rows += page.length;
await store.close();
const readMs = performance.now() - readStart;

const cpuStart = process.cpuUsage();
const start = performance.now();
const chain = await openChain({ path, genesis });
const restartMs = performance.now() - start;
const { user, system } = process.cpuUsage(cpuStart);
await chain.store.close();
rmSync(path, { recursive: true, force: true });

console.log(
  JSON.stringify({
    name: "node/restart",
    accounts: ACCOUNTS,
    positionsPerAccount: INSTRUMENTS,
    rows,
    restartMs: Math.round(restartMs),
    restartCpuMs: Math.round((user + system) / 1_000),
    readRowsAloneMs: Math.round(readMs),
    ratioToReadingAlone: Number((restartMs / readMs).toFixed(2)),
  }),
);

/** Founds the house, opens what the genesis has no room for, and gives every account its positions. */
async function build() {
  const chain = await openChain({ path, genesis });
  const traffic = new Traffic(houseIdOf(genesis));
  let { timeMs } = chain.head;
  const block = async (transactions: readonly PreparedTransaction[]) => {
    timeMs += 10; // the opening orders live for a minute
    // A price re-margins every account: two are enough, they stay fresh for a day.
    const prepared = chain.head.height < 2 ? [traffic.prices(timeMs)] : transactions;
    const result = chain.execute(
      timeMs,
      prepared.map((each) => ({ bytes: new Uint8Array(0), prepared: each })),
    );
    for (const { refusal, outcomes } of result.receipts) {
      const fault = refusal ?? outcomes.find((outcome) => !outcome.accepted);
      assert(
        fault === undefined || fault === null,
        `bench: refused ${fault && "code" in fault ? fault.code : JSON.stringify(fault, (_, v) => (typeof v === "bigint" ? `${v}` : v))}`,
      );
    }
    await chain.commit();
  };
  await block([]);
  await block([]);
  for (const transactions of accountsBeyondFounding(houseIdOf(genesis), ACCOUNTS, timeMs + 60_000))
    await block(transactions);
  for (const report of inReports(openingTrades(traffic, ACCOUNTS, timeMs), 2_000))
    await block([traffic.report(report, timeMs)]);
  timeMs += 2 * 60_000; // the orders lapse, and are forgotten a few a block
  while (await chain.read(({ state }) => state.orders.size > 0)) await block([]);
  const { identity } = chain.store;
  await chain.store.close();
  return identity;
}
