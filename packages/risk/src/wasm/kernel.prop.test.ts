/**
 * Goal: the WebAssembly kernel is the TypeScript one, bit for bit. Method: random houses through both, with every kind
 * of account, clones, coarse rows, joint scenarios, changes between passes, and what only the fallback can answer.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileKernel, type Variant } from "../../assembly/build.ts";
import { addInterest } from "../book/interest.ts";
import { positionsOf } from "../book/positions.ts";
import { MarginWorkspace } from "../book/workspace.ts";
import { AccountTable, MARGIN_METHODS } from "../kernel/accounts.ts";
import { assessAccount } from "../kernel/margin.ts";
import { createInterestTable, createRequirementTable, interestOf, remarginAll } from "../kernel/remargin.ts";
import { buildScenarioRow } from "../scenario/buildRow.ts";
import { pairedBook, portfolio } from "../testing/arbitrary.ts";
import { BTC } from "../testing/sample.ts";
import { createWasmMarginKernel } from "./kernel.ts";
import { KERNEL_BASE64, SHARED_KERNEL_BASE64 } from "./kernelBytes.ts";

const sample = pairedBook();
const { book, context } = sample;
const instruments = sample.terms.length;
// Collateral, and a contract so large that its row needs a coarser unit.
const coin = {
  instrumentId: 90,
  underlyingId: BTC,
  atomsPerPoint: 1000,
  kind: "collateral",
  haircutPpm: 100_000,
} as const;
const large = { instrumentId: 91, underlyingId: BTC, atomsPerPoint: 10_000_000, kind: "perpetual" } as const;
const markOf = (valueAtoms: number) => ({ valueAtoms, fundingRate8h: 0.0001, isPriced: true });
book.setRow(instruments, buildScenarioRow(coin, markOf(60_000_000), sample.prepared[0]!));
book.setRow(instruments + 1, buildScenarioRow(large, markOf(600_000_000_000), sample.prepared[0]!));

const GROUPS = 3;
const account = fc.record({
  pairs: portfolio(instruments),
  coins: fc.nat(1000),
  contracts: fc.integer({ min: -2, max: 2 }),
  factor: fc.constantFrom(1, 1, 1, 1, 2 ** 24, 2 ** 40),
  method: fc.nat(2),
  group: fc.integer({ min: -1, max: GROUPS - 1 }),
});

type Account = typeof account extends fc.Arbitrary<infer Value> ? Value : never;

function put(table: AccountTable, index: number, { pairs, coins, contracts, factor, method, group }: Account): void {
  const held: [number, number][] = pairs.map(([instrument, lots]) => [instrument, lots * factor]);
  if (coins > 500) held.push([instruments, coins]);
  if (contracts !== 0) held.push([instruments + 1, contracts]);
  table.set(index, positionsOf(held), MARGIN_METHODS[method]!, group);
}

function interestFor(table: AccountTable) {
  const interest = createInterestTable(GROUPS, book.underlyingCount);
  const workspace = new MarginWorkspace();
  for (let index = 0; index < table.accountCount; index += 1) {
    if (table.groups[index]! < 0) continue;
    assessAccount(workspace, book, context, table.positions(index), "portfolio", interestOf(table, null, index));
    addInterest(workspace, interestOf(table, interest, index), 1);
  }
  return interest;
}

describe("the WebAssembly kernel", () => {
  it("MARG-069: answers what the TypeScript kernel answers, pass after pass", () => {
    const kernel = createWasmMarginKernel()!;
    fc.assert(
      fc.property(
        fc.array(account, { minLength: 1, maxLength: 12 }),
        fc.array(fc.tuple(fc.nat(11), account), { maxLength: 4 }),
        fc.boolean(),
        (first, changes, withClones) => {
          const table = new AccountTable();
          for (const [index, one] of first.entries()) put(table, index, one);
          for (const change of [undefined, ...changes]) {
            if (change !== undefined) put(table, change[0], change[1]);
            const interest = withClones ? interestFor(table) : null;
            const expected = createRequirementTable(table.accountCount);
            const found = createRequirementTable(table.accountCount);
            remarginAll(book, context, table, interest, expected);
            kernel.remargin(book, context, table, interest, found);
            expect(found).toEqual(expected);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it("MARG-069: margins a list of accounts and leaves the others alone", () => {
    const kernel = createWasmMarginKernel()!;
    const table = new AccountTable();
    for (const [index, one] of fc.sample(account, { numRuns: 9, seed: 5 }).entries()) put(table, index, one);
    const expected = createRequirementTable(9);
    remarginAll(book, context, table, null, expected);
    const found = createRequirementTable(9);
    kernel.remargin(book, context, table, null, found, Uint32Array.of(7, 2));
    const isListed = (index: number) => index === 7 || index === 2;
    expect([...found.initial]).toEqual([...expected.initial].map((margin, index) => (isListed(index) ? margin : 0)));
    expect(found.initial[7]).toBeGreaterThan(0);
  });

  it("scans to the worst scenario of an account as one netting set", () => {
    const kernel = createWasmMarginKernel()!;
    const plain = pairedBook();
    const table = new AccountTable();
    const held = fc.sample(portfolio(instruments), { numRuns: 20, seed: 9 });
    for (const [index, pairs] of held.entries()) table.set(index, positionsOf(pairs), "cross");
    const losses = new Float64Array(20);
    kernel.scan(plain.book, plain.context, table, losses);
    for (const [index, pairs] of held.entries()) {
      const sums = Array.from({ length: 32 }, (_, column) =>
        pairs.reduce((sum, [instrument, lots]) => sum + lots * plain.book.rowAt(instrument)!.pnl[column]!, 0),
      );
      expect(losses[index]).toBe(0 - Math.min(...sums));
    }
  });

  it("is compiled from the sources that stand beside it", async () => {
    const isSame = async (variant: Variant, committed: string): Promise<boolean> =>
      Buffer.from(await compileKernel(variant)).equals(Buffer.from(committed, "base64"));
    expect(await isSame("own", KERNEL_BASE64)).toBe(true);
    expect(await isSame("shared", SHARED_KERNEL_BASE64)).toBe(true);
  });
});
