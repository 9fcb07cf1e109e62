/** Goal: what is explained is what is asked for, at two interests as at one. Method: random books, crowds and methods. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { INTEREST_WIDTH, NO_INTEREST } from "../book/interest.ts";
import { positionsOf } from "../book/positions.ts";
import type { MarginMethod } from "../book/requirement.ts";
import { pairedBook, portfolio } from "../testing/arbitrary.ts";
import { marginOf } from "./margin.ts";
import { explainMarginAt, marginAt } from "./twoInterests.ts";

const { book, context } = pairedBook();
const method = fc.constantFrom<MarginMethod>("isolated", "cross", "portfolio");
const crowd = fc
  .array(fc.constantFrom(0, 1, 1e9, 1e12, 1e15), {
    minLength: book.underlyingCount * INTEREST_WIDTH,
    maxLength: book.underlyingCount * INTEREST_WIDTH,
  })
  .map((values) => ({ values: Float64Array.from(values), offset: 0 }));

test("MARG-050 MARG-103 the explanation equals the requirement to the atom, whatever the crowd", () => {
  fc.assert(
    fc.property(portfolio(), method, crowd, (pairs, by, initial) => {
      const positions = positionsOf(pairs);
      const interests = { maintenance: NO_INTEREST, initial };
      const asked = marginAt(book, context, positions, by, interests);
      const explained = explainMarginAt(book, context, positions, by, interests);
      expect(explained.requirement).toEqual(asked);
      const plain = marginOf(book, context, positions, by);
      expect(asked.maintenanceMargin).toBe(plain.maintenanceMargin);
      expect(asked.initialMargin).toBeGreaterThanOrEqual(plain.initialMargin);
      if (by !== "cross") return;
      const sum = explained.underlyings.reduce((total, { maintenanceMargin }) => total + maintenanceMargin, 0n);
      expect(sum).toBe(asked.maintenanceMargin);
    }),
    { numRuns: 300 },
  );
});

test("MARG-021 MARG-103 portfolio ≤ cross ≤ isolated, whatever the crowd", () => {
  fc.assert(
    fc.property(portfolio(), crowd, (pairs, initial) => {
      const [isolated, cross, whole] = (["isolated", "cross", "portfolio"] as const).map(
        (by) => marginAt(book, context, positionsOf(pairs), by, { maintenance: NO_INTEREST, initial }).initialMargin,
      );
      expect(whole!).toBeLessThanOrEqual(cross!);
      expect(cross!).toBeLessThanOrEqual(isolated!);
    }),
    { numRuns: 300 },
  );
});
