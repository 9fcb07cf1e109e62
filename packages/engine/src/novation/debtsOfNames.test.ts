/**
 * Goal: no number of names owes past the common limit, by no way that gives away what their coins must pay.
 * Method: one owner's names of bitcoin and no cash, and another owner's account that wins what they lose.
 */
import type { Command } from "@novate/codec";
import { atoms, lots } from "@novate/num";
import { expect, test } from "vitest";
import { balanceOf } from "../ledger/balances.ts";
import { hasInitialMargin, isInBreach } from "../ledger/health.ts";
import { listSpot } from "../testing/contracts.ts";
import { healthOf, segmentOf } from "../testing/crisis.ts";
import { runCycle } from "../testing/cycle.ts";
import { holdForLong } from "../testing/longHeld.ts";
import { runBlock } from "../testing/runBlock.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC,
  BTC_FEED,
  btc,
  btcTicks,
  CHAIN,
  ownerSigner,
  perpLots,
  SEGMENT,
  testGenesis,
  USDC,
  USDC_FEED,
  usdc,
  VENUE_SIGNER,
} from "../testing/testMarket.ts";
import { reportOf, tradeOf } from "../testing/trades.ts";

const OWNER = address(1);
const SPOT = 2;

/** So many names of three bitcoins each; 100,000 dollars are a bystander's and 1,000 the winner's. */
function createHouse(count: number) {
  const house = createTestHouse(testGenesis({ changes: [listSpot({ instrumentId: SPOT })] }));
  house.openAccount(address(50), usdc(100_000));
  const names = Array.from({ length: count }, () => house.openAccount(OWNER));
  for (const id of names) house.deposit(id, BTC, btc(300_000_000n));
  const winner = house.openAccount(address(2), usdc(1_000));
  house.deposit(winner, BTC, btc(6_000_000_000n));
  holdForLong(house);
  runBlock(house, []);
  return { house, names, winner };
}

/** "accepted", or why the trade is not taken. */
function ask(house: TestHouse, trade: ReturnType<typeof tradeOf>): string {
  const [outcome] = runBlock(house, [{ command: reportOf(trade), signer: VENUE_SIGNER }], 10).receipts[0]!.outcomes;
  return outcome!.accepted ? "accepted" : outcome!.refusal.code;
}

/** What the names owe once a cycle has settled. */
function owedBy(house: TestHouse, names: readonly number[]) {
  runCycle(house, SEGMENT);
  return names.reduce((sum, id) => sum - balanceOf(house.account(id), USDC), 0n);
}

test("NOV-070 who is a tick below initial margin closes at the close-out penalty at most, and debts stay twice the limit", () => {
  const { house, names, winner } = createHouse(8);
  const opened = new Map(
    names.map((id) => {
      let size = 0n;
      for (const step of [4_000n, 1_000n, 200n, 20n, 2n])
        while (ask(house, tradeOf(house, id, winner, step, btcTicks(100_000))) === "accepted") size += step;
      return [id, lots(size)];
    }),
  );
  house.openBlock();
  house.setPrice(USDC_FEED, 1);
  house.setPrice(BTC_FEED, 99_800); // a fifth of a per cent, and 5,000 dollars of each name
  runBlock(house, [], 100);
  const close = (id: number, dollars: number) => tradeOf(house, winner, id, opened.get(id)!, btcTicks(dollars));
  for (const id of names) {
    const health = healthOf(house, id);
    expect([hasInitialMargin(health), isInBreach(health)]).toEqual([false, false]);
    expect(ask(house, close(id, 95_000))).toBe("DebtsTooHigh"); // margin would be met
  }
  const market = names.reduce((sum, id) => sum + 200n * 1_000n * opened.get(id)!, 0n); // of the fall, and nobody was asked
  const answers = names.map((id) => ask(house, close(id, 99_400))); // .4 %
  expect(new Set(answers)).toEqual(new Set(["accepted", "DebtsTooHigh"]));
  expect(owedBy(house, names)).toBeLessThan(market + 2n * usdc(20_200) + usdc(2_000)); // fees
});

test("WDR-033 ACC-014 WDR-009 WDR-024 cash that covered a concession stays beside it, and other assets go", () => {
  const { house, names, winner } = createHouse(2);
  const [id, next] = names as [number, number];
  house.deposit(id, USDC, usdc(25_000));
  expect(ask(house, tradeOf(house, id, winner, 4_000n, btcTicks(104_900)))).toBe("accepted");
  const spare = atoms(balanceOf(house.account(id), USDC) - usdc(19_600)); // four times 4,900 were conceded
  const amountAtoms = atoms(spare + 1n);
  const to = { chainId: CHAIN, recipient: OWNER } as const;
  const exits: readonly Command[] = [
    { type: "WithdrawCollateral", accountId: id, assetId: USDC, amountAtoms, ...to },
    { type: "TransferCollateral", sourceAccountId: id, targetAccountId: next, assetId: USDC, amountAtoms },
    { type: "ContributeDefaultFund", accountId: id, tranche: 0, amountAtoms },
  ];
  const outcomes = () => exits.map((command) => house.outcome(command, ownerSigner(OWNER)));
  expect(outcomes()).toEqual(Array(3).fill("CashOwed"));
  const pay = (size: bigint) => {
    const trade = tradeOf(house, id, winner, size, btcTicks(100_000), { instrumentId: SPOT });
    for (const { order } of [trade.buyer, trade.seller] as { order: { instrumentId: number } }[])
      order.instrumentId = SPOT;
    return ask(house, trade);
  };
  expect(pay(60n)).toBe("CashOwed"); // 6,000 dollars for coins
  expect(pay(10n)).toBe("accepted");
  const left = atoms(balanceOf(house.account(id), USDC) - usdc(19_600));
  const move = { type: "TransferCollateral", sourceAccountId: id, targetAccountId: next } as const;
  expect(house.outcome({ ...move, assetId: USDC, amountAtoms: left }, ownerSigner(OWNER))).toBe("accepted");
  expect(house.outcome({ ...move, assetId: BTC, amountAtoms: btc(100_000_000n) }, ownerSigner(OWNER))).toBe("accepted");
});

