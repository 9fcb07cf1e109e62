/**
 * Goal: curves pass through their nodes, are straight in logarithms between, and refuse what is not a curve.
 * Method: hand-made nodes.
 *
 * @module
 */
import { describe, expect, it } from "vitest";
import { createDiscountCurve, createForwardCurve, discountAt, forwardAt } from "./curves.ts";

const nodes = [
  { yearsToExpiry: 0.5, discount: 0.98 },
  { yearsToExpiry: 2, discount: 0.9 },
];

describe("discount curve", () => {
  const made = createDiscountCurve(nodes);
  if (!made.ok) throw new Error(made.detail);
  it.each([
    [0, 1],
    [0.25, Math.sqrt(0.98)],
    [0.5, 0.98],
    [1, 0.98 * (0.9 / 0.98) ** (1 / 3)],
    [2, 0.9],
    [4, 0.81],
  ])("at %d years", (years, discount) => expect(discountAt(made.curve, years)).toBeCloseTo(discount, 14));
  it("is one everywhere without nodes", () => {
    const empty = createDiscountCurve([]);
    expect(empty.ok && discountAt(empty.curve, 3)).toBe(1);
  });
  it.each([
    [[{ yearsToExpiry: 0, discount: 1 }], "NotPositive", "discounts[0].yearsToExpiry"],
    [[nodes[1]!, nodes[0]!], "OutOfOrder", "discounts[1].yearsToExpiry"],
    [[{ yearsToExpiry: 1, discount: -1 }], "NotPositive", "discounts[0].discount"],
    [[{ yearsToExpiry: 1, discount: Number.NaN }], "NotANumber", "discounts[0].discount"],
  ])("refuses %j", (given, code, field) =>
    expect(createDiscountCurve(given)).toMatchObject({ ok: false, code, field }),
  );
});

describe("forward curve", () => {
  const made = createForwardCurve(100, [{ yearsToExpiry: 1, forward: 110 }]);
  if (!made.ok) throw new Error(made.detail);
  it("keeps the basis in proportion when the spot moves", () => {
    expect(forwardAt(made.curve, 100, 1)).toBeCloseTo(110, 12);
    expect(forwardAt(made.curve, 50, 0.5)).toBeCloseTo(50 * Math.sqrt(1.1), 12);
    expect(forwardAt(made.curve, 50, 0)).toBe(50);
  });
  it("refuses a forward or spot that is no price", () => {
    expect(createForwardCurve(0, [])).toMatchObject({ ok: false, field: "spot" });
    expect(createForwardCurve(1, [{ yearsToExpiry: 1, forward: 0 }])).toMatchObject({ field: "forwards[0].forward" });
  });
});
