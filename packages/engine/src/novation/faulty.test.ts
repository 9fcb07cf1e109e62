/** Goal: a refused trade names the side at fault, so that its venue drops the right orders. Method: each fault on either side. */
import { type FaultySide, faultySidesOf, Side, type TradeReport } from "@novate/codec";
import { lots, ppm, ticks } from "@novate/num";
import { beforeEach, describe, expect, test } from "vitest";
import { hearTransaction } from "../block/hear.ts";
import { listSpot } from "../testing/contracts.ts";
import { prepare, runBlock } from "../testing/runBlock.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC,
  btc,
  btcTicks,
  ownerSigner,
  testGenesis,
  usdc,
  VENUE,
  VENUE_SIGNER,
} from "../testing/testMarket.ts";
import { orderOf, reportOf, tradeOf } from "../testing/trades.ts";

const SPOT = 2;
const PRICE = btcTicks(100_000);
let house: TestHouse;
let accounts: Readonly<Record<FaultySide, number>>;
beforeEach(() => {
  house = createTestHouse(testGenesis({ changes: [listSpot({ instrumentId: SPOT })] }));
  const buyer = house.openAccount(address(1), usdc(100_000));
  accounts = { buyer, seller: house.openAccount(address(2), usdc(100_000)) };
});

function refusalOf(trade: TradeReport) {
  const outcome = runBlock(house, [{ command: reportOf(trade), signer: VENUE_SIGNER }]).receipts[0]!.outcomes[0]!;
  return outcome.accepted ? null : outcome.refusal;
}

const trade = (overrides: Partial<TradeReport> = {}): TradeReport =>
  tradeOf(house, accounts.buyer, accounts.seller, 10n, PRICE, overrides);
const order = (side: FaultySide, overrides: Parameters<typeof orderOf>[5] = {}) =>
  orderOf(house, accounts[side], side === "buyer" ? Side.buy : Side.sell, 10n, PRICE, overrides);
const worse = (side: FaultySide) => ticks(side === "buyer" ? PRICE - 1n : PRICE + 1n);

type Leg = (side: FaultySide) => TradeReport["buyer"];
const legs: readonly (readonly [code: string, leg: Leg])[] = [
  ["AccountUnknown", () => ({ type: "Mandate", accountId: 999 })],
  ["MandateMissing", (side) => ({ type: "Mandate", accountId: accounts[side] })],
  ["OrderMismatch", (side) => order(side, { venueId: VENUE + 1 })],
  ["OrderExpired", (side) => order(side, { expiresAtMs: house.timeMs })],
  ["NotAuthorised", (side) => ({ ...order(side), signer: ownerSigner(address(9)) })],
  ["OrderOverfilled", (side) => order(side, { lots: lots(9n) })],
  ["LimitPriceBreached", (side) => order(side, { limitPriceTicks: worse(side) })],
  ["FeeAboveLimit", (side) => order(side, { maxFeePpm: ppm(99n) })],
  ["ReduceOnlyBreached", (side) => order(side, { reduceOnly: true })],
  ["MinimumEquityBreached", (side) => order(side, { minEquityAfterAtoms: usdc(99_999) })],
];

describe.each(["buyer", "seller"] as const)("the %s", (side) => {
  test.each(legs)("%s", (code, leg) => {
    const refusal = refusalOf(trade({ [side]: leg(side) }));
    expect(refusal).toMatchObject({ code, data: { faulty: side } });
    expect(faultySidesOf(refusal!)).toEqual([side]);
  });

  test("whose equity would not do", () => {
    const poor = house.openAccount(address(3), usdc(100));
    const buyer = side === "buyer" ? poor : accounts.buyer;
    const seller = side === "seller" ? poor : accounts.seller;
    const data = { accountId: poor, faulty: side, requiredAtoms: expect.any(BigInt), equityAtoms: expect.any(BigInt) };
    expect(refusalOf(tradeOf(house, buyer, seller, 100n, PRICE))).toMatchObject({
      code: "InitialMarginBreached",
      data,
    });
  });

  test("whose account is under default management", () => {
    const accountId = accounts[side];
    house.manage(accountId);
    // Heard outside a block, whose margin watch would cure the account first.
    const prepared = prepare(house.state, { command: reportOf(trade()), signer: VENUE_SIGNER }, 0n);
    const { outcomes } = hearTransaction(house.house, prepared);
    const refusal = { code: "AccountUnderManagement", data: { accountId, faulty: side } };
    expect(outcomes).toMatchObject([{ accepted: false, refusal }]);
  });
});

test("of a delivery it is who lacks the asset, or the money", () => {
  const { buyer, seller } = accounts;
  const spot = (size: bigint) => {
    const both = tradeOf(house, buyer, seller, size, PRICE, { instrumentId: SPOT });
    for (const leg of [both.buyer, both.seller])
      if (leg.type === "Order") Object.assign(leg.order, { instrumentId: SPOT });
    return refusalOf(both);
  };
  const data = { accountId: seller, assetId: BTC, balanceAtoms: 0n, neededAtoms: btc(1_000_000n), faulty: "seller" };
  expect(spot(10n)).toMatchObject({ code: "BalanceTooLow", data });
  house.deposit(seller, BTC, btc(200_000_000n));
  expect(spot(1_100n)).toMatchObject({ code: "BalanceTooLow", data: { accountId: buyer, faulty: "buyer" } });
});

test("of a trade with oneself it is both, of a market's own restrictions neither", () => {
  const self = refusalOf(tradeOf(house, accounts.buyer, accounts.buyer, 10n, PRICE));
  expect(faultySidesOf(self!)).toEqual(["buyer", "seller"]);
  const banded = refusalOf(tradeOf(house, accounts.buyer, accounts.seller, 10n, btcTicks(106_000)));
  expect([banded!.code, faultySidesOf(banded!)]).toEqual(["PriceOutsideBand", []]);
});
