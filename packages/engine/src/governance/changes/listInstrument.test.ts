/** Goal: what a listing fixes, and what it refuses. Method: changes tried on the state of the test house. */
import type { Change } from "@novate/codec";
import { atoms, DAY_MS } from "@novate/num";
import { expect, test } from "vitest";
import { forkState } from "../../state/state.ts";
import { listPerpetual } from "../../testing/contracts.ts";
import { governor, listed, proposal } from "../../testing/governance.ts";
import { runBlock } from "../../testing/runBlock.ts";
import { createTestHouse } from "../../testing/testHouse.ts";
import { BTC_FEED, BTC_PERP, SEGMENT, TEST_CHANGES, UNDERLYING } from "../../testing/testMarket.ts";
import { listInstrument } from "./listInstrument.ts";
import { registerFeed } from "./registerFeed.ts";

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

test("INST-008 whatever its feed may say, a lot is worth no more than rows have room for", () => {
  const fine = { tickFeedUnits: 1n, tickValueAtoms: atoms(1n) };
  expect(faultOf({ ...fine, tickValueAtoms: atoms(4_611n) })).toBeNull(); // 10¹⁵ units are 4.6 × 10¹⁸ atoms, below 2⁶²
  expect(faultOf({ ...fine, tickValueAtoms: atoms(4_612n) })).toMatchObject({ field: "tickValueAtoms" });
  expect(faultOf({ ...fine, tickValueAtoms: atoms(10n ** 12n) })).toMatchObject({ field: "tickValueAtoms" });
  const feed = { ...listed("RegisterFeed", ({ feedId }) => feedId === BTC_FEED), maximum: 10n ** 18n };
  expect(registerFeed.faultOf(state, feed, timeMs)).toBeNull();
  const fork = forkState(state);
  listInstrument.write(fork, { ...perpetual, ...fine, tickValueAtoms: atoms(4_611n), instrumentId: 9 }, timeMs);
  expect(registerFeed.faultOf(fork, feed, timeMs)).toMatchObject({ field: "maximum" });
  expect(registerFeed.faultOf(state, { ...feed, feedId: 9, maximum: 10n ** 18n + 1n }, timeMs)).toMatchObject({
    field: "maximum",
  });
});

test("INST-009 a strike is below every price that its feed may say", () => {
  const put = (strikeTicks: bigint) => {
    const terms = {
      type: "Option",
      expiryMs: timeMs + DAY_MS,
      strikeTicks,
      isCall: false,
      forwardFeedId: null,
    } as const;
    return faultOf({ terms: terms as never });
  };
  expect(put(10n ** 8n - 1n)).toBeNull(); // 10⁷ feed units a tick, 10¹⁵ at most
  expect(put(10n ** 8n)).toMatchObject({ field: "terms.strikeTicks" });
  expect(put(2n ** 63n - 1n)).toMatchObject({ field: "terms.strikeTicks" });
});

test("INST-008 one governor's proposal of a contract of 10²⁰ atoms a point stops no block", () => {
  const house = createTestHouse();
  const change = listPerpetual({ instrumentId: 9, tickFeedUnits: 1n, tickValueAtoms: atoms(10n ** 12n) });
  const { receipts } = runBlock(house, [{ command: proposal(house, 1, change), signer: governor(0) }]);
  expect(receipts[0]?.refusal?.code).toBe("ChangeInvalid");
  expect(() => runBlock(house)).not.toThrow();
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
