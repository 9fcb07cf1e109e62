/**
 * Goal: a loss that hangs on a sale nobody can pay for is known and gating at once, and paid within an hour.
 * Method: an account that owes beside bitcoin worth less, no buyer for an hour, then one; prices that rise or fall meanwhile.
 */
import { atoms, MINUTE_MS } from "@novate/num";
import { expect, test } from "vitest";
import { createCrisis, eventsOf, fallTo, fund, healthOf, isManaged, segmentOf } from "../testing/crisis.ts";
import { holdForLong } from "../testing/longHeld.ts";
import type { TestHouse } from "../testing/testHouse.ts";
import { address, BTC, btc, ownerSigner, SEGMENT, USDC, usdc } from "../testing/testMarket.ts";

/** Owes 100,000 dollars and has half a bitcoin, for which nobody has cash; a bystander has two million. */
function indebted(
  pools: Parameters<typeof fund>[1] = { juniorFundAtoms: usdc(500_000), seniorFundAtoms: usdc(500_000) },
) {
  const house = createCrisis({ backstops: [0] });
  fund(house, pools);
  const rich = house.openAccount(address(9), usdc(2_000_000));
  const debtor = house.openAccount(address(1), usdc(1));
  house.deposit(debtor, BTC, btc(50_000_000n));
  house.moveCash(debtor, rich, usdc(100_001));
  return { house, rich, debtor };
}

const withdrawal = (house: TestHouse, accountId: number) => {
  const { owner } = house.account(accountId);
  const command = {
    type: "WithdrawCollateral",
    accountId,
    assetId: USDC,
    amountAtoms: usdc(100),
    chainId: 1,
    recipient: owner,
  } as const;
  return house.outcome(command, ownerSigner(owner));
};

test("DFLT-019 WDR-004 a loss that waits for a sale is recorded and shuts withdrawals in the block that finds it", () => {
  const { house, rich, debtor } = indebted();
  expect(withdrawal(house, rich)).toBe("accepted");
  const events = fallTo(house, 100_000);
  expect(isManaged(house, debtor)).toBe(true);
  const loss = -healthOf(house, debtor).equityAtoms;
  expect(loss).toBeGreaterThan(usdc(50_000));
  expect(eventsOf(events, "LossEarmarked")).toMatchObject([{ accountId: debtor, lossAtoms: loss }]);
  expect(segmentOf(house).earmarkedAtoms).toBe(loss);
  expect(eventsOf(events, "TrancheDrawn")).toEqual([]);
  expect(withdrawal(house, rich)).toBe("WithdrawalsGated");
});

test("DFLT-020 after an hour the tranches pay, and no minute before; what was recorded is settled", () => {
  const { house, debtor } = indebted();
  fallTo(house, 100_000);
  for (let minute = 0; minute < 59; minute += 1)
    expect(eventsOf(fallTo(house, 100_000, MINUTE_MS), "TrancheDrawn")).toEqual([]);
  const loss = -healthOf(house, debtor).equityAtoms;
  const drawn = eventsOf(fallTo(house, 100_000, MINUTE_MS), "TrancheDrawn");
  expect(drawn.reduce((sum, { drawnAtoms }) => sum + drawnAtoms, 0n)).toBe(loss);
  expect(segmentOf(house).earmarkedAtoms).toBe(0n);
  expect(isManaged(house, debtor)).toBe(true); // it still has what it must give back
});

test.each([
  ["rises above the debt for a minute", 260_000, 100_000],
  ["falls after the tranches have paid", 100_000, 90_000],
])("DFLT-025 no loss begins its hour anew when the price %s", (_, once, later) => {
  const { house, debtor } = indebted();
  fallTo(house, 100_000);
  const again = eventsOf(fallTo(house, once, MINUTE_MS), "LossEarmarked");
  if (once > 100_000) {
    expect(again).toMatchObject([{ accountId: debtor, lossAtoms: 0n }]);
    expect(isManaged(house, debtor)).toBe(true); // the median of half a minute cures nobody yet
  }
  for (let minute = 0; minute < 57; minute += 1)
    expect(eventsOf(fallTo(house, 100_000, MINUTE_MS), "TrancheDrawn")).toEqual([]);
  expect(eventsOf(fallTo(house, 100_000, 2 * MINUTE_MS), "TrancheDrawn")).not.toEqual([]);
  if (later < 100_000) expect(eventsOf(fallTo(house, later, MINUTE_MS), "TrancheDrawn")).not.toEqual([]);
});

test.each([
  ["the price has risen: the rise goes to the tranches, the last first, and not to the defaulter", 120_000],
  ["the price has fallen: the tranches pay the rest", 80_000],
])("DFLT-021 sold at last when %s", (_, dollars) => {
  // The junior fund is spent, so that the senior one is drawn too.
  const { house, rich, debtor } = indebted({ juniorFundAtoms: usdc(20_000), seniorFundAtoms: usdc(500_000) });
  for (let block = 0; block < 3; block += 1) fallTo(house, 100_000, 31 * MINUTE_MS);
  const before = segmentOf(house);
  expect(before.juniorFundAtoms).toBe(0n);
  expect(isManaged(house, debtor)).toBe(true);
  house.moveCash(rich, 1, usdc(1_000_000)); // the backstop has cash
  const events = [...fallTo(house, dollars), ...fallTo(house, dollars)];
  const { juniorFundAtoms, seniorFundAtoms } = segmentOf(house);
  const change = juniorFundAtoms + seniorFundAtoms - before.juniorFundAtoms - before.seniorFundAtoms;
  if (dollars > 100_000) {
    expect(change).toBeGreaterThan(0n);
    expect(eventsOf(events, "TrancheRefilled")[0]).toMatchObject({ tranche: 2 });
  } else expect(change).toBeLessThan(0n);
  // All of the bitcoin is sold, and nothing of what it brought is left with the defaulter.
  expect(house.account(debtor).balances.filter(({ amountAtoms }) => amountAtoms !== 0n)).toEqual([]);
  expect(isManaged(house, debtor)).toBe(false);
  house.house.derived.holdings.assertConserved();
});

