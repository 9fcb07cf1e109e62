/**
 * Goal: the skew of the smile by hand, a cap below zero included. Source of the rule: PMRMLib_2 of derivexyz/v2-core@7736900d,
 * where the shift is min(cap, k·cap/k*) above the money and max(−cap, k·cap/k*) below.
 */
import { expect, test } from "vitest";
import { DERIVE_PMRM2 } from "./profile.ts";
import { skewFactors, skewShift } from "./shocks.ts";

test.each([
  [0.15, 0.5, 0.075],
  [0.15, 2, 0.15],
  [0.15, -0.5, -0.075],
  [0.15, -2, -0.15],
  [0.15, 0, 0],
  [-0.2, 0.5, -0.2],
  [-0.2, 2, -0.4],
  [-0.2, -0.5, 0.2],
  [-0.2, -2, 0.4],
  [-0.2, 0, -0.2],
  [0, 3, 0],
])("a cap of %d at %d widths shifts by %d", (cap, part, shift) => {
  expect(skewShift(cap, part)).toBeCloseTo(shift, 15);
});

test("a long expiry whose caps fall below zero: both factors of a strike at the money are 1 + cap", () => {
  const skew = { ...DERIVE_PMRM2.skew, linearPerRoot: -0.25, absPerRoot: -0.35 };
  const expiry = {
    secondsToExpiry: 31_536_000,
    years: 1,
    forwardVariable: 2000,
    forwardFixed: 0,
    rate: 0,
    markDiscount: 1,
    confidence: 1,
    options: [],
  };
  // 0.15 − 0.25·√1 and 0.15 − 0.35·√1
  const { linear, abs } = skewFactors(skew, expiry, 2000);
  expect(linear).toBeCloseTo(0.9, 12);
  expect(abs).toBeCloseTo(0.8, 12);
});
