/** Goal: what a listing fixes, and what it refuses. Method: changes tried on the state of the test house. */
import type { Change } from "@novate/codec";
import { atoms, DAY_MS } from "@novate/num";
import { expect, test } from "vitest";
import { createTestHouse } from "../../testing/testHouse.ts";
import { BTC_PERP, SEGMENT, TEST_CHANGES, UNDERLYING } from "../../testing/testMarket.ts";
import { listInstrument } from "./listInstrument.ts";

const { state, timeMs } = createTestHouse();
const perpetual = TEST_CHANGES.find((change) => change.type === "ListInstrument") as Extract<
  Change,
  { type: "ListInstrument" }
>;
const faultOf = (overrides: Partial<typeof perpetual>) =>
  listInstrument.faultOf(state, { ...perpetual, instrumentId: 9, ...overrides }, timeMs);

test("INST-001 a listed contract cannot be listed again with other terms", () => {
  expect(faultOf({ instrumentId: BTC_PERP, tickValueAtoms: atoms(1n) })).toMatchObject({ field: "instrumentId" });
});

test("INST-002 one quote unit of one lot is a whole number of atoms, or the listing is refused", () => {
  expect(faultOf({})).toBeNull(); // 10⁷ feed units a tick, 100 atoms: 1,000 atoms a dollar
  expect(faultOf({ tickFeedUnits: 30_000_000n })).toMatchObject({ field: "tickValueAtoms" });
});

test("INST-005 a tick of a lot is worth an atom at least", () => {
  expect(faultOf({ tickValueAtoms: atoms(0n) })).toMatchObject({ field: "tickValueAtoms" });
  expect(faultOf({ tickValueAtoms: atoms(1n) })).toBeNull();
});

test("INST-003 a contract belongs to the segment of its underlying", () => {
  expect(state.instruments.get(BTC_PERP)).toMatchObject({ segmentId: SEGMENT, spec: { underlyingId: UNDERLYING } });
  expect(faultOf({ underlyingId: 77 })).toMatchObject({ field: "underlyingId" });
});

test("INST-004 a dated contract is listed before it expires", () => {
  const future = { type: "Future", forwardFeedId: null } as const;
  expect(faultOf({ terms: { ...future, expiryMs: timeMs } })).toMatchObject({ field: "terms.expiryMs" });
  expect(faultOf({ terms: { ...future, expiryMs: timeMs + DAY_MS } })).toBeNull();
});
