/** Goal: API, account and channel tell of a call in the same words, as it was made. Method: table over committed rows and events. */
import type { CallRow, Event } from "@novate/codec";
import type { Engine } from "@novate/engine";
import { atoms } from "@novate/num";
import { expect, test } from "vitest";
import type { CommittedBlock } from "../../chain/index.ts";
import { callPage, callsChanged, callView } from "./call.ts";

const call: CallRow = {
  accountId: 7,
  amountAtoms: atoms(5n),
  calledAtMs: 1_000,
  byMs: 901_000,
  equityAtoms: atoms(95n),
  initialAtoms: atoms(100n),
  maintenanceAtoms: atoms(60n),
};
const changed = (...events: readonly Event[]) =>
  callsChanged({ header: { height: 9 }, result: { events } } as unknown as CommittedBlock); // what is read of a block

test("CALL-016 a call is shown with the amount and the time that it was made with", () => {
  expect(callView(call)).toEqual({
    accountId: 7,
    amountAtoms: "5",
    calledAtMs: 1_000,
    byMs: 901_000,
    equityAtoms: "95",
    initialAtoms: "100",
    maintenanceAtoms: "60",
  });
});

test("CALL-012 CALL-017 the channel tells of calls made and over, and of nothing else", () => {
  expect(changed({ type: "AccountsVisited", cursor: 7, visitedAtMs: 1_000 })).toBeNull();
  expect(changed({ type: "MarginCalled", call })).toEqual({
    height: 9,
    calls: [callView(call)],
    overAccountIds: [],
    nextCursor: null,
  });
  const met: Event = { type: "MarginCallMet", accountId: 7, equityAtoms: atoms(100n), initialAtoms: atoms(100n) };
  expect(changed(met, { type: "MarginCallLapsed", accountId: 8 })).toEqual({
    height: 9,
    calls: [],
    overAccountIds: [7, 8],
    nextCursor: null,
  });
});

test("CALL-012 calls are paged by account, each once, whatever the size of a page", () => {
  const rows = [5, 1, 9, 3, 7].map((accountId) => [accountId, { ...call, accountId }] as const);
  const engine = { height: 1, state: { calls: new Map(rows) } } as unknown as Engine; // what is read of it
  for (const limit of [1, 2, 5, 50]) {
    const seen: number[] = [];
    for (let page = callPage(engine, limit); ; page = callPage(engine, limit, page.nextCursor!)) {
      seen.push(...page.calls.map(({ accountId }) => accountId));
      if (page.nextCursor === null) break;
    }
    expect(seen).toEqual([1, 3, 5, 7, 9]);
  }
});
