/**
 * Goal: random histories keep every invariant, and the house can be made again from its rows or its log at any time.
 * Method: seeded workloads under the auditor; `npm run soak` runs the full number of operations.
 */
import { expect, test } from "vitest";
import { runTrial } from "./trial.ts";

/** Some thousand operations each; about half of all seeds are histories of crises. */
const SEEDS = ["c20", "c64", "calm-1", "calm-2"];

const TITLE =
  "INV-002 INV-003 INV-004 INV-005 INV-006 INV-009 INV-010 INV-012 INV-013 INV-014 INV-016 INV-017 INV-019 INV-021 INV-022 INV-030 INV-031 INV-032 DFLT-008 hold in every block of %s";

test.each(SEEDS)(TITLE, (seed) => {
  const report = runTrial(seed, 5_000);
  expect(report.operations).toBeGreaterThanOrEqual(5_000);
});

test("ORCL-011 a publisher's first surface is newer than nothing, whenever it says that it was published", () => {
  const { eventCounts } = runTrial("closings-4", 100); // its fifth block brings one of 1970
  expect(eventCounts.get("SurfaceAccepted")).toBeGreaterThan(4);
});
