/** Goal: interest on negative cash is exact and goes to the segment's fees. Method: figures by hand, hour by hour. */
import { expect, test } from "vitest";
import { balanceOf } from "../ledger/balances.ts";
import { mustGet } from "../state/state.ts";
import { holdForLong } from "../testing/longHeld.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import { address, ownerSigner, SEGMENT, USDC, usdc } from "../testing/testMarket.ts";
import { accrueInterest, INTEREST_PERIOD_MS } from "./interest.ts";

function scene() {
  const house = createTestHouse();
  const debtor = house.openAccount(address(1), usdc(10));
  const lender = house.openAccount(address(2), usdc(1_990));
  holdForLong(house);
  const accrue = (elapsedMs: number) => {
    house.openBlock(house.timeMs + elapsedMs);
    house.house.takeEvents();
    accrueInterest(house.house);
    house.house.derived.holdings.assertConserved();
    return house.house.takeEvents();
  };
  return { house, debtor, lender, accrue };
}

test("COLL-027 COLL-041 COLL-043 an hour's interest on a debt: 8 % a year, more by the part of cash that is owed, rounded up", () => {
  const { house, debtor, lender, accrue } = scene();
  house.moveCash(debtor, lender, usdc(1_010)); // owes 1,000 of the 3,000 that the lender now holds
  const [charged, accrued] = accrue(INTEREST_PERIOD_MS);
  // 80,000 ppm · (1 + ⅓) = 106,667; 10⁹ · 106,667 / 10⁶ / 8,760 hours = 12,176.59…
  expect(accrued).toMatchObject({ type: "InterestAccrued", annualRatePpm: 106_667n });
  expect(charged).toMatchObject({ accountId: debtor, amountAtoms: 12_177n, feesAfterAtoms: 12_177n });
  expect(balanceOf(house.account(debtor), USDC)).toBe(-1_000_012_177n);
  expect(mustGet(house.state.segments, SEGMENT).feesAtoms).toBe(12_177n);
});

test("COLL-041 nobody in debt pays nothing, and the rate is the base rate", () => {
  const { accrue } = scene();
  expect(accrue(INTEREST_PERIOD_MS)).toMatchObject([{ type: "InterestAccrued", annualRatePpm: 80_000n }]);
});

test("COLL-027 COLL-044 it accrues once an hour, and one hour at most is charged after a silence", () => {
  const { house, debtor, lender, accrue } = scene();
  house.moveCash(debtor, lender, usdc(1_010));
  expect(accrue(INTEREST_PERIOD_MS - 2_000)).toEqual([]); // the segment opened a second before the scene
  expect(accrue(1_000)).toMatchObject([{ amountAtoms: 12_177n }, {}]);
  expect(accrue(INTEREST_PERIOD_MS - 1)).toEqual([]);
  expect(accrue(48 * INTEREST_PERIOD_MS)).toMatchObject([{ amountAtoms: 12_177n }, {}]);
});

test("COLL-061 COLL-042 cash that is there while interest is charged, and leaves again, makes no debt cheaper", () => {
  const { house, debtor, lender, accrue } = scene();
  house.moveCash(debtor, lender, usdc(1_010));
  house.openAccount(address(3), usdc(1_000_000));
  expect(accrue(INTEREST_PERIOD_MS).at(-1)).toMatchObject({ annualRatePpm: 106_667n });
});

test("COLL-042 the rate stops at twice the base rate", () => {
  const { house, debtor, lender, accrue } = scene();
  house.moveCash(debtor, lender, usdc(1_010));
  const contribution = {
    type: "ContributeDefaultFund",
    accountId: lender,
    tranche: 0,
    amountAtoms: usdc(2_500),
  } as const;
  house.must(contribution, ownerSigner(address(2))); // 500 are held, 1,000 owed
  expect(accrue(INTEREST_PERIOD_MS).at(-1)).toMatchObject({ annualRatePpm: 160_000n });
});

test("COLL-045 an account under default management is charged nothing, and its debt moves no rate", () => {
  const { house, debtor, lender, accrue } = scene();
  house.moveCash(debtor, lender, usdc(1_010));
  house.manage(debtor);
  expect(accrue(INTEREST_PERIOD_MS)).toMatchObject([{ type: "InterestAccrued", annualRatePpm: 80_000n }]);
});
