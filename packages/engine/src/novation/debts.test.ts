/**
 * Goal: nobody makes the segment owe more than a part of the cash it holds by trading away from the mark, with however many names.
 * Method: accounts of bitcoin and little cash that buy dear, of an account that holds all the cash.
 */
import { atoms, DAY_MS } from "@novate/num";
import { expect, test } from "vitest";
import { hasInitialMargin } from "../ledger/health.ts";
import { healthOf, segmentOf } from "../testing/crisis.ts";
import { holdForLong } from "../testing/longHeld.ts";
import { runBlock } from "../testing/runBlock.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC,
  BTC_FEED,
  BTC_PERP,
  btc,
  btcTicks,
  CHAIN,
  ownerSigner,
  perpLots,
  USDC,
  USDC_FEED,
  usdc,
  VENUE_SIGNER,
} from "../testing/testMarket.ts";
import { reportOf, tradeOf } from "../testing/trades.ts";

/** Buyers of three bitcoins and a thousand dollars each, and a seller who has the rest of 100,000 dollars. */
function createHouse(buyers: number, cash = 1_000) {
  const house = createTestHouse();
  const ids = Array.from({ length: buyers }, (_, n) => house.openAccount(address(1 + n), usdc(cash)));
  for (const id of ids) house.deposit(id, BTC, btc(300_000_000n));
  const seller = house.openAccount(address(99), usdc(100_000 - buyers * cash));
  holdForLong(house);
  runBlock(house, []);
  return { house, ids, seller };
}

/** Whether a buy of so many coins at 104,900, a mark of 100,000, is taken: 4,900 dollars a coin away from it. */
function buyDear(house: TestHouse, buyer: number, seller: number, ...coins: readonly bigint[]) {
  const trades = coins.map((each) => tradeOf(house, buyer, seller, perpLots(each * 1_000n), btcTicks(104_900)));
  return runBlock(house, [{ command: reportOf(...trades), signer: VENUE_SIGNER }]).receipts[0]!.outcomes;
}

const isTaken = (outcomes: readonly { readonly accepted: boolean }[]): boolean[] =>
  outcomes.map(({ accepted }) => accepted);

test("NOV-068 who cannot pay a price in cash trades at it only while all debts are a part of the cash held", () => {
  const { house, ids, seller } = createHouse(1);
  const [buyer] = ids as [number];
  const [outcome] = buyDear(house, buyer, seller, 5n);
  expect(segmentOf(house).parameters.clearing.debtSharePpm).toBe(200_000n); // 20,000 dollars, and half of it beyond a fair part
  const data = { faulty: "buyer", limitAtoms: usdc(10_000) };
  expect(outcome).toMatchObject({ refusal: { code: "DebtsTooHigh", data } });
  expect(isTaken(buyDear(house, buyer, seller, 4n))).toEqual([true]); // 18,600 short, and the fees
});

test("NOV-069 debts that wait for a cycle count, of every name, in one report as in many blocks", () => {
  const { house, ids, seller } = createHouse(4);
  const [first, second, third, fourth] = ids as [number, number, number, number];
  expect(isTaken(buyDear(house, first, seller, 1n, 1n))).toEqual([true, true]); // 8,800
  expect(isTaken(buyDear(house, second, seller, 1n))).toEqual([true]); // 3,900 more
  for (let block = 0; block < 70; block += 1) runBlock(house, []); // sweeps pass
  expect(isTaken(buyDear(house, third, seller, 1n))).toEqual([true]);
  expect(isTaken(buyDear(house, fourth, seller, 1n))).toEqual([false]); // 20,500
  expect(segmentOf(house).owedAtoms).toBeGreaterThan(usdc(16_000));
  expect(segmentOf(house).owedAtoms).toBeLessThan(usdc(17_000));
});

