/**
 * How fast margin is: re-pricing, the full pass, one account, one what-if; each beside a bare loop of the same run.
 *
 * Prints one JSON object a line. `node bench/margin.ts [accounts]`, 100,000 accounts unless told.
 *
 * @module
 */

import { createThreadedMarginKernel } from "@novate/node";
import { atoms } from "@novate/num";
import {
  type AccountTable,
  createRequirementTable,
  createWasmMarginKernel,
  marginOf,
  type RiskBook,
  remarginAll,
  STANDARD_PROFILE,
} from "@novate/risk";
import { bookPortfolio } from "@novate/whatif";
import { print, rounded, seconds } from "./support/measure.ts";
import {
  below,
  createAccounts,
  LINEAR,
  PER_UNDERLYING,
  POSITIONS,
  RiskHouse,
  UNDERLYINGS,
} from "./support/riskHouse.ts";

const THREADS = 2;
const ACCOUNTS = Number(process.argv[2] ?? 100_000);

/** The least that any margin must do: ten rows times lots, summed, and the worst of 32 taken. */
function barePass(book: RiskBook, { starts, instruments, lots }: AccountTable, worst: Float64Array): void {
  const { pnl, stride } = book.rows;
  const sums = new Float64Array(32);
  for (let account = 0; account < ACCOUNTS; account += 1) {
    sums.fill(0);
    for (let entry = starts[account]!; entry < starts[account]! + POSITIONS; entry += 1) {
      const row = instruments[entry]! * stride;
      const quantity = lots[entry]!;
      for (let column = 0; column < 32; column += 1) sums[column] = sums[column]! + quantity * pnl[row + column]!;
    }
    let least = sums[0]!;
    for (let column = 1; column < 32; column += 1) if (sums[column]! < least) least = sums[column]!;
    worst[account] = least;
  }
}

const house = new RiskHouse();
const repricing = seconds(() => {
  for (let underlying = 0; underlying < UNDERLYINGS; underlying += 1) house.price(underlying);
});
const instruments = UNDERLYINGS * PER_UNDERLYING;
print({ measure: "reprice", instruments, scenarios: 34, ms: rounded(repricing * 1000) });

const mixes: [name: string, table: AccountTable][] = [
  ["cross, futures and perpetuals", createAccounts(ACCOUNTS, "cross", () => below(LINEAR))],
  ["portfolio, futures and perpetuals", createAccounts(ACCOUNTS, "portfolio", () => below(LINEAR))],
  ["cross, all kinds", createAccounts(ACCOUNTS, "cross", () => below(PER_UNDERLYING))],
  ["portfolio, all kinds", createAccounts(ACCOUNTS, "portfolio", () => below(PER_UNDERLYING))],
];
const [, mixed] = mixes[3]!;
const bare = seconds(() => barePass(house.book, mixed, new Float64Array(ACCOUNTS)));
const size = { accounts: ACCOUNTS, positions: POSITIONS };
const speed = (full: number) => ({ accountsPerSecond: rounded(ACCOUNTS / full), ms: rounded(full * 1000) });
print({ measure: "bareLoop", ...size, ...speed(bare) });

const result = createRequirementTable(ACCOUNTS);
const wasm = createWasmMarginKernel();
const threaded = createThreadedMarginKernel(THREADS);
for (const [mix, table] of mixes) {
  const { book, context } = house;
  const full = seconds(() => remarginAll(book, context, table, null, result));
  print({
    measure: "fullPass",
    kernel: "typescript",
    mix,
    ...size,
    ...speed(full),
    ratioToBareLoop: rounded(bare / full),
  });
  for (const [kernel, threads] of [
    [wasm, 1],
    [threaded, THREADS],
  ] as const) {
    if (kernel === null) continue;
    const vectors = seconds(() => kernel.remargin(book, context, table, null, result));
    const ratioToBareLoop = rounded(bare / vectors);
    print({ measure: "fullPass", kernel: "wasm", threads, mix, ...size, ...speed(vectors), ratioToBareLoop });
  }
}

threaded?.close();

let next = 0;
const thousand = seconds(() => {
  for (let run = 0; run < 1000; run += 1) {
    const positions = mixed.positions(next % ACCOUNTS);
    next += 1;
    marginOf(house.book, house.context, positions, "portfolio");
  }
});
const bareMicroseconds = (bare / ACCOUNTS) * 1e6;
const microseconds = (thousand / 1000) * 1e6;
print({
  measure: "oneAccount",
  positions: POSITIONS,
  microseconds: rounded(microseconds),
  ratioToBareLoop: rounded(bareMicroseconds / microseconds),
});

const options = house.listings[0]!.slice(LINEAR, LINEAR + 64);
const whatIf = seconds(() => {
  const { book, context, positions } = bookPortfolio({
    profile: STANDARD_PROFILE,
    method: "portfolio",
    underlyings: [
      { market: house.markets[0]!, openInterestScalePpm: 1_000_000, deltaDepthAtoms: 1e13, vegaDepthAtoms: 1e11 },
    ],
    positions: options.map((terms, index) => ({ terms, mark: house.mark(terms), lots: index % 2 === 0 ? 10 : -10 })),
    pairs: [],
    equity: atoms(0n),
    equityLow: atoms(0n),
    equityHigh: atoms(0n),
  });
  marginOf(book, context, positions, "portfolio");
});
print({ measure: "whatIf", options: options.length, ms: rounded(whatIf * 1000) });
