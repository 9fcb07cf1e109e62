/**
 * Goal: who was paid another's coins by the vault of a segment's cash makes it good in what lives, not in cash that is nobody's any more.
 * Method: cash and coins in one vault, a coin that moved since the checkpoint, both ends, block by block.
 */
import { WindUpPhase } from "@novate/codec";
import { atoms, ppm } from "@novate/num";
import { expect, test } from "vitest";
import { assetCommand, deposit, depositsIn, makeReady, RELAYER, refundBatches, showExit, strike } from "../exit/exit.fixture.ts"; // biome-ignore format: one line
import { settlePots } from "../exit/settlePots.ts";
import { asset, collateral, indexFeed } from "../governance/founding/index.ts";
import { balanceOf } from "../ledger/balances.ts";
import { mustGet } from "../state/state.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import { address, BTC, BTC_FEED, btc, SEGMENT, testGenesis, USDC, USDC_FEED, usdc } from "../testing/testMarket.ts"; // biome-ignore format: one line
import { applied, foundVault, VAULT_ID } from "../testing/vaults.ts";
import { runWindUps } from "./runWindUps.ts";

const [ETH, ETH_FEED] = [3, 3] as const;
const TOKEN = address(0x70c2);
const ether = collateral({
  segmentId: SEGMENT,
  assetId: ETH,
  haircutFloorPpm: ppm(100_000n),
  stressVolPpm: ppm(500_000n),
  dailyVolumeAtoms: atoms(10n ** 16n),
  capAtoms: atoms(10n ** 14n),
});

test("EXIT-216 EXIT-213 EXIT-118 INV-001 coins that a vault paid the wrong one are made good before the second end, and by it in coins that live", () => {
  const changes = [indexFeed({ feedId: ETH_FEED, symbol: "ETH/USD" }), asset(ETH, "ETH", 8, ETH_FEED), ether];
  const house = createTestHouse(testGenesis({ changes }));
  const prices = () => {
    for (const [feedId, dollars] of [[USDC_FEED, 1], [BTC_FEED, 100_000], [ETH_FEED, 4_000]] as const) house.setPrice(feedId, dollars); // biome-ignore format: one line
  };
  prices();
  const vault = foundVault(house, USDC);
  applied(house, { type: "LocateAsset", assetId: BTC, vaultId: VAULT_ID, token: TOKEN, currency: BTC, leastAtoms: atoms(0n) }); // biome-ignore format: one line
  const ids = [1, 2];
  for (const n of ids) deposit(house, vault, { owner: address(n), amountAtoms: usdc(10_000) });
  for (const n of ids) deposit(house, vault, { owner: address(n), accountId: n, token: TOKEN, amountAtoms: btc(500_000_000n) }); // biome-ignore format: one line
  house.deposit(1, ETH, atoms(10_000_000_000n)); // 100 ETH, 360,000 dollars after a tenth
  const struck = strike(house, VAULT_ID);
  const coin = { sourceAccountId: 1, targetAccountId: 2, assetId: BTC, amountAtoms: btc(100_000_000n) };
  house.house.emit({ type: "CollateralTransferred", ...coin, sourceAfterAtoms: btc(400_000_000n), targetAfterAtoms: btc(600_000_000n) }); // biome-ignore format: one line
  showExit(house, vault, struck);
  prices();
  runWindUps(house.house);
  for (const assetId of [USDC, BTC]) house.must(assetCommand(struck, VAULT_ID, assetId), RELAYER);
  for (const assetId of [USDC, BTC]) makeReady(house, assetId);
  for (const batch of refundBatches(VAULT_ID, depositsIn(house.house.takeEvents(), VAULT_ID), 9)) house.must(batch, RELAYER); // biome-ignore format: one line
  house.must(struck.batch(VAULT_ID, 1, 2), RELAYER);
  const windUp = () => mustGet(house.state.windUps, SEGMENT);
  const has = (assetId: number) => ids.map((accountId) => balanceOf(house.account(accountId), assetId));
  expect([has(USDC), has(BTC)]).toEqual([[0n, 0n], [0n, btc(100_000_000n)]]); // biome-ignore format: one line

  settlePots(house.house); // who owes is charged below zero
  runWindUps(house.house);
  expect([windUp().isAgain, has(USDC)]).toEqual([false, [-usdc(100_000), 0n]]);
  for (let block = 0; block < 2; block += 1) {
    settlePots(house.house); // who has some left is paid, and the pot is closed
    runWindUps(house.house);
  }

  expect(windUp()).toMatchObject({ phase: WindUpPhase.over, isAgain: true });
  expect([has(USDC), has(BTC)]).toEqual([[0n, 0n], [0n, 0n]]); // biome-ignore format: one line
  const [kept = 0n, given = 0n] = has(ETH) as readonly bigint[];
  expect(given * 3_600n).toBeGreaterThanOrEqual(100_000n * 100_000_000n - 3_600n); // at its value after the haircut
  expect(kept).toBeGreaterThan(7_000_000_000n);
  expect(mustGet(house.state.segments, SEGMENT).transitAtoms).toBe(0n);
  house.house.derived.holdings.assertConserved();
});