test("NOV-074 NOV-075 who fills the limit with its own coins leaves others their part, with however many names", () => {
  const { house, ids, seller } = createHouse(2);
  const [filler, member] = ids as [number, number];
  const names = Array.from({ length: 3 }, () => house.openAccount(address(50)));
  for (const id of names) house.deposit(id, BTC, btc(100_000_000n)); // a ninth of the coins each, so 2,222 dollars
  expect(isTaken(buyDear(house, filler, seller, 2n))).toEqual([true]); // 8,800 of the half that is open to all
  const tooHigh = { refusal: { code: "DebtsTooHigh", data: { limitAtoms: usdc(10_000) } } };
  expect(buyDear(house, filler, seller, 1n)[0]).toMatchObject(tooHigh); // a third of the limit is its own
  for (const id of names) expect(buyDear(house, id, seller, 1n)[0]).toMatchObject(tooHigh);
  expect(isTaken(buyDear(house, member, seller, 1n))).toEqual([true]); // 3,900 of 6,666
  expect(buyDear(house, member, seller, 1n)[0]).toMatchObject(tooHigh);
});

test("NOV-077 coins that may leave at once bring no fair part", () => {
  const { house, ids, seller } = createHouse(2);
  const [filler, member] = ids as [number, number];
  expect(isTaken(buyDear(house, filler, seller, 2n))).toEqual([true]); // 8,800 of the half that is open to all
  const visitor = house.openAccount(address(50));
  house.deposit(visitor, BTC, btc(3_000_000_000n)); // five sixths of the coins
  const tooHigh = { refusal: { code: "DebtsTooHigh", data: { limitAtoms: usdc(10_000) } } };
  expect(buyDear(house, visitor, seller, 1n)[0]).toMatchObject(tooHigh);
  expect(house.outcome(backTo(visitor, BTC, 3_000_000_000n), ownerSigner(address(50)))).toBe("accepted");
  expect(isTaken(buyDear(house, member, seller, 1n))).toEqual([true]);
});

/** All of what came leaves again. */
const backTo = (accountId: number, assetId: number, amount: bigint) =>
  ({
    type: "WithdrawCollateral",
    accountId,
    assetId,
    amountAtoms: atoms(amount),
    chainId: CHAIN,
    recipient: address(50),
  }) as const;

test("COLL-061 NOV-068 cash that came for a moment lends to nobody, and leaves again", () => {
  const { house, ids, seller } = createHouse(1);
  const [buyer] = ids as [number];
  const visitor = house.openAccount(address(50), usdc(9_000_000));
  const data = { faulty: "buyer", limitAtoms: usdc(10_000) };
  expect(buyDear(house, buyer, seller, 5n)[0]).toMatchObject({ refusal: { code: "DebtsTooHigh", data } });
  expect(house.outcome(backTo(visitor, USDC, 9_000_000_000_000n), ownerSigner(address(50)))).toBe("accepted");
  holdForLong(house);
  house.deposit(visitor, USDC, usdc(9_000_000));
  house.openBlock(house.timeMs + DAY_MS);
  house.setPrice(USDC_FEED, 1);
  house.setPrice(BTC_FEED, 100_000);
  runBlock(house, []);
  expect(isTaken(buyDear(house, buyer, seller, 5n))).toEqual([true]); // it has stayed for a day
});

test("NOV-069 a loss that the market made counts within a sweep, and what is brought in leaves it", () => {
  const { house, ids, seller } = createHouse(2);
  const [long, buyer] = ids as [number, number];
  house.novate(long, seller, BTC_PERP, perpLots(2_000), btcTicks(100_000));
  house.setPrice(BTC_FEED, 90_000); // 19,000 beyond its cash, and nobody settled it
  for (let block = 0; block < 70; block += 1) {
    house.openBlock();
    house.setPrice(BTC_FEED, 90_000);
    runBlock(house, []);
  }
  expect(segmentOf(house).owedAtoms).toBe(usdc(19_000));
  const dear = () =>
    runBlock(house, [
      { command: reportOf(tradeOf(house, buyer, seller, perpLots(1_000), btcTicks(94_400))), signer: VENUE_SIGNER },
    ]).receipts[0]!.outcomes;
  expect(dear()[0]).toMatchObject({ refusal: { code: "DebtsTooHigh" } });
  house.deposit(long, 1, usdc(19_000));
  for (let block = 0; block < 70; block += 1) runBlock(house, []);
  expect(segmentOf(house).owedAtoms).toBe(0n);
});

