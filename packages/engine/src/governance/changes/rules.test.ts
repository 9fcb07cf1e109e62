/** Goal: governance can do what is listed and nothing else. Method: the list of changes and of their fields, pinned. */
import { Change } from "@novate/codec";
import { expect, test } from "vitest";

test("GOV-009 no change sets a price, cancels a trade or moves a balance", () => {
  expect(Object.keys(Change.variants)).toEqual([
    "ListAsset",
    "CreateSegment",
    "SetCollateral",
    "RegisterFeed",
    "RegisterPublisher",
    "ListUnderlying",
    "ListInstrument",
    "RegisterVenue",
    "SetCustodian",
    "SetParameters",
    "SetGovernor",
    "SetCreditPair",
    "SetSurfaceWeight",
    "SettleInstrument",
    "SetValidators",
    "ListVault",
    "LocateAsset",
    "ReopenChain",
    "ReplaceValidators",
    "WindUpSegment",
    "SetTreasury",
  ]);
  const fields = Object.values(Change.variants).flatMap(({ field }) => field.fieldNames);
  for (const power of ["accountId", "value", "mark", "markTicks", "amountAtoms", "reference", "orderDigest"]) {
    expect(fields).not.toContain(power);
  }
});
