/**
 * The first block after a restart, in which every account is due: by the full pass, beside accounts looked at one by one.
 *
 * `node bench/firstBlock.ts [accounts] [threads]`, 60,000 with ten positions each and every core unless told. Times are
 * of the processor, the least of several restarts. Prints one JSON object a line.
 *
 * @module
 */
import { availableParallelism } from "node:os";
import { Engine, type MarginPass } from "@novate/engine";
import { assert } from "@novate/stdx";
import { createMarginPass } from "../packages/node/src/margin/marginPass.ts";
import { benchGenesis, FOUNDED_ACCOUNTS, INSTRUMENTS, inReports, openingTrades, Traffic } from "./support/house.ts";
import { print, rounded } from "./support/measure.ts";

const ACCOUNTS = Number(process.argv[2] ?? FOUNDED_ACCOUNTS);
const THREADS = Number(process.argv[3] ?? availableParallelism());
const RUNS = 4;
assert(ACCOUNTS <= FOUNDED_ACCOUNTS, "bench: more accounts than a genesis founds");

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
  const { engine } = Engine.create(benchGenesis(ACCOUNTS));
  const traffic = new Traffic();
  let { timeMs } = [...engine.state.house.values()][0]!;
  const block = (make: (timeMs: number) => ReturnType<Traffic["prices"]>, stepMs: number) => {
    timeMs += stepMs;
    const { receipts } = engine.apply({ height: engine.height + 1, timeMs, transactions: [make(timeMs)] });
    assert(receipts[0]!.refusal === null, "bench: refused");
    assert(
      receipts[0]!.outcomes.every(({ accepted }) => accepted),
      "bench: a trade was refused",
    );
  };
  for (let step = 0; step < 2; step += 1) block((now) => traffic.prices(now), 10);
  for (const report of inReports(openingTrades(traffic, ACCOUNTS, timeMs), 2_000))
    block((now) => traffic.report(report, now), 10);
  block((now) => traffic.prices(now), 1_000);
  const { height, stateRoot } = engine;
  return { rows: [...engine.rows()], root: stateRoot, height, timeMs, prices: traffic.prices(timeMs + 1_000) };
}
