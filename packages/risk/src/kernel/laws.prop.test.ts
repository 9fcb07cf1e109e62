/**
 * Goal: the laws that need special books: caps, collateral, scaling, remargin. Method: random packages, checked against
 * the definition rather than the implementation.
 */
import { HOUR_MS } from "@novate/num";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NO_INTEREST } from "../book/interest.ts";
import { positionsOf } from "../book/positions.ts";
import type { MarginMethod } from "../book/requirement.ts";
import { MarginWorkspace } from "../book/workspace.ts";
import { buildScenarioRow } from "../scenario/buildRow.ts";
import { PER_UNDERLYING, pairedBook, portfolio } from "../testing/arbitrary.ts";
import { BTC, ETH, FAR_MS, listing, NEAR_MS, sampleBook, sampleMarket } from "../testing/sample.ts";
import { AccountTable, MARGIN_METHODS } from "./accounts.ts";
import { assessAccount, marginOf } from "./margin.ts";
import { createRequirementTable, remarginAll } from "./remargin.ts";

const sample = pairedBook();
const { book, context } = sample;
const method = fc.constantFrom<MarginMethod>("isolated", "cross", "portfolio");
const initial = (pairs: readonly (readonly [number, number])[], by: MarginMethod) =>
  marginOf(book, context, positionsOf(pairs), by).initialMargin;

describe("maximum loss", () => {
  /** Loss at expiry against the marks, by definition: marks paid less payoff, each expiry at its own settlement. */
  function lossAt(pairs: readonly (readonly [number, number])[], settlement: (expiryMs: number) => number): bigint {
    let loss = 0n;
    for (const [instrument, lots] of pairs) {
      const terms = sample.terms[instrument]!;
      if (terms.kind !== "option") throw new Error("the package is of options");
      const price = settlement(terms.expiryMs);
      const payoff = Math.max(terms.isCall ? price - terms.strike : terms.strike - price, 0) * terms.atomsPerPoint;
      loss += BigInt(lots) * (BigInt(book.rows.markAtoms[instrument]!) - BigInt(payoff));
    }
    return loss;
  }

  it("MARG-034: margin never exceeds the maximum loss of a package of BTC options, by any method but isolated", () => {
    const options = fc.array(
      fc.tuple(fc.integer({ min: 3, max: PER_UNDERLYING - 1 }), fc.integer({ min: -50, max: 50 })),
      { minLength: 1, maxLength: 6 },
    );
    const strikes = [
      0,
      ...new Set(
        sample.terms.flatMap((terms) => (terms.kind === "option" && terms.underlyingId === BTC ? [terms.strike] : [])),
      ),
    ];
    fc.assert(
      fc.property(options, fc.constantFrom("cross", "portfolio" as const), (pairs, by) => {
        const callsOf = (expiryMs: number) =>
          pairs.reduce((sum, [instrument, lots]) => {
            const terms = sample.terms[instrument]!;
            return terms.kind === "option" && terms.isCall && terms.expiryMs === expiryMs ? sum + lots : sum;
          }, 0);
        fc.pre(callsOf(NEAR_MS) >= 0 && callsOf(FAR_MS) >= 0);
        let worst = 0n;
        for (const near of strikes)
          for (const far of strikes) {
            const loss = lossAt(pairs, (expiryMs) => (expiryMs === NEAR_MS ? near : far));
            if (loss > worst) worst = loss;
          }
        expect(initial(pairs, by)).toBeLessThanOrEqual(worst);
      }),
      { numRuns: 150 },
    );
  });
});