/** So much is owed already, as a sweep would have found. */
const owe = (house: TestHouse, dollars: number) =>
  house.state.segments.put({ ...segmentOf(house), owedAtoms: usdc(dollars) });

test("NOV-068 who can pay in cash, or trades at the mark, is not asked what others owe", () => {
  const { house, ids, seller } = createHouse(2, 20_000);
  const [buyer, other] = ids as [number, number];
  owe(house, 50_000);
  expect(isTaken(buyDear(house, buyer, seller, 1n, 1n))).toEqual([true, true]); // 9,800 of 20,000
  house.moveCash(other, seller, usdc(20_000));
  const atMark = tradeOf(house, other, seller, perpLots(1_000), btcTicks(100_000));
  const { receipts } = runBlock(house, [{ command: reportOf(atMark), signer: VENUE_SIGNER }]);
  expect(isTaken(receipts[0]!.outcomes)).toEqual([true]);
});

test("NOV-070 who reduces below initial margin may sell below the mark up to twice the limit, who meets it may not", () => {
  const { house, ids, seller } = createHouse(1);
  const [long] = ids as [number];
  house.deposit(seller, USDC, usdc(10_000_000));
  holdForLong(house); // the limit is a fifth of 10.1 million
  const sell = (dollars = 99_800, owed = 4_000_000): readonly { readonly accepted: boolean }[] => {
    owe(house, owed);
    const trade = tradeOf(house, seller, long, perpLots(1_000), btcTicks(dollars));
    return runBlock(house, [{ command: reportOf(trade), signer: VENUE_SIGNER }]).receipts[0]!.outcomes;
  };
  house.novate(long, seller, BTC_PERP, perpLots(2_000), btcTicks(101_000));
  expect(sell()[0]).toMatchObject({ refusal: { code: "DebtsTooHigh", data: { faulty: "seller" } } });
  while (hasInitialMargin(healthOf(house, long)))
    house.novate(long, seller, BTC_PERP, perpLots(200), btcTicks(100_000));
  const tooHigh = { refusal: { code: "DebtsTooHigh", data: { faulty: "seller" } } };
  expect(sell(99_800, 4_040_000)[0]).toMatchObject(tooHigh);
  expect(sell(99_500)[0]).toMatchObject(tooHigh); // with its fees more than the close-out penalty
  expect(isTaken(sell())).toEqual([true]);
});

test("NOV-069 two names that pay each other in turn leave the others room", () => {
  const { house, ids, seller } = createHouse(3);
  const [one, two, member] = ids as [number, number, number];
  house.deposit(two, BTC, btc(300_000_000n));
  house.moveCash(two, one, usdc(1_000)); // it has cash for nothing, and owes as much as it takes
  for (let round = 0; round < 12; round += 1) {
    const there = tradeOf(house, one, two, perpLots(1_000), btcTicks(104_000));
    const back = tradeOf(house, two, one, perpLots(1_000), btcTicks(104_000));
    const { receipts } = runBlock(house, [{ command: reportOf(there, back), signer: VENUE_SIGNER }], 10);
    expect(isTaken(receipts[0]!.outcomes)).toEqual([true, true]);
  }
  expect(segmentOf(house).owedAtoms).toBeLessThan(usdc(2_500)); // fees of 24 trades, and a leg
  expect(isTaken(buyDear(house, member, seller, 1n))).toEqual([true]);
});