test("DFLT-022 WDR-004 a loss of a dollar is paid from fees, and shuts nothing", () => {
  const house = createCrisis({ backstops: [] });
  fund(house, { skinAtoms: usdc(1_000) });
  const rich = house.openAccount(address(9), usdc(2_000_000));
  holdForLong(house);
  const segment = segmentOf(house);
  const asset = house.state.assets.get(USDC)!;
  house.state.assets.put({ ...asset, escrowAtoms: atoms(asset.escrowAtoms + usdc(50)) });
  house.state.segments.put({ ...segment, segmentId: SEGMENT, feesAtoms: usdc(50) });
  const debtor = house.openAccount(address(1));
  house.moveCash(debtor, rich, usdc(1));
  const events = fallTo(house, 100_000);
  expect(eventsOf(events, "LossPaidFromFees")).toMatchObject([{ accountId: debtor, paidAtoms: usdc(1) }]);
  expect(segmentOf(house)).toMatchObject({ feesAtoms: usdc(49), skinAtoms: usdc(1_000), shortfallAtMs: 0 });
  expect(withdrawal(house, rich)).toBe("accepted");
  const large = house.openAccount(address(2));
  house.moveCash(large, rich, usdc(300)); // above a basis point of two million
  expect(eventsOf(fallTo(house, 100_000), "LossPaidFromFees")).toEqual([]);
  expect(segmentOf(house).skinAtoms).toBe(usdc(700));
});

test("COLL-061 WDR-004 DFLT-022 no cash that came lately makes a loss immaterial", () => {
  const house = createCrisis({ backstops: [] });
  fund(house, { skinAtoms: usdc(1_000) });
  const rich = house.openAccount(address(9), usdc(2_000_000));
  holdForLong(house);
  withFees(house, usdc(500));
  house.openAccount(address(3), usdc(100_000_000));
  const debtor = house.openAccount(address(1));
  house.moveCash(debtor, rich, usdc(300)); // above a basis point of two million, far below one of a hundred
  expect(eventsOf(fallTo(house, 100_000), "LossPaidFromFees")).toEqual([]);
  expect(segmentOf(house)).toMatchObject({ skinAtoms: usdc(700), shortfallAtMs: house.timeMs });
  expect(withdrawal(house, rich)).toBe("WithdrawalsGated");
});

function withFees(house: TestHouse, feesAtoms: ReturnType<typeof usdc>): void {
  const asset = house.state.assets.get(USDC)!;
  house.state.assets.put({ ...asset, escrowAtoms: atoms(asset.escrowAtoms + feesAtoms) });
  house.state.segments.put({ ...segmentOf(house), feesAtoms });
}

test.each([0, 2_000])(
  "DFLT-023 WDR-015 small losses shut nothing, their sum of a day does, with %i of fees",
  (fees) => {
    const house = createCrisis({ backstops: [] });
    fund(house, { skinAtoms: usdc(1_000_000) });
    withFees(house, usdc(fees));
    const rich = house.openAccount(address(9), usdc(2_000_000)); // a basis point: 200
    holdForLong(house);
    const names = Array.from({ length: 6 }, (_, n) => house.openAccount(address(20 + n)));
    const lose = (index: number, dollars: number) => {
      house.moveCash(names[index]!, rich, usdc(dollars));
      fallTo(house, 100_000, 9 * MINUTE_MS);
      return withdrawal(house, rich);
    };
    expect([lose(0, 1), lose(1, 1), lose(2, 190)]).toEqual(["accepted", "accepted", "accepted"]);
    expect(lose(3, 190)).toBe("WithdrawalsGated");
    expect(segmentOf(house).shortfallAtMs).toBe(house.timeMs);
    fallTo(house, 100_000, 11 * MINUTE_MS);
    expect(lose(4, 1)).toBe("accepted"); // counted from nothing again
    expect(segmentOf(house).skinAtoms + segmentOf(house).feesAtoms).toBe(usdc(1_000_000 + fees - 383));
  },
);

test("DFLT-024 what fees paid for an account comes back from what it brings in, before it is let go", () => {
  const house = createCrisis({ backstops: [0] });
  fund(house, { skinAtoms: usdc(1_000_000) });
  const rich = house.openAccount(address(9), usdc(100_000_000)); // a basis point: 10,000
  holdForLong(house);
  withFees(house, usdc(200_000));
  const debtor = house.openAccount(address(1), usdc(1));
  house.deposit(debtor, BTC, btc(100_000_000n));
  house.moveCash(debtor, rich, healthOf(house, debtor).equityAtoms); // owes all that it is worth
  for (let minute = 0; minute < 62; minute += 1) fallTo(house, 92_000, MINUTE_MS);
  expect(segmentOf(house).feesAtoms).toBeLessThan(usdc(200_000));
  fallTo(house, 100_000, MINUTE_MS);
  expect(isManaged(house, debtor)).toBe(true); // the rise is not its own
  house.moveCash(rich, 1, usdc(1_000_000)); // the backstop has cash
  for (let block = 0; block < 3; block += 1) fallTo(house, 120_000);
  expect(segmentOf(house).feesAtoms).toBe(usdc(200_000));
  expect(isManaged(house, debtor)).toBe(false);
});
