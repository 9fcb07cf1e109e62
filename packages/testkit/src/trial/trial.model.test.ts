/**
 * Goal: random histories keep every invariant, and the house can be made again from its rows or its log at any time.
 * Method: seeded workloads under the auditor; `npm run soak` runs the full number of operations.
 */
import { expect, test } from "vitest";
import { runTrial } from "./trial.ts";

/** About 6,000 operations each: calm times and crises, one seed apart. */
const SEEDS = ["calm-1", "crisis-1", "calm-2"];

test.each(SEEDS)("I1 I2 I3 I4 I5 I6 I7 I8 I9 I10 I11 I12 I13 I14 I16 hold in every block of %s", (seed) => {
  const report = runTrial(seed, 6_000);
  expect(report.operations).toBeGreaterThanOrEqual(6_000);
});
