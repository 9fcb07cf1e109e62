/**
 * Goal: the shared evaluation is a function of the net book: no order, no clones, no gain from nothing.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  basisContingency,
  type ExpiryHolding,
  grossContracts,
  markValues,
  markVol,
  nakedShorts,
  scenarioProfit,
  worstIndexOf,
  worstOf,
} from "./repricing.ts";
import { volFactors } from "./volShock.ts";

const option = fc.record({
  kind: fc.constantFrom("call" as const, "put" as const),
  strike: fc.integer({ min: 10, max: 300 }),
  amount: fc.integer({ min: -5, max: 5 }),
  vol: fc.double({ min: 0.05, max: 3, noNaN: true }),
  discount: fc.constant(1),
});
const expiryOf = (options: ExpiryHolding["options"]): ExpiryHolding => ({
  years: 0.2,
  forwardVariable: 100,
  forwardFixed: 0,
  options,
});
const rule = { volOf: () => markVol, profitOf: (value: number, mark: number) => value - mark };
const profitOf = (options: ExpiryHolding["options"], ratio: number): number => {
  const book = { expiries: [expiryOf(options)], linear: [{ amount: 2, price: 100 }] };
  return scenarioProfit(book, markValues(book), ratio, rule);
};

describe("repricing", () => {
  test("order and clones do not matter", () => {
    fc.assert(
      fc.property(
        fc.array(option, { maxLength: 6 }),
        fc.double({ min: 0.1, max: 4, noNaN: true }),
        (options, ratio) => {
          const profit = profitOf(options, ratio);
          const halves = options.flatMap((item) => [
            { ...item, amount: item.amount / 2 },
            { ...item, amount: item.amount / 2 },
          ]);
          expect(profitOf([...options].reverse(), ratio)).toBeCloseTo(profit, 8);
          expect(profitOf(halves, ratio)).toBeCloseTo(profit, 8);
        },
      ),
    );
  });

  test("nothing happens when nothing moves", () => {
    fc.assert(
      fc.property(fc.array(option, { maxLength: 6 }), (options) => {
        expect(profitOf(options, 1)).toBe(0);
      }),
    );
  });

  test("a synthetic future of one strike has no naked short, two shorts have two", () => {
    const leg = (kind: "call" | "put", amount: number) => ({ kind, strike: 100, amount, vol: 0.5, discount: 1 });
    expect(nakedShorts(expiryOf([leg("call", -3), leg("put", 3)]))).toBe(0);
    expect(nakedShorts(expiryOf([leg("call", -1), leg("put", -1)]))).toBe(2);
    expect(grossContracts(expiryOf([leg("call", -3), leg("put", 3)]))).toBe(6);
  });

  test("the basis contingency is the worse of two moves, and never a gain", () => {
    const book = { expiries: [expiryOf([{ kind: "call", strike: 1, amount: 1, vol: 0.1, discount: 1 }])], linear: [] };
    const moves = { up: 1.05, down: 0.95, add: 0.5, perYear: 1 };
    expect(basisContingency(book, markValues(book), moves)).toBeCloseTo(-5 * 0.7, 9);
  });

  test("the worst is a loss or nothing", () => {
    expect(worstOf([3, 1])).toBe(0);
    expect(worstOf([3, -2])).toBe(-2);
    expect(worstIndexOf([3, -2, -2])).toBe(1);
  });
});

test("volatility shocks shrink with term, from the floor on, and change exponent at the pivot", () => {
  const shock = { rangeUp: 0.5, rangeDown: 0.3, shortPower: 0.3, longPower: 0.13, floorDays: 1, pivotDays: 30 };
  const at = (days: number) => volFactors(shock, days * 86_400);
  expect(at(30)).toEqual({ up: 1.5, down: 0.7 });
  expect(at(0.5)).toEqual(at(1));
  expect(at(7).up).toBeCloseTo(1 + 0.5 * (30 / 7) ** 0.3, 12);
  expect(at(90).down).toBeCloseTo(1 - 0.3 * (30 / 90) ** 0.13, 12);
});
