/** Goal: what a vault pays a venue's treasury takes nothing from a segment's pools. Method: cash in a vault, a guarantee in the same cash, both ends. */
import { WindUpPhase } from "@novate/codec";
import { atoms } from "@novate/num";
import { expect, test } from "vitest";
import { assetCommand, deposit, depositsIn, makeReady, RELAYER, refundBatches, showExit, strike } from "../exit/exit.fixture.ts"; // biome-ignore format: one line
import { balanceOf } from "../ledger/balances.ts";
import { mustGet } from "../state/state.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import { address, BTC, BTC_FEED, BTC_PERP, btc, btcTicks, perpLots, SEGMENT, USDC, USDC_FEED, usdc, VENUE } from "../testing/testMarket.ts"; // biome-ignore format: one line
import { foundVault, VAULT_ID } from "../testing/vaults.ts";
import { runWindUps } from "./runWindUps.ts";

test("EXIT-128 EXIT-213 INV-038 a guarantee that the treasury was paid is no debt at the second end, and no pool is below zero", () => {
  const house = createTestHouse();
  const vault = foundVault(house, USDC);
  for (const n of [1, 2, 3]) deposit(house, vault, { owner: address(n), amountAtoms: usdc(100_000) });
  const treasury = 3;
  for (const id of [1, treasury]) house.deposit(id, BTC, btc(100_000_000n));
  const asset = mustGet(house.state.assets, USDC);
  house.state.assets.put({ ...asset, escrowAtoms: atoms(asset.escrowAtoms + usdc(50_000)) });
  const venue = mustGet(house.state.venues, VENUE);
  house.state.venues.put({ ...venue, guaranteeAtoms: usdc(50_000), treasuryAccountId: treasury });
  house.novate(1, 2, BTC_PERP, perpLots(1_000), btcTicks(100_000));
  const struck = strike(house, VAULT_ID);
  expect(struck.payable(treasury, USDC)).toBe(usdc(150_000));
  house.setPrice(BTC_FEED, 80_000);
  showExit(house, vault, struck);
  house.setPrice(BTC_FEED, 80_000);
  house.setPrice(USDC_FEED, 1);
  runWindUps(house.house);
  house.must(assetCommand(struck, VAULT_ID, USDC), RELAYER);
  makeReady(house, USDC);
  for (const batch of refundBatches(VAULT_ID, depositsIn(house.house.takeEvents(), VAULT_ID), 9)) house.must(batch, RELAYER); // biome-ignore format: one line
  house.must(struck.batch(VAULT_ID, 1, 3), RELAYER);
  expect(balanceOf(house.account(treasury), USDC)).toBe(0n);
  runWindUps(house.house);
  expect(mustGet(house.state.windUps, SEGMENT)).toMatchObject({ phase: WindUpPhase.over, isAgain: true });
  expect(balanceOf(house.account(treasury), BTC)).toBe(100_000_000n);
  expect(mustGet(house.state.venues, VENUE).guaranteeAtoms).toBe(0n);
  const { feesAtoms, skinAtoms, dustAtoms, transitAtoms } = mustGet(house.state.segments, SEGMENT);
  for (const pool of [feesAtoms, skinAtoms, dustAtoms, transitAtoms]) expect(pool).toBeGreaterThanOrEqual(0n);
  house.house.derived.holdings.assertConserved();
});
