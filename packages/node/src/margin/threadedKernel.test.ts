/**
 * Goal: however many threads share a pass, every account gets the numbers of the TypeScript kernel.
 * Method: passes over thousands of random accounts while prices, positions and the number of accounts change.
 */
import {
  AccountTable,
  buildScenarioRow,
  createMarginContext,
  createRequirementTable,
  positionsOf,
  prepareMarket,
  RiskBook,
  remarginAll,
  STANDARD_PROFILE,
  type UnderlyingMarket,
} from "@novate/risk";
import { createRandom } from "@novate/stdx";
import { afterEach, expect, test } from "vitest";
import { createThreadedMarginKernel } from "./threadedKernel.ts";

const UNDERLYINGS = 5;
const random = createRandom(11);
const below = (count: number): number => random.nextInt(0, count - 1);

const market = (underlyingId: number, spot: number): UnderlyingMarket => ({
  underlyingId,
  timeMs: 1_760_000_000_000,
  spot,
  forwards: [],
  surface: null,
  volAnnual: 0.6,
  rangeFloor: 0,
  ageMs: 0,
  confidence: 0,
  jointShocks: [],
});

/** Prices the perpetual of each underlying, whose index is its own. */
function price(book: RiskBook): void {
  for (let underlyingId = 0; underlyingId < UNDERLYINGS; underlyingId += 1) {
    const spot = 100 + below(50);
    const terms = { instrumentId: underlyingId, underlyingId, atomsPerPoint: 1_000_000, kind: "perpetual" } as const;
    const mark = { valueAtoms: spot * 1_000_000, fundingRate8h: 0.0001, isPriced: true };
    book.setRow(
      underlyingId,
      buildScenarioRow(terms, mark, prepareMarket(STANDARD_PROFILE, market(underlyingId, spot))),
    );
  }
}

const contextOf = (book: RiskBook) =>
  createMarginContext(
    book,
    Array.from({ length: UNDERLYINGS }, (_, underlyingId) => ({
      underlyingId,
      range: 0.1,
      openInterestScalePpm: 1_000_000,
      deltaDepthAtoms: 1e13,
      vegaDepthAtoms: 1e11,
    })),
    [{ leftUnderlyingId: 0, rightUnderlyingId: 1, creditPpm: 300_000 }],
  );

function fill(table: AccountTable, from: number, to: number): void {
  for (let account = from; account < to; account += 1) {
    const held = Array.from({ length: 1 + below(UNDERLYINGS) }, (_, index): [number, number] => [
      index,
      (below(2_001) - 1_000) * (account % 997 === 0 ? 2 ** 33 : 1), // some beyond what is exact
    ]);
    table.set(account, positionsOf(held), account % 2 === 0 ? "portfolio" : "cross");
  }
}

const kernels: { close(): void }[] = [];
afterEach(() => {
  for (const kernel of kernels.splice(0)) kernel.close();
});

test.each([1, 2, 4])("MARG-069 %i threads answer what one does, pass after pass", (threads) => {
  const kernel = createThreadedMarginKernel(threads)!;
  kernels.push(kernel);
  const book = new RiskBook(STANDARD_PROFILE);
  const table = new AccountTable();
  for (let pass = 0; pass < 6; pass += 1) {
    price(book);
    fill(table, pass === 0 ? 0 : below(9_000), 9_000 + 3_000 * pass);
    const context = contextOf(book);
    const expected = createRequirementTable(table.accountCount);
    const found = createRequirementTable(table.accountCount);
    remarginAll(book, context, table, null, expected);
    kernel.remargin(book, context, table, null, found);
    expect(found).toEqual(expected);
  }
});
