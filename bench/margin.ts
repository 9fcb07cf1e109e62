/**
 * How fast margin is: repricing, the full pass, one account, one what-if; each beside a bare loop of the same run.
 *
 * Prints one JSON object a line. `node bench/margin.ts [accounts]`, 100,000 accounts unless told.
 *
 * @module
 */
import { atoms } from "@novate/num";
import {
  AccountTable,
  bookPortfolio,
  buildScenarioRow,
  createMarginContext,
  createRequirementTable,
  createWasmMarginKernel,
  type InstrumentTerms,
  type MarginContext,
  type MarginMethod,
  marginOf,
  modelValue,
  positionsOf,
  prepareMarket,
  RiskBook,
  remarginAll,
  STANDARD_PROFILE,
  type UnderlyingMarket,
} from "@novate/risk";
import { createRandom } from "@novate/stdx";

const ACCOUNTS = Number(process.argv[2] ?? 100_000);
const POSITIONS = 10;
const UNDERLYINGS = 10;
const EXPIRIES = 6;
const NOW_MS = 1_760_000_000_000;
const DAY_MS = 86_400_000;
const random = createRandom(7);
const below = (count: number): number => random.nextInt(0, count - 1);

/** Runs `work` until two fifths of a second have passed, five times over; the median of seconds per run. */
function seconds(work: () => void): number {
  work();
  const samples: number[] = [];
  for (let sample = 0; sample < 5; sample += 1) {
    let runs = 0;
    const start = performance.now();
    do {
      work();
      runs += 1;
    } while (performance.now() - start < 400);
    samples.push((performance.now() - start) / 1000 / runs);
  }
  return samples.sort((left, right) => left - right)[2]!;
}

const print = (result: Record<string, string | number>): void => console.log(JSON.stringify(result));
const rounded = (value: number): number => Number(value.toPrecision(4));

/** An underlying with six expiries on SVI slices. */
function marketOf(underlyingId: number): UnderlyingMarket {
  const spot = 100 * (underlyingId + 1);
  const days = [2, 7, 30, 60, 90, 180];
  return {
    underlyingId,
    timeMs: NOW_MS,
    spot,
    forwards: days.map((day) => ({ expiryMs: NOW_MS + day * DAY_MS, forward: spot * (1 + day / 5000), discount: 1 })),
    surface: {
      slices: days.map((day) => ({
        yearsToExpiry: day / 365,
        a: 0.4 * (day / 365),
        b: 0.1 * (day / 365),
        rho: -0.2,
        m: 0,
        sigma: 0.2,
      })),
    },
    volAnnual: 0.6,
    rangeFloor: 0,
    ageMs: 0,
    confidence: 0.001,
    jointShocks: [],
  };
}

/** 200 instruments of one underlying: a perpetual, six futures and options around the money. */
function listingOf(market: UnderlyingMarket): InstrumentTerms[] {
  const { underlyingId, spot } = market;
  const common = { underlyingId, atomsPerPoint: 1_000_000 };
  const terms: InstrumentTerms[] = [{ ...common, instrumentId: 0, kind: "perpetual" }];
  for (const { expiryMs } of market.forwards)
    terms.push({ ...common, instrumentId: 0, kind: "future", expiryMs, fixing: null });
  for (let index = 0; terms.length < 200; index += 1) {
    const { expiryMs } = market.forwards[index % EXPIRIES]!;
    const strike = Math.round(spot * (0.6 + 0.005 * Math.floor(index / EXPIRIES / 2) * 5));
    terms.push({
      ...common,
      instrumentId: 0,
      kind: "option",
      isCall: Math.floor(index / EXPIRIES) % 2 === 0,
      strike,
      expiryMs,
      fixing: null,
    });
  }
  return terms.map((one, index) => ({ ...one, instrumentId: underlyingId * 200 + index }));
}

const markets = Array.from({ length: UNDERLYINGS }, (_, underlyingId) => marketOf(underlyingId));
const listings = markets.map(listingOf);
const marks = listings.map((listing, underlying) =>
  listing.map((terms) => ({
    valueAtoms: Math.round(modelValue(terms, markets[underlying]!)!),
    fundingRate8h: 0.0001,
    isPriced: true,
  })),
);

/** Prices every instrument of the house into `book`. */
function priceAll(book: RiskBook): void {
  for (const [underlying, market] of markets.entries()) {
    const prepared = prepareMarket(STANDARD_PROFILE, market);
    for (const [index, terms] of listings[underlying]!.entries())
      book.setRow(terms.instrumentId, buildScenarioRow(terms, marks[underlying]![index]!, prepared));
  }
}

