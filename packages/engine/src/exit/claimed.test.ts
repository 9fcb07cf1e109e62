/**
 * Goal: what accounts owe each other for coins of a vault in exit is in what the other vaults pay, so that nobody is paid twice and nobody not
 * at all. Method: coins sold after one vault's X, part of what is owed bound as margin, a checkpoint of the other vault at each step.
 */
import { atoms, ppm } from "@novate/num";
import { expect, test } from "vitest";
import { freezeClaims } from "../checkpoint/advanceCount.ts";
import { claimCountOf } from "../checkpoint/strikeCheckpoint.ts";
import { asset, collateral } from "../governance/founding/index.ts";
import { balanceOf } from "../ledger/balances.ts";
import { exitPotKey } from "../state/keys.ts";
import { houseOf, mustGet } from "../state/state.ts";
import { NO_ROOT } from "../testing/runBlock.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import { address, BTC, BTC_FEED, BTC_PERP, btc, btcTicks, perpLots, SEGMENT, testGenesis, USDC, usdc } from "../testing/testMarket.ts"; // biome-ignore format: one line
import { applied, foundVault, type TestVault, VAULT_ID, vaultSpec } from "../testing/vaults.ts";
import { assetCommand, deposit, depositsIn, makeReady, price, RELAYER, refundBatches, showExit, strike } from "./exit.fixture.ts"; // biome-ignore format: one line
import { settlePots } from "./settlePots.ts";

const [ALICE, BOB, CAROL] = [1, 2, 3];
const CASH_VAULT = 2;

/** As many coins again, in the vault of the cash. */
const WBTC = 3;
const WRAPPED = address(0xb7c);
const wrapped = [
  asset(WBTC, "WBTC", 8, BTC_FEED),
  collateral({
    ...{ segmentId: SEGMENT, assetId: WBTC, haircutFloorPpm: ppm(100_000n), stressVolPpm: ppm(500_000n) },
    ...{ dailyVolumeAtoms: atoms(10n ** 13n), capAtoms: atoms(10n ** 12n) },
  }),
];

/**
 * Five coins, worth half a million, are Bob's for 400,000; the vault of coins paid Alice by a word from before. She holds a position too. `beside`
 * happens with the sale, and opens what other accounts there are.
 */
function sold(beside: (house: TestHouse, cash: TestVault) => void = () => {}) {
  const house = createTestHouse(testGenesis({ changes: wrapped }));
  const coins = foundVault(house, BTC);
  const cash = foundVault(house, USDC, vaultSpec({ vaultId: CASH_VAULT, chainId: 11, vault: address(0x7a18), sets: address(0x5e76) })); // biome-ignore format: one line
  applied(house, { type: "LocateAsset", assetId: WBTC, vaultId: CASH_VAULT, token: WRAPPED, currency: WBTC, leastAtoms: atoms(0n) }); // biome-ignore format: one line
  for (const id of [ALICE, BOB, CAROL]) deposit(house, cash, { owner: address(id), amountAtoms: usdc(500_000) });
  for (const id of [ALICE, BOB]) deposit(house, coins, { owner: address(id), accountId: id, amountAtoms: btc(500_000_000n) }); // biome-ignore format: one line
  const struck = strike(house, VAULT_ID);
  house.house.emit({
    type: "CollateralTransferred",
    ...{ sourceAccountId: ALICE, targetAccountId: BOB, assetId: BTC, amountAtoms: btc(500_000_000n) },
    ...{ sourceAfterAtoms: atoms(0n), targetAfterAtoms: btc(1_000_000_000n) },
  });
  house.moveCash(BOB, ALICE, usdc(400_000));
  house.novate(ALICE, CAROL, BTC_PERP, perpLots(40_000), btcTicks(100_000));
  beside(house, cash);
  showExit(house, coins, struck);
  const priced = () => price(house);
  priced();
  house.must(assetCommand(struck, VAULT_ID, BTC), RELAYER);
  makeReady(house, BTC);
  for (const batch of refundBatches(VAULT_ID, depositsIn(house.house.takeEvents(), VAULT_ID), 8)) house.must(batch, RELAYER); // biome-ignore format: one line
  house.must(struck.batch(VAULT_ID, 1, houseOf(house.state).nextAccountId - 1), RELAYER);
  const step = () => {
    house.openBlock(house.timeMs + 600_000);
    priced();
    settlePots(house.house);
    house.house.derived.holdings.assertConserved();
  };
  const paid = () => {
    const word = strike(house, CASH_VAULT);
    return [ALICE, BOB, CAROL].map((id) => word.payable(id, USDC));
  };
  const paidTo = (accountId: number, assetId = USDC) => strike(house, CASH_VAULT).payable(accountId, assetId);
  return { house, step, paid, paidTo, has: (id: number) => balanceOf(house.account(id), USDC) };
}