describe("collateral", () => {
  const market = sampleMarket(BTC, 60_000, 0.6);
  const withCoin = sampleBook(
    [...listing(BTC, 60_000, 1000), ...listing(ETH, 3000, 10_000)],
    [market, sampleMarket(ETH, 3000, 0.8)],
    { depthAtoms: 5e11, creditPpm: 500_000 },
  );
  const coin = 2 * PER_UNDERLYING;
  const terms = {
    instrumentId: 9,
    underlyingId: BTC,
    atomsPerPoint: 1000,
    kind: "collateral",
    haircutPpm: 100_000,
  } as const;
  withCoin.book.setRow(
    coin,
    buildScenarioRow(terms, { valueAtoms: 60_000_000, fundingRate8h: 0, isPriced: true }, withCoin.prepared[0]!),
  );
  const amount = fc.integer({ min: 0, max: 3000 });

  it("MARG-078: more of it never raises a requirement, by any method", () => {
    fc.assert(
      fc.property(portfolio(), amount, amount, method, (pairs, left, right, by) => {
        const [less, more] = left < right ? [left, right] : [right, left];
        const margin = (lots: number) =>
          marginOf(withCoin.book, withCoin.context, positionsOf([...pairs, [coin, lots]]), by);
        expect(margin(more).initialMargin).toBeLessThanOrEqual(margin(less).initialMargin);
        expect(margin(more).maintenanceMargin).toBeLessThanOrEqual(margin(less).maintenanceMargin);
      }),
    );
  });
});

describe("factors", () => {
  it("MARG-022 MARG-024: a credit only lowers, and no credit at all is at most the sum of underlyings", () => {
    const without = pairedBook(5e11, 0);
    fc.assert(
      fc.property(portfolio(), (pairs) => {
        const credited = initial(pairs, "portfolio");
        const plain = marginOf(without.book, without.context, positionsOf(pairs), "portfolio").initialMargin;
        expect(credited).toBeLessThanOrEqual(plain);
        // At most half of the smaller leg: half of all scan losses is a loose bound of it.
        expect(credited * 4n).toBeGreaterThanOrEqual(plain * 2n);
      }),
    );
  });
  it("MARG-033, MARG-002, MARG-003: more open interest, age or doubt never lowers a requirement", () => {
    const market = (ageMs: number, confidence: number) => ({ ...sampleMarket(BTC, 60_000, 0.6), ageMs, confidence });
    const terms = listing(BTC, 60_000, 1000);
    const calm = sampleBook(terms, [market(0, 0)]);
    const doubtful = [
      sampleBook(terms, [market(0, 0)], { openInterestScalePpm: 1_700_000 }),
      sampleBook(terms, [market(0, 0.08)]),
    ];
    const aged = sampleBook(terms, [market(HOUR_MS, 0)]);
    fc.assert(
      fc.property(portfolio(PER_UNDERLYING), method, (pairs, by) => {
        const positions = positionsOf(pairs);
        const base = marginOf(calm.book, calm.context, positions, by).initialMargin;
        for (const one of doubtful)
          expect(marginOf(one.book, one.context, positions, by).initialMargin).toBeGreaterThanOrEqual(base);
        const linear = positionsOf(pairs.map(([instrument, lots]) => [instrument % 3, lots]));
        expect(marginOf(aged.book, aged.context, linear, by).initialMargin).toBeGreaterThanOrEqual(
          marginOf(calm.book, calm.context, linear, by).initialMargin,
        );
      }),
    );
  });
});

describe("remarginAll", () => {
  it("MARG-069: equals marginOf, account by account, also beyond float64", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(portfolio(), fc.constantFrom(1, 1, 1, 2 ** 40)), { maxLength: 12 }), (accounts) => {
        const held = accounts.map(([pairs, factor]) =>
          pairs.map(([instrument, lots]) => [instrument, lots * factor] as const),
        );
        const table = new AccountTable();
        for (const [account, pairs] of held.entries())
          table.set(account, positionsOf(pairs), MARGIN_METHODS[account % 3]!);
        const result = createRequirementTable(held.length);
        remarginAll(book, context, table, null, result);
        for (const [account, pairs] of held.entries()) {
          const expected = marginOf(book, context, positionsOf(pairs), MARGIN_METHODS[account % 3]!);
          const beyond = result.beyond.get(account);
          if (beyond !== undefined) expect(beyond).toEqual(expected);
          else
            expect([BigInt(result.initial[account]!), BigInt(result.maintenance[account]!)]).toEqual([
              expected.initialMargin,
              expected.maintenanceMargin,
            ]);
        }
      }),
      { numRuns: 60 },
    );
  });
  it("MARG-068: knows when float64 is not enough", () => {
    const workspace = new MarginWorkspace();
    const fits = (lots: number) =>
      assessAccount(workspace, book, context, positionsOf([[0, lots]]), "cross", NO_INTEREST);
    expect([fits(1000), fits(2 ** 40)]).toEqual([true, false]);
  });
});