const book = new RiskBook(STANDARD_PROFILE);
priceAll(book);
const context: MarginContext = createMarginContext(
  book,
  markets.map((market) => ({
    underlyingId: market.underlyingId,
    range: prepareMarket(STANDARD_PROFILE, market).range,
    openInterestScalePpm: 1_000_000,
    deltaDepthAtoms: 1e13,
    vegaDepthAtoms: 1e11,
  })),
  [{ leftUnderlyingId: 0, rightUnderlyingId: 1, creditPpm: 500_000 }],
);

/** Accounts of ten positions in up to three underlyings; `kinds` picks instruments out of a listing. */
function accountsOf(method: MarginMethod, kinds: () => number): AccountTable {
  const table = new AccountTable();
  for (let account = 0; account < ACCOUNTS; account += 1) {
    const home = below(UNDERLYINGS);
    const pairs = Array.from({ length: POSITIONS }, (_, position): [number, number] => {
      const underlying = (home + Math.floor(position / 4)) % UNDERLYINGS;
      return [underlying * 200 + kinds(), below(200) - 100];
    });
    table.set(account, positionsOf(pairs), method);
  }
  return table;
}

/** The least that any margin must do: ten rows times lots, summed and the worst of 32 taken. */
function barePass({ starts, instruments, lots }: AccountTable, worst: Float64Array): void {
  const { pnl, stride } = book;
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

const scratch = new RiskBook(STANDARD_PROFILE);
priceAll(scratch);
const repricing = seconds(() => priceAll(scratch));
print({ bench: "margin/reprice", instruments: UNDERLYINGS * 200, scenarios: 34, ms: rounded(repricing * 1000) });

const mixes: [name: string, table: AccountTable][] = [
  ["cross, futures and perpetuals", accountsOf("cross", () => below(7))],
  ["portfolio, futures and perpetuals", accountsOf("portfolio", () => below(7))],
  ["cross, all kinds", accountsOf("cross", () => below(200))],
  ["portfolio, all kinds", accountsOf("portfolio", () => below(200))],
];
const bare = seconds(() => barePass(mixes[3]![1], new Float64Array(ACCOUNTS)));
print({
  bench: "margin/bareLoop",
  accounts: ACCOUNTS,
  positions: POSITIONS,
  accountsPerSecond: rounded(ACCOUNTS / bare),
  ms: rounded(bare * 1000),
});
const result = createRequirementTable(ACCOUNTS);
const wasm = createWasmMarginKernel();
for (const [mix, table] of mixes) {
  const passes: [name: string, seconds: number][] = [
    ["typescript", seconds(() => remarginAll(book, context, table, null, result))],
  ];
  if (wasm !== null) passes.push(["wasm", seconds(() => wasm.remargin(book, context, table, null, result))]);
  for (const [kernel, full] of passes) {
    print({
      bench: "margin/fullPass",
      kernel,
      mix,
      accounts: ACCOUNTS,
      positions: POSITIONS,
      accountsPerSecond: rounded(ACCOUNTS / full),
      ms: rounded(full * 1000),
      ratioToBareLoop: rounded(bare / full),
    });
  }
}

const [, mixed] = mixes[3]!;
let next = 0;
const single = seconds(() => {
  for (let run = 0; run < 1000; run += 1) {
    const positions = mixed.positions(next % ACCOUNTS);
    next += 1;
    marginOf(book, context, positions, "portfolio");
  }
});
print({ bench: "margin/oneAccount", positions: POSITIONS, microseconds: rounded((single / 1000) * 1e6) });

const package64 = {
  profile: STANDARD_PROFILE,
  method: "portfolio",
  underlyings: [{ market: markets[0]!, openInterestScalePpm: 1_000_000, deltaDepthAtoms: 1e13, vegaDepthAtoms: 1e11 }],
  positions: listings[0]!
    .slice(7, 71)
    .map((terms, index) => ({ terms, mark: marks[0]![index + 7]!, lots: index % 2 === 0 ? 10 : -10 })),
  pairs: [],
  equity: atoms(0n),
} as const;
const whatIf = seconds(() => {
  const booked = bookPortfolio(package64);
  marginOf(booked.book, booked.context, booked.positions, "portfolio");
});
print({ bench: "margin/whatIf64Options", ms: rounded(whatIf * 1000) });
