import fc from "fast-check";
import { expect, test } from "vitest";
import { backstopAccount } from "../governance/founding/index.ts";
import { hasInitialMargin } from "../ledger/health.ts";
import { listFuture } from "../testing/contracts.ts";
import { createCrisis, eventsOf, healthOf, lotsOf, settleAt } from "../testing/crisis.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC,
  BTC_PERP,
  btc,
  btcTicks,
  perpLots,
  SEGMENT,
  testGenesis,
  USDC,
  usdc,
} from "../testing/testMarket.ts";
import { closeOut } from "./closeOut.ts";
import { isRatioKept } from "./ratio.ts";
import { roundsOf } from "./round.ts";

const FUTURE = 2;
const future = listFuture(1_762_646_400_000, { instrumentId: FUTURE });

interface Portfolio {
  readonly perp: number;
  readonly future: number;
  readonly cash: number;
  readonly collateral: number;
  readonly dollars: number;
  readonly capital: number;
  readonly method: number;
}

const portfolio: fc.Arbitrary<Portfolio> = fc.record({
  perp: fc.integer({ min: -3_000, max: 3_000 }),
  future: fc.integer({ min: -3_000, max: 3_000 }),
  cash: fc.integer({ min: -20_000, max: 60_000 }),
  collateral: fc.integer({ min: 0, max: 30_000_000 }),
  dollars: fc.integer({ min: 85_000, max: 115_000 }),
  capital: fc.integer({ min: 0, max: 400_000 }),
  method: fc.integer({ min: 0, max: 2 }),
});

const size = (lots: bigint): bigint => (lots < 0n ? -lots : lots);

/** The portfolio at its price, opened at 100,000 against a rich account; the account is managed. */
function build({ perp, future: size, cash, collateral, dollars, capital, method }: Portfolio) {
  const accounts = [backstopAccount(address(0xe00), SEGMENT, USDC, usdc(capital))];
  const test: TestHouse = createTestHouse(testGenesis({ changes: [future], accounts }));
  const rich = test.openAccount(address(9), usdc(50_000_000));
  const accountId = test.openAccount(address(1), usdc(Math.max(cash, 0)), method);
  if (collateral > 0) test.deposit(accountId, BTC, btc(BigInt(collateral)));
  if (cash < 0) test.moveCash(accountId, rich, usdc(-cash));
  for (const [instrumentId, held] of [
    [BTC_PERP, perp],
    [FUTURE, size],
  ] as const) {
    const [buyer, seller] = held > 0 ? [accountId, rich] : [rich, accountId];
    if (held !== 0) test.novate(buyer, seller, instrumentId, perpLots(Math.abs(held)), btcTicks(100_000));
  }
  test.openBlock();
  test.setPrice(2, dollars);
  test.manage(accountId);
  return { test, accountId, backstopId: 1, rich };
}

test("LIQ-004 LIQ-005 LIQ-006 LIQ-023 LIQ-024 LIQ-025 LIQ-026 INV-008 a slice never lowers the ratio nor breaks the backstop", () => {
  let closed = 0;
  fc.assert(
    fc.property(portfolio, (example) => {
      const { test, accountId, backstopId } = build(example);
      const before = healthOf(test, accountId);
      const held = new Map(lotsOf(test.account(accountId)));
      closeOut(roundsOf(test.house)[0]!, accountId);
      const after = healthOf(test, accountId);
      const slices = eventsOf(test.house.takeEvents(), "PositionsClosedOut");
      expect(isRatioKept(before, after)).toBe(true);
      if (slices.length === 0) return;
      closed += 1;
      expect(hasInitialMargin(healthOf(test, backstopId))).toBe(true);
      const [{ discountAtoms, passages }] = slices as [(typeof slices)[0]];
      expect(after.equityAtoms).toBe(before.equityAtoms - discountAtoms);
      if (before.equityAtoms <= 0n) expect(discountAtoms).toBe(0n);
      const notional = passages.reduce((sum, { lots, priceTicks }) => sum + size(lots) * priceTicks * 100n, 0n);
      expect(discountAtoms * 1_000_000n <= notional * 5_000n).toBe(true);
      const released = before.maintenanceAtoms - after.maintenanceAtoms;
      if (discountAtoms > 0n)
        expect(discountAtoms * before.maintenanceAtoms <= before.equityAtoms * released).toBe(true);
      // The same part of every position, to a lot: cross products differ by less than one lot of each.
      expect(passages).toHaveLength(held.size);
      for (const left of passages)
        for (const right of passages) {
          const [wholeLeft, wholeRight] = [held.get(left.instrumentId)!, held.get(right.instrumentId)!];
          const skew = left.lots * wholeRight - right.lots * wholeLeft;
          const lot = size(wholeLeft) + size(wholeRight);
          expect(skew < lot && -skew < lot).toBe(true);
        }
      test.house.derived.positions.assertMatched();
    }),
    { numRuns: 250, seed: 20_251_010 },
  );
  expect(closed).toBeGreaterThan(60); // the law is not empty
});

