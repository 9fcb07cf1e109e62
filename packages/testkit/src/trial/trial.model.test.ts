/**
 * Goal: random histories keep every invariant, and the house can be made again from its rows or its log at any time.
 * Method: seeded workloads under the auditor; `npm run soak` runs the full number of operations.
 */
import { expect, test } from "vitest";
import { Dice } from "../dice.ts";
import { varietyOf, withExit } from "../world/variety.ts";
import { runTrial } from "./trial.ts";

/** Some thousand operations each; about half of all seeds are histories of crises. */
const SEEDS = ["c20", "c64", "calm-1", "calm-2"];

const TITLE =
  "INV-002 INV-003 INV-004 INV-005 INV-006 INV-009 INV-010 INV-012 INV-013 INV-014 INV-016 INV-017 INV-019 INV-021 INV-022 INV-030 INV-031 INV-032 DFLT-008 hold in every block of %s";

test.each(SEEDS)(TITLE, (seed) => {
  const report = runTrial(seed, 5_000);
  expect(report.operations).toBeGreaterThanOrEqual(5_000);
});

test("INV-001 INV-010 CSTD-033 CSTD-040 WDR-043 WDR-044 WDR-049 CKPT-003 CKPT-011 COLL-070 COLL-071 MOVE-003 MOVE-004 MOVE-011 MOVE-020 hold where money lies in vaults", () => {
  const { eventCounts } = runTrial("soak-49", 5_000); // its world has two
  const happened = (type: string) => eventCounts.get(type) ?? 0;
  for (const type of ["InboxCredited", "InboxReturned", "WithdrawalReleased", "WithdrawalPaid"])
    expect([type, happened(type) > 20]).toEqual([type, true]);
  for (const type of [
    "CheckpointSigned",
    "PaymentForgotten",
    "AssetImpaired",
    "RotationSigned",
    "ClaimMoved",
    "WithdrawalCancelled",
  ])
    expect([type, happened(type) > 0]).toEqual([type, true]);
});

test("ORCL-011 a publisher's first surface is newer than nothing, whenever it says that it was published", () => {
  const { eventCounts } = runTrial("closings-4", 100); // its fifth block brings one of 1970
  expect(eventCounts.get("SurfaceAccepted")).toBeGreaterThan(4);
});

test.each(["ends-1"])(
  "EXIT-200 EXIT-206 EXIT-208 EXIT-210 INV-038 segments that governance ends in the midst of history %s leave every sum as it is",
  (seed) => {
    const { eventCounts } = runTrial(seed, 2_000, { ...varietyOf(seed), leaps: 12, endsSegments: true });
    const happened = (type: string) => eventCounts.get(type) ?? 0;
    expect(happened("SegmentWoundUp")).toBeGreaterThan(0);
    expect(happened("AccountWoundUp")).toBeGreaterThan(5);
  },
);

test("EXIT-100 EXIT-106 EXIT-110 EXIT-111 EXIT-112 EXIT-115 EXIT-117 EXIT-200 EXIT-206 EXIT-213 EXIT-216 INV-010 INV-037 a vault goes into exit in the midst of a history, and what it pays is what the house books", () => {
  const { eventCounts } = runTrial("canary-59", 3_000); // the vault of cash: its segment ends twice
  const happened = (type: string) => eventCounts.get(type) ?? 0;
  expect(happened("VaultExitShown")).toBeGreaterThan(1);
  for (const type of ["ExitAssetShown", "ExitPaymentsReturned", "WindUpStruck", "SegmentWoundUp"])
    expect([type, happened(type)]).toEqual([type, 2]);
  for (const type of ["ExitBooked", "AccountWoundUp"]) expect([type, happened(type) > 20]).toEqual([type, true]);
  for (const type of ["ExitClaimsAdvanced", "ExitRefundsAdvanced", "ExitPotClosed"])
    expect([type, happened(type) > 0]).toEqual([type, true]);
});

test("EXIT-124 EXIT-125 a vault that ends at what the house never said is booked by nobody", () => {
  const { eventCounts } = runTrial("soak-20", 1_600);
  expect(eventCounts.get("VaultExitShown")).toBeGreaterThan(1);
  for (const type of ["ExitAssetShown", "ExitBooked", "ExitRefundsAdvanced"])
    expect([type, eventCounts.get(type) ?? 0]).toEqual([type, 0]);
});

test.each([
  ["leaving-20", "a backstop that asked to be let out takes what others leave in the same block"],
  ["leaving-41", "a claim's rounding is paid in a coin of eighteen decimals"],
])("LIQ-099 EXIT-208 the auditor takes no fault in history %s, in which %s", (seed) => {
  const leaving = withExit({ ...varietyOf(seed), hasVaults: true }, new Dice(seed).fork("exits"));
  expect(runTrial(seed, 5_000, leaving).operations).toBeGreaterThanOrEqual(5_000);
});
