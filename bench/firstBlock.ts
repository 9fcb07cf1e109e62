/**
 * The first block after a restart, in which every account is due: by the full pass, beside accounts looked at one by one.
 *
 * `node bench/firstBlock.ts [accounts] [threads]`, 100,000 with ten positions each and every core unless told. Times are
 * of the processor, the least of several restarts. Prints one JSON object a line.
 *
 * @module
 */
import { availableParallelism } from "node:os";
import { Engine, houseIdOf, type MarginPass, type PreparedTransaction } from "@novate/engine";
import { assert } from "@novate/stdx";
import { createMarginPass } from "../packages/node/src/margin/marginPass.ts";
import { benchGenesis, INSTRUMENTS, inReports, openingTrades, Traffic } from "./support/house.ts";
import { print, rounded } from "./support/measure.ts";
import { accountsBeyondFounding } from "./support/openAccounts.ts";

const ACCOUNTS = Number(process.argv[2] ?? 100_000);
const THREADS = Number(process.argv[3] ?? availableParallelism());
const RUNS = 4;

const { rows, root, height, timeMs, prices } = build();
const onOne = createMarginPass(1);
const onMany = createMarginPass(THREADS);
const passes: readonly (readonly [name: string, pass: MarginPass | undefined])[] = [
  ["oneByOne", { leastAccounts: Number.POSITIVE_INFINITY, margin: () => {} }],
  ["typeScript", undefined],
  ["vectors", onOne],
  [`vectorsOn${THREADS}Threads`, onMany],
];
const best = new Map(
  passes.map(([name]) => [name, { cpuMs: Number.POSITIVE_INFINITY, wallMs: Number.POSITIVE_INFINITY }]),
);
const roots = new Set<string>();
for (let run = 0; run < RUNS; run += 1) {
  for (const [name, pass] of passes) {
    const restored = Engine.restore(rows, root, pass);
    assert(restored.ok, "bench: the rows are not the house's");
    const cpuStart = process.cpuUsage();
    const start = performance.now();
    const { stateRoot } = restored.engine.apply({ height: height + 1, timeMs: timeMs + 1_000, transactions: [prices] });
    const wallMs = performance.now() - start;
    const { user } = process.cpuUsage(cpuStart);
    roots.add(stateRoot);
    const least = best.get(name)!;
    least.cpuMs = Math.min(least.cpuMs, user / 1_000);
    least.wallMs = Math.min(least.wallMs, wallMs);
  }
}
assert(roots.size === 1, "bench: the roots differ");
onOne.close();
onMany.close();

const alone = best.get("oneByOne")!;
for (const [name, { cpuMs, wallMs }] of best) {
  print({
    measure: "firstBlockAfterRestart",
    pass: name,
    accounts: ACCOUNTS,
    positionsPerAccount: INSTRUMENTS,
    cpuMs: rounded(cpuMs),
    wallMs: rounded(wallMs),
    timesFasterThanOneByOne: rounded(alone.cpuMs / cpuMs),
    timesFasterByTheClock: rounded(alone.wallMs / wallMs),
  });
}

/** A house whose accounts all have their positions, as rows, and the prices of its next block. */
function build() {
  const genesis = benchGenesis(ACCOUNTS);
  const { engine } = Engine.create(genesis);
  const traffic = new Traffic(houseIdOf(genesis));
  let { timeMs } = [...engine.state.house.values()][0]!;
  const block = (transactions: readonly PreparedTransaction[]) => {
    const { receipts } = engine.apply({ height: engine.height + 1, timeMs, transactions });
    for (const { refusal, outcomes } of receipts)
      assert(refusal === null && outcomes.every(({ accepted }) => accepted), "bench: something was refused");
  };
  for (let step = 0; step < 2; step += 1) {
    timeMs += 10;
    block([traffic.prices(timeMs)]);
  }
  for (const transactions of accountsBeyondFounding(houseIdOf(genesis), ACCOUNTS, timeMs + 60_000)) {
    timeMs += 10;
    block(transactions);
  }
  for (const report of inReports(openingTrades(traffic, ACCOUNTS, timeMs), 2_000)) {
    timeMs += 10;
    block([traffic.report(report, timeMs)]);
  }
  timeMs += 1_000;
  block([traffic.prices(timeMs)]);
  const { height, stateRoot } = engine;
  return { rows: [...engine.rows()], root: stateRoot, height, timeMs, prices: traffic.prices(timeMs + 1_000) };
}