/** One bitcoin at 97,000 on 12,000 dollars, and a backstop that can carry it. */
const LEVERAGED: Portfolio = {
  perp: 1_000,
  future: 0,
  cash: 15_000,
  collateral: 0,
  dollars: 97_000,
  capital: 400_000,
  method: 1,
};

test("LIQ-003 the slice is the smallest that restores initial margin", () => {
  const { test, accountId } = build(LEVERAGED);
  const round = roundsOf(test.house)[0]!;
  const lotsBefore = lotsOf(test.account(accountId))[0]![1];
  closeOut(round, accountId);
  expect(hasInitialMargin(healthOf(test, accountId))).toBe(true);
  const lotsAfter = lotsOf(test.account(accountId))[0]![1];
  expect(lotsAfter).toBeGreaterThan(0n);
  expect(lotsAfter).toBeLessThan(lotsBefore);
  const { initialEquityAtoms, initialAtoms } = healthOf(test, accountId);
  expect((initialEquityAtoms - initialAtoms) * lotsAfter).toBeLessThan(3n * initialAtoms); // less than three lots' margin
});

test("LIQ-022 the whole account passes once it was below close-out", () => {
  const { test, accountId } = build(LEVERAGED);
  const managed = test.state.managed.get(accountId)!;
  test.state.managed.put({ ...managed, wholeAccount: true });
  closeOut(roundsOf(test.house)[0]!, accountId);
  expect(lotsOf(test.account(accountId))).toEqual([]);
});

test("LIQ-028 nothing passes to a backstop of the same owner", () => {
  const { test, accountId, backstopId } = build(LEVERAGED);
  const { owner } = test.account(backstopId);
  test.changeAccount(accountId, { owner });
  closeOut(roundsOf(test.house)[0]!, accountId);
  expect(lotsOf(test.account(backstopId))).toEqual([]);
});

test("LIQ-029 nothing passes to a managed backstop", () => {
  const { test, accountId, backstopId } = build(LEVERAGED);
  test.manage(backstopId);
  closeOut(roundsOf(test.house)[0]!, accountId);
  expect(lotsOf(test.account(backstopId))).toEqual([]);
  test.manage(backstopId, false);
  closeOut(roundsOf(test.house)[0]!, accountId);
  expect(lotsOf(test.account(backstopId))).not.toEqual([]);
});

test("LIQ-027 the backstop with most room comes first, and the others take what it cannot carry", () => {
  const test = createCrisis({ backstops: [3_000, 6_000, 0] });
  const rich = test.openAccount(address(9), usdc(50_000_000));
  const long = test.openAccount(address(1), usdc(20_000));
  test.novate(long, rich, BTC_PERP, perpLots(1_000), btcTicks(100_000));
  const takers = eventsOf(settleAt(test, 82_000), "PositionsClosedOut").map(
    ({ backstopAccountId }) => backstopAccountId,
  );
  expect(takers).toEqual([2, 1]);
  for (const backstopId of [1, 2]) expect(hasInitialMargin(healthOf(test, backstopId))).toBe(true);
  expect(lotsOf(test.account(3))).toEqual([]);
});

test("LIQ-015 splitting an account into parts saves nothing of the discount but rounding", () => {
  const discountOf = (parts: number): bigint => {
    const test = createCrisis({ backstops: [5_000_000] });
    const rich = test.openAccount(address(9), usdc(50_000_000));
    for (let part = 0; part < parts; part += 1) {
      const id = test.openAccount(address(100 + part), usdc(40_000 / parts));
      test.novate(id, rich, BTC_PERP, perpLots(2_000 / parts), btcTicks(100_000));
    }
    const slices = eventsOf(settleAt(test, 81_000), "PositionsClosedOut");
    expect(slices).toHaveLength(parts);
    return slices.reduce((sum, { discountAtoms }) => sum + discountAtoms, 0n);
  };
  const whole = discountOf(1);
  expect(whole).toBeGreaterThan(0n);
  for (const parts of [2, 10, 40]) expect(discountOf(parts) * 100n).toBeGreaterThanOrEqual(whole * 99n);
});
