/** Goal: a spot trade moves asset and payment together or not at all. Method: whole blocks on a house that lists BTC spot. */
import type { TradeReport } from "@novate/codec";
import { atoms, lots, PPM_ONE, ppm } from "@novate/num";
import { beforeEach, expect, test } from "vitest";
import { balanceOf } from "../ledger/balances.ts";
import { collateralKey, exitKey } from "../state/keys.ts";
import { mustGet } from "../state/state.ts";
import { listSpot } from "../testing/contracts.ts";
import { runBlock } from "../testing/runBlock.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC,
  BTC_FEED,
  BTC_PERP,
  btc,
  btcTicks,
  perpLots,
  SEGMENT,
  testGenesis,
  USDC,
  usdc,
  VENUE_SIGNER,
} from "../testing/testMarket.ts";
import { reportOf, tradeOf } from "../testing/trades.ts";

const SPOT = 2;
const spot = listSpot({ instrumentId: SPOT });

let house: TestHouse;
let buyer: number;
let seller: number;
beforeEach(() => {
  house = createTestHouse(testGenesis({ changes: [spot] }));
  buyer = house.openAccount(address(1), usdc(50_000));
  seller = house.openAccount(address(2), usdc(100));
  house.deposit(seller, BTC, btc(30_000_000n)); // 0.3 BTC
});

function spotTrade(size: bigint, from = seller, to = buyer): TradeReport {
  const trade = tradeOf(house, to, from, size, btcTicks(100_000), { instrumentId: SPOT });
  for (const leg of [trade.buyer, trade.seller])
    if (leg.type === "Order") Object.assign(leg.order, { instrumentId: SPOT });
  return trade;
}

function report(trade: TradeReport): string {
  const outcome = runBlock(house, [{ command: reportOf(trade), signer: VENUE_SIGNER }]).receipts[0]!.outcomes[0]!;
  return outcome.accepted ? "accepted" : outcome.refusal.code;
}

test("NOV-009 delivery against payment, fees from cash, no position left", () => {
  expect(report(spotTrade(200n))).toBe("accepted"); // 0.2 BTC for 20,000 dollars
  const fee = 3_000_000n; // 1.5 bp of 20,000 dollars
  expect(balanceOf(house.account(buyer), BTC)).toBe(20_000_000n);
  expect(balanceOf(house.account(buyer), USDC)).toBe(usdc(30_000) - fee);
  expect(balanceOf(house.account(seller), BTC)).toBe(10_000_000n);
  expect(balanceOf(house.account(seller), USDC)).toBe(usdc(20_100) - fee);
  expect(house.account(buyer).positions).toEqual([]);
});

test("NOV-033 NOV-009 neither happens when the asset or the money is missing", () => {
  const before = [house.account(buyer), house.account(seller)];
  expect(report(spotTrade(301n))).toBe("BalanceTooLow");
  expect(report(spotTrade(10n, buyer, seller))).toBe("BalanceTooLow");
  house.deposit(seller, BTC, btc(100_000_000n));
  expect(report(spotTrade(501n))).toBe("BalanceTooLow"); // 50,100 dollars
  expect(house.account(buyer)).toEqual(before[0]);
});

test("NOV-034 WDR-024 who would be below initial margin afterwards takes no delivery: the asset counts after its haircut", () => {
  runBlock(house, []); // the first forecast has seen a price
  const rich = house.openAccount(address(3), usdc(1_000_000));
  house.novate(buyer, rich, BTC_PERP, lots(1_000n), btcTicks(100_000));
  const { initialEquityAtoms, initialAtoms } = house.house.margin.assess(house.state, house.account(buyer));
  house.moveCash(buyer, rich, atoms(initialEquityAtoms - initialAtoms - usdc(500)));
  expect(report(spotTrade(100n))).toBe("InitialMarginBreached"); // 10,000 dollars of bitcoin count as 9,000
  expect(report(spotTrade(10n))).toBe("accepted");
});

test("WDR-024 COLL-038 a delivery takes nobody above the account's share of the cap", () => {
  const collateral = mustGet(house.state.collaterals, collateralKey(SEGMENT, BTC));
  const share = { ...collateral.spec, accountSharePpm: ppm((10_000_000n * PPM_ONE) / collateral.spec.capAtoms) };
  house.state.collaterals.put({ ...collateral, spec: share }); // a tenth of a bitcoin
  expect(report(spotTrade(101n))).toBe("CollateralCapExceeded");
  expect(report(spotTrade(100n))).toBe("accepted");
});

test("WDR-024 WDR-010 unvested gains pay for no delivery: a sale to oneself is no way round a transfer's rule", () => {
  runBlock(house, []);
  const rich = house.openAccount(address(3), usdc(1_000_000));
  const own = house.openAccount(address(2), usdc(20_000)); // the seller's owner
  house.novate(own, rich, BTC_PERP, perpLots(1_000), btcTicks(100_000));
  const spare = house.house.margin.assess(house.state, house.account(own));
  house.moveCash(own, rich, atoms(spare.initialEquityAtoms - spare.initialAtoms - usdc(500)));
  house.setPrice(BTC_FEED, 105_000); // 5,000 dollars of gain, not settled yet
  expect(report(spotTrade(100n, seller, own))).toBe("InitialMarginBreached");
});

test("WDR-028 what a delivery brings is fresh, its fee taken", () => {
  expect(report(spotTrade(100n))).toBe("accepted");
  expect(house.state.exits.get(exitKey(buyer, BTC))?.fresh).toMatchObject([{ amountAtoms: 10_000_000n }]);
  expect(house.state.exits.get(exitKey(seller, USDC))?.fresh).toMatchObject([{ amountAtoms: 10_098_500_000n }]);
});