const SETTLED = [usdc(400_000), usdc(600_000), usdc(500_000)];

test("CLAIM-033 CLAIM-034 who owes for coins claims what is left, who is owed claims it, whatever is collected by then", () => {
  const { house, step, paid, has } = sold();
  expect([has(ALICE), has(BOB)]).toEqual([usdc(900_000), usdc(100_000)]);
  expect(paid()).toEqual(SETTLED);
  step(); // what is free of it lies in the pot
  expect(house.state.exitPots.values().next().value!.potAtoms).toBeGreaterThan(0n);
  expect(paid()).toEqual(SETTLED);
  for (let n = 0; n < 3; n++) step(); // and is paid; the rest is margin
  expect(has(ALICE)).toBeGreaterThan(usdc(500_000));
  expect(paid()).toEqual(SETTLED);
});

test("CLAIM-034 who owes more than it has pays all of its cash, and who is owed has no more than its part", () => {
  const { house, paid } = sold();
  house.moveCash(ALICE, CAROL, usdc(700_000));
  expect(paid()).toEqual([0n, usdc(300_000), usdc(1_200_000)]);
  expect(mustGet(house.state.segments, SEGMENT).dustAtoms).toBe(0n);
});

test("CLAIM-033 what is owed changes while a count is under way, and the account's row does not: it owes what it owed as that began", () => {
  const { house, step } = sold();
  const coins = btc(500_000_000n);
  house.house.emit({
    type: "CollateralTransferred",
    ...{ sourceAccountId: BOB, targetAccountId: house.openAccount(address(ALICE)), assetId: BTC, amountAtoms: coins },
    ...{ sourceAfterAtoms: atoms(0n), targetAfterAtoms: coins },
  });
  const before = strike(house, CASH_VAULT).claimsRoot;
  const { claims } = house.house.derived;
  const claimCount = claimCountOf(house.house, NO_ROOT)!;
  house.house.emit({ type: "ClaimCountOpened", claimCount });
  step(); // another account of the owner has as many coins as are owed
  expect(house.state.exitDebts.size).toBe(0);
  freezeClaims(house.house);
  claims.drop(); // as a restart does
  expect(claims.count(claimCount, null).tree().root()).toBe(before);
});

test("CLAIM-033 the owner's other account pays too, so that cash moved there is not paid out beside the coins", () => {
  let second = 0;
  const { paid, paidTo } = sold((house) => {
    second = house.openAccount(address(ALICE));
    house.moveCash(ALICE, second, usdc(450_000));
    house.moveCash(ALICE, CAROL, usdc(450_000));
  });
  expect(paid()).toEqual([0n, usdc(550_000), usdc(950_000)]);
  expect(paidTo(second)).toBe(0n);
});

test("CLAIM-033 each of its accounts pays the same part, and keeps what is more than is owed", () => {
  let second = 0;
  const { paid, paidTo } = sold((house) => {
    second = house.openAccount(address(ALICE));
    house.moveCash(ALICE, second, usdc(300_000));
  });
  expect(paid()).toEqual([(usdc(600_000) * 4n) / 9n, usdc(600_000), usdc(500_000)]);
  expect(paidTo(ALICE) + paidTo(second)).toBe(usdc(400_000) - 1n); // rounded against the owner
});

test("CLAIM-033 coins that it has in a vault that lives pay what its cash does not", () => {
  const { house, paid, paidTo } = sold((house, cash) => {
    deposit(house, cash, { owner: address(ALICE), accountId: ALICE, token: WRAPPED, amountAtoms: btc(400_000_000n) });
    house.moveCash(ALICE, CAROL, usdc(800_000));
  });
  expect(balanceOf(house.account(ALICE), WBTC)).toBe(btc(400_000_000n));
  const [alice, bob] = paid();
  expect(alice).toBe(0n);
  expect(bob! > usdc(100_000)).toBe(true);
  expect(paidTo(ALICE, WBTC) < btc(400_000_000n)).toBe(true);
});

test("CLAIM-035 coins of the same asset in its owner's other account pay first, and are owed nothing for", () => {
  let second = 0;
  const { house, paid, paidTo } = sold((early) => {
    second = early.openAccount(address(ALICE));
    early.house.emit({
      type: "CollateralTransferred",
      ...{ sourceAccountId: BOB, targetAccountId: second, assetId: BTC, amountAtoms: btc(500_000_000n) },
      ...{ sourceAfterAtoms: btc(500_000_000n), targetAfterAtoms: btc(500_000_000n) },
    });
  });
  expect(mustGet(house.state.exitPots, exitPotKey(SEGMENT, BTC)).lackAtoms).toBe(btc(500_000_000n));
  expect(paid()).toEqual([usdc(900_000), usdc(100_000), usdc(500_000)]);
  expect(paidTo(second)).toBe(0n);
});
