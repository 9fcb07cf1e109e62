/** Goal: a treasury is an account that stands, of its segment; it is not closed. Method: a table of faults; a term without anything. */
import type { ChangeOf } from "@novate/codec";
import { DAY_MS } from "@novate/num";
import { expect, test } from "vitest";
import { closeIfIdle } from "../../account/closeAccount.ts";
import { mustGet } from "../../state/state.ts";
import { createTestHouse } from "../../testing/testHouse.ts";
import { address, SEGMENT, VENUE } from "../../testing/testMarket.ts";
import { setTreasury } from "./setTreasury.ts";

const house = createTestHouse();
const accountId = house.openAccount(address(1));
house.state.segments.put({ ...mustGet(house.state.segments, SEGMENT), segmentId: 7 });
house.state.accounts.put({ ...house.account(accountId), accountId: 99, segmentId: 7 });
const change = (changes: Partial<ChangeOf<"SetTreasury">>): ChangeOf<"SetTreasury"> => ({
  type: "SetTreasury",
  segmentId: 0,
  venueId: 0,
  treasury: accountId,
  ...changes,
});

test.each([
  [{}, "venueId"],
  [{ segmentId: SEGMENT, venueId: VENUE }, "venueId"],
  [{ segmentId: 5 }, "segmentId"],
  [{ venueId: 77 }, "venueId"],
  [{ segmentId: SEGMENT, treasury: 55 }, "treasury"],
  [{ segmentId: SEGMENT, treasury: 99 }, "treasury"],
  [{ segmentId: SEGMENT }, undefined],
  [{ venueId: VENUE, treasury: 99 }, "treasury"],
  [{ venueId: VENUE }, undefined],
  [{ venueId: VENUE, treasury: 0 }, undefined],
])("CLAIM-031 EXIT-129 %o is at fault in %s", (changes, field) => {
  expect(setTreasury.faultOf(house.state, change(changes), house.timeMs)?.field).toBe(field);
});

test.each([
  [SEGMENT, 0],
  [0, VENUE],
])(
  "CLAIM-031 ACC-041 who is named for segment %i or venue %i is not closed for having nothing",
  (segmentId, venueId) => {
    const own = createTestHouse();
    const [named, other] = [own.openAccount(address(1)), own.openAccount(address(2))];
    own.house.emit({
      type: "ChangeApplied",
      change: change({ segmentId, venueId, treasury: named }),
      atMs: own.timeMs,
    });
    const looked = (id: number) => closeIfIdle(own.house, own.account(id));
    for (const id of [named, other]) looked(id);
    own.openBlock(own.timeMs + 4_000 * DAY_MS);
    expect([looked(named), looked(other)]).toEqual([0, 1]);
    expect(own.state.accounts.has(named)).toBe(true);
  },
);
