/**
 * Goal: the laws of margin hold for any portfolio. Method: random books against the kernel, and the kernel against the
 * bigint explanation, which shares no arithmetic with it.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addInterest, INTEREST_WIDTH, type Interest, NO_INTEREST } from "../book/interest.ts";
import { positionsOf } from "../book/positions.ts";
import type { MarginMethod } from "../book/requirement.ts";
import { MarginWorkspace } from "../book/workspace.ts";
import { explainMargin } from "../explain/explain.ts";
import type { UnderlyingExplanation } from "../explain/explanation.ts";
import { pairedBook, portfolio } from "../testing/arbitrary.ts";
import { assessAccount, marginOf } from "./margin.ts";

const { book, context } = pairedBook();
const METHODS: MarginMethod[] = ["isolated", "cross", "portfolio"];
const method = fc.constantFrom(...METHODS);
const margin = (pairs: readonly [number, number][], by: MarginMethod = "cross", interest: Interest = NO_INTEREST) =>
  marginOf(book, context, positionsOf(pairs), by, interest);

describe("marginOf", () => {
  it("MARG-050 MARG-011: equals the bigint explanation to the atom", () => {
    fc.assert(
      fc.property(portfolio(), method, (pairs, by) => {
        expect(margin(pairs, by)).toEqual(explainMargin(book, context, positionsOf(pairs), by).requirement);
      }),
      { numRuns: 400 },
    );
  });

  it("MARG-068: answers the same beyond float64, where lots are multiplied until sums overflow", () => {
    fc.assert(
      fc.property(portfolio(), method, fc.constantFrom(2 ** 20, 2 ** 31, 2 ** 40), (pairs, by, factor) => {
        const large = positionsOf(pairs.map(([instrument, lots]) => [instrument, lots * factor]));
        const workspace = new MarginWorkspace();
        const fits = assessAccount(workspace, book, context, large, by, NO_INTEREST);
        fc.pre(!fits);
        const { requirement } = explainMargin(book, context, large, by);
        expect(marginOf(book, context, large, by)).toEqual(requirement);
        // Whole multiples scale exactly but for liquidity, which grows faster.
        expect(requirement.initialMargin).toBeGreaterThanOrEqual(0n);
      }),
      { numRuns: 60 },
    );
  });

  it("MARG-012: does not depend on the order of positions, nor on how one is cut into entries", () => {
    fc.assert(
      fc.property(portfolio(), method, fc.infiniteStream(fc.integer({ min: 0, max: 1000 })), (pairs, by, noise) => {
        fc.pre(by !== "isolated");
        const keyed = pairs.map((pair) => ({ pair, key: noise.next().value }));
        const shuffled = keyed.sort((left, right) => left.key - right.key).map(({ pair }) => pair);
        const merged = new Map<number, number>();
        for (const [instrument, lots] of shuffled) merged.set(instrument, (merged.get(instrument) ?? 0) + lots);
        expect(margin(shuffled, by)).toEqual(margin(pairs, by));
        expect(margin([...merged], by).initialMargin).toBeLessThanOrEqual(margin(pairs, by).initialMargin);
      }),
    );
  });

  it("MARG-021 MARG-083: portfolio ≤ cross ≤ Σ isolated, for initial and maintenance margin", () => {
    fc.assert(
      fc.property(portfolio(), (pairs) => {
        const [isolated, cross, whole] = METHODS.map((by) => margin(pairs, by));
        expect(whole!.initialMargin).toBeLessThanOrEqual(cross!.initialMargin);
        expect(cross!.initialMargin).toBeLessThanOrEqual(isolated!.initialMargin);
        expect(whole!.maintenanceMargin).toBeLessThanOrEqual(cross!.maintenanceMargin);
        expect(cross!.maintenanceMargin).toBeLessThanOrEqual(isolated!.maintenanceMargin);
      }),
      { numRuns: 300 },
    );
  });

  it("MARG-040 MARG-041 MARG-042: close-out ≤ maintenance ≤ initial, none negative", () => {
    fc.assert(
      fc.property(portfolio(), method, (pairs, by) => {
        const { initialMargin, maintenanceMargin, closeOutLevel } = margin(pairs, by);
        expect(closeOutLevel).toBeGreaterThanOrEqual(0n);
        expect(closeOutLevel).toBeLessThanOrEqual(maintenanceMargin);
        expect(maintenanceMargin).toBeLessThanOrEqual(initialMargin);
      }),
    );
  });

  it("MARG-026: splitting an account into n equal ones never lowers the total by more than 1 %, seen as clones", () => {
    fc.assert(
      fc.property(
        portfolio(),
        fc.constantFrom("cross", "portfolio" as const),
        fc.integer({ min: 2, max: 20 }),
        (pairs, by, n) => {
          const whole = margin(
            pairs.map(([instrument, lots]) => [instrument, lots * n]),
            by,
          );
          const shared = interestOf(Array.from({ length: n }, () => pairs));
          const part = margin(pairs, by, shared);
          const total = part.initialMargin * BigInt(n);
          expect(total * 100n).toBeGreaterThanOrEqual(whole.initialMargin * 99n);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("MARG-026: nor does handing positions to two accounts of one owner in any way, but for ceilings", () => {
    fc.assert(
      fc.property(portfolio(), fc.array(fc.boolean(), { minLength: 10, maxLength: 10 }), (pairs, sides) => {
        const left = pairs.filter((_, index) => sides[index]);
        const right = pairs.filter((_, index) => !sides[index]);
        const shared = interestOf([left, right]);
        const whole = explainMargin(book, context, positionsOf(pairs), "cross", shared);
        const parts = [left, right].map((part) => explainMargin(book, context, positionsOf(part), "cross", shared));
        const isUncapped = ({ binding }: UnderlyingExplanation) => binding === "scan" || binding === "minimumCharge";
        fc.pre(parts.every(({ underlyings }) => underlyings.every(isUncapped)));
        const total = parts.reduce((sum, { requirement }) => sum + requirement.initialMargin, 0n);
        expect(total * 100n).toBeGreaterThanOrEqual(whole.requirement.initialMargin * 99n);
      }),
      { numRuns: 300 },
    );
  });

  it("MARG-081: a clone's liquidity charge is its share of what one account would pay: cloning is neutral", () => {
    fc.assert(
      fc.property(portfolio(), fc.integer({ min: 2, max: 50 }), (pairs, n) => {
        const shared = interestOf(Array.from({ length: n }, () => pairs));
        const one = explainMargin(book, context, positionsOf(pairs.map(([i, lots]) => [i, lots * n])), "cross");
        const each = explainMargin(book, context, positionsOf(pairs), "cross", shared);
        for (const [index, { deltaLiquidity, vegaLiquidity }] of each.underlyings.entries()) {
          const whole = one.underlyings[index]!;
          expect(deltaLiquidity.ratePpm).toBe(whole.deltaLiquidity.ratePpm);
          expect(vegaLiquidity.charge * BigInt(n)).toBeGreaterThanOrEqual(whole.vegaLiquidity.charge);
          expect(deltaLiquidity.charge * BigInt(n)).toBeGreaterThanOrEqual(whole.deltaLiquidity.charge);
        }
      }),
    );
  });

  it("MARG-081: more interest of clones never lowers a requirement", () => {
    fc.assert(
      fc.property(portfolio(), portfolio(), method, (pairs, others, by) => {
        const alone = margin(pairs, by, interestOf([pairs]));
        const crowded = margin(pairs, by, interestOf([pairs, others]));
        expect(crowded.initialMargin).toBeGreaterThanOrEqual(alone.initialMargin);
        expect(crowded.maintenanceMargin).toBeGreaterThanOrEqual(alone.maintenanceMargin);
      }),
    );
  });
});

/** Aggregate interest of accounts that one hand holds. */
function interestOf(accounts: readonly [number, number][][]): Interest {
  const interest = { values: new Float64Array(book.underlyingCount * INTEREST_WIDTH), offset: 0 };
  const workspace = new MarginWorkspace();
  for (const pairs of accounts) {
    assessAccount(workspace, book, context, positionsOf(pairs), "portfolio", NO_INTEREST);
    addInterest(workspace, interest, 1);
  }
  return interest;
}