test("WDR-033 who lost by the market takes coins out and trades, and of cash what the loss leaves", () => {
  const { house, names, winner } = createHouse(1);
  const [id] = names as [number];
  house.deposit(id, USDC, usdc(500));
  expect(ask(house, tradeOf(house, id, winner, 1_000n, btcTicks(100_000)))).toBe("accepted");
  house.openBlock();
  house.setPrice(BTC_FEED, 99_000); // a thousand dollars
  const take = { type: "WithdrawCollateral", accountId: id, chainId: CHAIN, recipient: OWNER } as const;
  const outcome = (assetId: number, amountAtoms: bigint) =>
    house.outcome({ ...take, assetId, amountAtoms: atoms(amountAtoms) }, ownerSigner(OWNER));
  expect(outcome(USDC, 1n)).toBe("CashOwed");
  expect(outcome(BTC, 1_000_000n)).toBe("accepted");
  expect(ask(house, tradeOf(house, id, winner, 500n, btcTicks(99_000)))).toBe("accepted");
  house.deposit(id, USDC, usdc(1_000));
  expect(outcome(USDC, usdc(400))).toBe("accepted");
});

test("WDR-033 NOV-068 dollars that go round ten names cover the loss of one", () => {
  const { house, names, winner } = createHouse(10);
  house.deposit(names[0]!, USDC, usdc(20_000));
  for (const [n, id] of names.entries()) {
    ask(house, tradeOf(house, id, winner, perpLots(4_000), btcTicks(104_900)));
    const target = names[(n + 1) % names.length]!;
    const amountAtoms = balanceOf(house.account(id), USDC);
    const move = { type: "TransferCollateral", sourceAccountId: id, targetAccountId: target, assetId: USDC } as const;
    if (amountAtoms > 0n) house.outcome({ ...move, amountAtoms }, ownerSigner(OWNER));
  }
  expect(owedBy(house, names)).toBeLessThan(usdc(24_200) + usdc(1_000)); // a fifth of the cash, and fees
  expect(segmentOf(house).owedAtoms).toBeLessThan(usdc(24_200));
});

test("NOV-069 NOV-076 concessions that a name is paid for and gives back leave the others their room", () => {
  const { house, names, winner } = createHouse(2);
  const [name, member] = names as [number, number];
  const purse = house.openAccount(OWNER, usdc(9_000));
  const send = (from: number, to: number, amountAtoms: bigint) => {
    const between = { sourceAccountId: from, targetAccountId: to, assetId: USDC, amountAtoms: atoms(amountAtoms) };
    expect(house.outcome({ type: "TransferCollateral", ...between }, ownerSigner(OWNER))).toBe("accepted");
  };
  for (let turn = 0; turn < 12; turn += 1) {
    expect(ask(house, tradeOf(house, name, winner, 1_000n, btcTicks(104_900)))).toBe("accepted");
    send(purse, name, usdc(5_000));
    expect(segmentOf(house).owedAtoms).toBeLessThan(usdc(100)); // paid, but for fees
    expect(ask(house, tradeOf(house, winner, name, 1_000n, btcTicks(104_900)))).toBe("accepted");
    send(name, purse, balanceOf(house.account(name), USDC));
  }
  expect(segmentOf(house).owedAtoms).toBeLessThan(usdc(1_000)); // the winner's fees
  expect(ask(house, tradeOf(house, member, winner, 2_000n, btcTicks(104_900)))).toBe("accepted"); // 9,800 of half the limit
});

test("NOV-076 a deposit leaves the sum at once, and what the market took is replaced, not added to", () => {
  const { house, names, winner } = createHouse(1);
  const [name] = names as [number];
  expect(ask(house, tradeOf(house, name, winner, 2_000n, btcTicks(104_900)))).toBe("accepted");
  const conceded = segmentOf(house).owedAtoms;
  expect(conceded).toBeGreaterThan(usdc(9_800));
  house.openBlock();
  house.setPrice(USDC_FEED, 1);
  house.setPrice(BTC_FEED, 99_000); // 2,000 more, which no visit has counted
  house.deposit(name, USDC, usdc(10_000));
  expect(segmentOf(house).owedAtoms).toBe(conceded + usdc(2_000 - 10_000));
  house.deposit(name, USDC, usdc(10_000));
  expect(segmentOf(house).owedAtoms).toBe(0n);
  expect(house.state.debts.size).toBe(0);
});
