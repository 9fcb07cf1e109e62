/**
 * From one price tick to the complete list of breached accounts: latency as the house grows, beside a full pass.
 *
 * Each tick moves one underlying by a few basis points, prices its 200 instruments again, expires certificates, margins
 * those accounts again and certifies them. `node bench/marginTick.ts [largest]`, up to 1,000,000 accounts unless told.
 * Prints one JSON object a line.
 *
 * @module
 */
import {
  type AccountTable,
  createRequirementTable,
  createWasmMarginKernel,
  HealthWatch,
  remarginAll,
} from "@novate/risk";
import { print, rounded } from "./support/measure.ts";
import { below, createAccounts, LINEAR, RiskHouse, UNDERLYINGS } from "./support/riskHouse.ts";

const LARGEST = Number(process.argv[2] ?? 1_000_000);
const TICKS = 300;
/** Ticks before those that are measured: the compiler's. */
const WARM_UP = 30;

for (let accounts = 1_000; accounts <= LARGEST; accounts *= 10) {
  const house = new RiskHouse();
  const table = createAccounts(accounts, "cross", () => below(LINEAR));
  const watch = new HealthWatch(house.book);
  const kernel = createWasmMarginKernel();
  const result = createRequirementTable(accounts);
  remarginAll(house.book, house.context, table, null, result);

  // Equity at the first marks: maintenance margin and a cushion of 1 % to 200 % of it.
  const cash = new Float64Array(accounts);
  for (let account = 0; account < accounts; account += 1) {
    const margin = result.maintenance[account]!;
    const equity = Math.ceil(margin * (1.01 + below(200) / 100)) + 1;
    cash[account] = equity - valueAt(house, table, account);
    watch.certify(account, table.positions(account), equity - margin, house.context);
  }

  const latencies: number[] = [];
  let looked = 0;
  let breached = 0;
  for (let tick = -WARM_UP; tick < TICKS; tick += 1) {
    const underlying = (tick + WARM_UP) % UNDERLYINGS;
    const factor = 1 + (below(21) - 10) / 10_000;
    const start = performance.now();
    house.move(underlying, factor);
    const expired = watch.advance(underlying, house.context);
    if (kernel === null)
      for (const account of expired) remarginAll(house.book, house.context, table, null, result, account, account + 1);
    else kernel.remargin(house.book, house.context, table, null, result, expired);
    for (const account of expired) {
      const surplus = cash[account]! + valueAt(house, table, account) - result.maintenance[account]!;
      // A breached account is default management's from here on.
      if (surplus < 0) breached += 1;
      else watch.certify(account, table.positions(account), surplus, house.context);
    }
    if (tick < 0) continue;
    latencies.push(performance.now() - start);
    looked += expired.length;
  }
  latencies.sort((left, right) => left - right);
  const start = performance.now();
  remarginAll(house.book, house.context, table, null, result);
  const full = performance.now() - start;
  const p99 = latencies[Math.floor(TICKS * 0.99)]!;
  print({
    measure: "tickToBreaches",
    accounts,
    p50Ms: rounded(latencies[TICKS >> 1]!),
    p99Ms: rounded(p99),
    accountsLookedAtPerTick: rounded(looked / TICKS),
    breachesSeen: breached,
    fullPassMs: rounded(full),
    ratioToFullPass: rounded(full / p99),
  });
}

function valueAt(house: RiskHouse, table: AccountTable, account: number): number {
  const { instruments, lots, from, to } = table.positions(account);
  let value = 0;
  for (let entry = from; entry < to; entry += 1)
    value += lots[entry]! * house.book.rows.markAtoms[instruments[entry]!]!;
  return value;
}
