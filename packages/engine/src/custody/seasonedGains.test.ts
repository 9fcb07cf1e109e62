/**
 * Goal: a balance gives a share of the way out once, however many names it goes through; and who trades honestly keeps its own.
 * Method: one hand that takes its shares first and passes what is left to the next name, beside a member who comes second;
 * a trader who gains and loses in turn.
 */
import { type Atoms, atoms, DAY_MS, HOUR_MS, maxOf } from "@novate/num";
import { describe, expect, test } from "vitest";
import { exitOf, freshAtomsAt } from "../collateral/seasoning.ts";
import { balanceOf } from "../ledger/balances.ts";
import { exitKey } from "../state/keys.ts";
import { runBlock } from "../testing/runBlock.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC_FEED,
  BTC_PERP,
  btcTicks,
  ownerSigner,
  PUBLISHER_SIGNER,
  perpLots,
  USDC,
  USDC_FEED,
  usdc,
} from "../testing/testMarket.ts";
import { withdrawNow } from "../testing/withdrawals.ts";

const cashIn = (house: TestHouse, accountId: number): Atoms => balanceOf(house.account(accountId), USDC);
const seasonedIn = (house: TestHouse, accountId: number): bigint =>
  cashIn(house, accountId) - freshAtomsAt(exitOf(house.state, accountId, USDC), house.timeMs);

/** Takes what the windows give, by halving. */
function takeAll(house: TestHouse, accountId: number): bigint {
  let taken = 0n;
  for (let part: bigint = cashIn(house, accountId); part >= 1_000_000n; part /= 2n)
    while (withdrawNow(house, accountId, USDC, part) === "accepted") taken += part;
  return taken;
}

type Pass = (house: TestHouse, from: number, to: number) => void;
const asGains: Pass = (house, from, to) => house.moveCash(from, to, cashIn(house, from));
const asTransfer: Pass = (house, sourceAccountId, targetAccountId) => {
  const amountAtoms = cashIn(house, sourceAccountId);
  const { owner } = house.account(sourceAccountId);
  const command = { type: "TransferCollateral" as const, sourceAccountId, targetAccountId, assetId: USDC, amountAtoms };
  house.must(command, ownerSigner(owner));
};

/** What a hand with a third of the holdings takes in a day, and what everybody else takes after it. */
function day(pass: Pass | null, minutesAfterTheHour: number) {
  const house = createTestHouse();
  const names = Array.from({ length: 30 }, () => house.openAccount(address(1), usdc(10)));
  house.deposit(names[0]!, USDC, usdc(10_000_000));
  const others = house.openAccount(address(9), usdc(20_000_000));
  house.openBlock(house.timeMs + 3 * DAY_MS);
  house.openBlock(house.timeMs - (house.timeMs % HOUR_MS) + HOUR_MS + minutesAfterTheHour * 60_000);
  for (let taken = takeAll(house, others); taken > 0n; taken = takeAll(house, others)); // a run: nothing common is left
  let [mine, theirs, at] = [0n, 0n, 0];
  for (let hour = 0; hour < 23; hour += 1) {
    mine += takeAll(house, names[at]!);
    theirs += takeAll(house, others);
    if (pass !== null) pass(house, names[at]!, names[++at]!);
    mine += takeAll(house, names[at]!);
    house.openBlock(house.timeMs + HOUR_MS);
  }
  return { mine, theirs };
}

describe.each([0, 30, 59])("%d minutes after the hour", (minutes) => {
  test.each([
    ["gains", asGains],
    ["transfers", asTransfer],
  ] as const)("WDR-028 who passes its balance from name to name by %s takes no second share", (_, pass) => {
    const [alone, passing] = [day(null, minutes), day(pass, minutes)];
    expect(passing.mine).toBeLessThanOrEqual((alone.mine * 101n) / 100n);
    expect(passing.theirs).toBeGreaterThanOrEqual((alone.theirs * 99n) / 100n);
  });
});

test("WDR-028 what a cycle pays is fresh for its hour, and seasoned a day later", () => {
  const house = createTestHouse();
  const [winner, loser] = [house.openAccount(address(1), usdc(100_000)), house.openAccount(address(2), usdc(100_000))];
  house.openBlock(house.timeMs + 3 * DAY_MS);
  house.novate(winner, loser, BTC_PERP, perpLots(1_000), btcTicks(90_000));
  const say = (stepMs: number) => {
    const observations = [
      { feedId: BTC_FEED, value: 10_000_000_000_000n, confidence: 0n, publishedAtMs: house.timeMs + stepMs },
      { feedId: USDC_FEED, value: 100_000_000n, confidence: 0n, publishedAtMs: house.timeMs + stepMs },
    ];
    const command = { type: "SubmitObservations" as const, publisherId: 1, observations, surfaces: [] };
    runBlock(house, [{ command, signer: PUBLISHER_SIGNER }], stepMs);
  };
  for (const stepMs of [1_000, HOUR_MS, 1_000]) say(stepMs);
  expect(cashIn(house, winner)).toBe(usdc(110_000));
  expect(seasonedIn(house, winner)).toBeLessThan(usdc(100_001)); // a second of the day after the hour
  expect(seasonedIn(house, loser)).toBe(usdc(90_000));
  say(DAY_MS / 2 + HOUR_MS);
  expect(seasonedIn(house, winner)).toBeGreaterThan(usdc(104_000));
  say(DAY_MS / 2);
  expect(seasonedIn(house, winner)).toBe(usdc(110_000));
});

test("WDR-029 who gains and loses in turn keeps the share of the least that it held", () => {
  const house = createTestHouse();
  const [trader, other] = [house.openAccount(address(1), usdc(100_000)), house.openAccount(address(2), usdc(100_000))];
  house.openBlock(house.timeMs + 3 * DAY_MS);
  for (let hour = 0; hour < 48; hour += 1) {
    house.moveCash(hour % 2 === 0 ? other : trader, hour % 2 === 0 ? trader : other, usdc(20_000));
    house.openBlock(house.timeMs + HOUR_MS);
    expect(seasonedIn(house, trader)).toBeGreaterThanOrEqual(usdc(100_000)); // never below what it began with
    expect(seasonedIn(house, other)).toBeGreaterThanOrEqual(usdc(80_000) - 1n);
  }
});

test("WDR-028 what repays a debt is no balance, and not fresh", () => {
  const house = createTestHouse();
  const [debtor, rich] = [house.openAccount(address(1)), house.openAccount(address(2), usdc(100_000))];
  house.moveCash(debtor, rich, usdc(50));
  house.moveCash(rich, debtor, usdc(40));
  expect(house.state.exits.get(exitKey(debtor, USDC))).toBeUndefined();
  house.deposit(debtor, USDC, usdc(30));
  expect(freshAtomsAt(exitOf(house.state, debtor, USDC), house.timeMs)).toBe(maxOf(cashIn(house, debtor), atoms(0n)));
});
