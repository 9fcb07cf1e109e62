/**
 * Goal: the published sequence of balances to a dollar, and interest that is neither lost nor made.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runProfileCase } from "../../runProfileCase.ts";
import { accrue, borrowRate, SECURITY_MODULE, totalBorrow, totalSupply, utilization } from "./ledger.ts";
import { DERIVE_CASH } from "./profile.ts";

test("derive-cash reproduces the published sequence", () => {
  // Figures: derivexyz/v2-core@7736900d, test/assets/cashAsset/unit-tests/json (BUSL-1.1), 1e18 there, whole units here.
  const events = [
    ["START", "", "", 0, 0, 0.2, 170000, 30000],
    ["TRADE", "Alice", "Bob", 20000, 4, 0.2, 180022.575181, 40022.575181],
    ["TRADE", "Alice", "Charlie", -15000, 3, 0.2, 185070.56391, 45070.56391],
    ["SETTLEMENT", "David", "", 30000, 9, 0.2, 215207.531234, 45207.531234],
    ["BORROW", "David", "", -20000, 9, 0.2, 195333.690424, 45333.690424],
    ["SETTLEMENT", "Eric", "", -30000, 10, 1, 195482.510668, 75482.510668],
    ["SETTLEMENT", "David", "", 30000, 1, 1, 225516.814467, 75516.814467],
    ["SETTLEMENT", "Charlie", "", -40000, 2, 1, 185579.098409, 75579.098409],
    ["INSOLVENCY", "Alice", "", 40000, 2, 0.2, 180581.403187, 70581.403187],
  ] as const;
  const json = {
    StartingBalances: [-10000, -20000, 30000, 40000, 0, 100000].map((balance) => balance * 1e18),
    EventsVec: events.map(([key1, key2, key3, amount, days]) => ({
      key1,
      key2,
      key3,
      key4: amount * 1e18,
      key5: days * 1e18,
    })),
    SMFeeShare: events.map(([, , , , , share]) => share * 1e18),
    totalSupplys: events.map((event) => event[6] * 1e18),
    totalBorrows: events.map((event) => event[7] * 1e18),
    utilizations: [0.17647, 0.22232, 0.24353].map((used) => used * 1e18),
  };
  const withoutRates = { ...json, utilizations: undefined };
  expect(runProfileCase("derive-cash", withoutRates)).toMatchObject({ ok: true, cases: [{ isWithinTolerance: true }] });
  expect(runProfileCase("derive-cash", json)).toMatchObject({ ok: true, cases: [{ isWithinTolerance: false }] }); // too few
});

describe("ledger", () => {
  test("the rate bends at the optimal utilization", () => {
    const rates = [0, 0.6, 0.7].map((used) => Math.round(borrowRate(DERIVE_CASH, used) * 1e9) / 1e9);
    expect(rates).toEqual([0.05, 0.23, 0.43]);
  });

  test("more is lent than supplied, after a settlement printed cash: the utilization stays 1", () => {
    const balances = new Map([
      ["Alice", 50],
      ["Bob", -100],
    ]);
    expect(utilization({ balances, held: 0, netSettled: 0 })).toBe(1);
    expect(utilization({ balances, held: 0, netSettled: -150 })).toBe(0.5); // burned cash counts as supplied
  });

  test("what debtors owe more, suppliers and the module own more", () => {
    const amount = fc.integer({ min: -1_000_000, max: 1_000_000 });
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(amount, amount, part, part, (first, second, years, share) => {
        const balances = new Map([
          ["Alice", first],
          ["Bob", second],
          [SECURITY_MODULE, 2_000_000],
        ]);
        const before = { balances, held: 0, netSettled: 0 };
        const after = accrue(before, DERIVE_CASH, years, share);
        expect(totalSupply(after) - totalSupply(before)).toBeCloseTo(totalBorrow(after) - totalBorrow(before), 4);
      }),
    );
  });

  test("an unknown event is refused", () => {
    const json = {
      StartingBalances: [0, 0, 0, 0, 0, 0],
      SMFeeShare: [0],
      EventsVec: [{ key1: "GIFT", key4: 0, key5: 0 }],
    };
    expect(runProfileCase("derive-cash", json)).toMatchObject({ ok: false, field: "EventsVec[0].key1" });
  });
});
