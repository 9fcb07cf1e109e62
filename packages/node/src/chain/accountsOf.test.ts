/**
 * Goal: an event is found in the ledger of every account that it names, however deep.
 * Method: table, and the schema itself: no field that holds an account has a name that would be missed.
 */
import { Event } from "@novate/codec";
import { expect, test } from "vitest";
import { accountsOf } from "./accountsOf.ts";

const transferred = {
  type: "CollateralTransferred",
  sourceAccountId: 3,
  targetAccountId: 8,
  assetId: 1,
  amountAtoms: 5n,
  sourceAfterAtoms: 0n,
  targetAfterAtoms: 5n,
} as unknown as Event;

test("both sides of a transfer, and nothing else that is a number", () => {
  expect([...accountsOf(transferred)]).toEqual([3, 8]);
  expect(accountsOf({ type: "TradeForgotten", venueId: 1, reference: "0x00" } as Event).size).toBe(0);
});

test("every field of every event that says account is an id that would be found", () => {
  const names = new Set<string>();
  const collect = (
    members: readonly { name: string; type: string; struct?: { members: readonly never[] } }[],
  ): void => {
    for (const { name, type, struct } of members) {
      if (struct !== undefined) collect(struct.members);
      else if (/account/i.test(name) && type.startsWith("uint")) names.add(name);
    }
  };
  for (const { field } of Object.values(Event.variants)) collect(field.eip712.struct.members as never);
  expect(names.size).toBeGreaterThan(2);
  for (const name of names) expect(name).toMatch(/ccountId$/);
});
