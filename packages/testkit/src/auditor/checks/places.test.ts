/**
 * Goal: the auditor counts whoever uses a place of a block's entries, entered or not. Method: blocks told by their events alone.
 */
import type { Event } from "@novate/codec";
import { expect, test } from "vitest";
import type { Ledger } from "../ledger.ts";
import { checkPlaces } from "./places.ts";

const ledger = {
  account: () => ({ segmentId: 1 }),
  get: (_: string, accountId: number) => ({ owner: accountId }),
  rows: () => [],
  must: () => ({ parameters: { clearing: { entriesPerBlock: 2, workPerBlock: 10_000 } } }),
} as unknown as Pick<Ledger, "account" | "must" | "get" | "rows">;

const taken = (accountId: number) => ({ type: "WithdrawalsTakenBack", accountId, parts: [{}] }) as unknown as Event;
const asked = (accountId: number) => ({ type: "WithdrawalCancelled", accountId }) as Event;
const counted = (accountId: number) => ({ type: "DebtCounted", accountId }) as Event;
const managed = (accountId: number) => ({ type: "AccountManaged", managed: { accountId } }) as Event;
const carried = { type: "EntriesCarried", segmentId: 1 } as Event;
const judged = (events: readonly Event[], asked: readonly number[] = []) => checkPlaces(ledger, events, new Set(asked));

test.each([
  ["two that enter", [managed(1), managed(2), carried]],
  ["one that has its own back and enters, and one that only has", [taken(1), counted(1), managed(1), taken(2)]],
])("LIQ-052 LIQ-095 there is a place for %s", (_, events) => {
  expect(() => judged(events)).not.toThrow();
});

test.each([
  ["three that enter", [managed(1), managed(2), managed(3)]],
  ["two that enter and one that only has its own back", [managed(1), managed(2), taken(3)]],
  ["three that only have their own back", [taken(1), taken(2), taken(3)]],
])("LIQ-052 LIQ-095 there is no place for %s", (_, events) => {
  expect(() => judged(events)).toThrow("LIQ-052");
});

test("INV-031 LIQ-095 nobody is carried over while a place is left, and what commands take back uses none", () => {
  expect(() => judged([managed(1), carried])).toThrow("INV-031");
  expect(() => judged([taken(1), managed(2), carried])).not.toThrow();
  expect(() => judged([asked(1), managed(2), carried], [0])).toThrow("INV-031");
});

test("EXIT-130 LIQ-052 what an exit takes back uses no place", () => {
  const paid = { type: "ExitOffset", accountId: 3 } as Event;
  expect(() => judged([managed(1), managed(2), taken(3), paid])).not.toThrow();
});
