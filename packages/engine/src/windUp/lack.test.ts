/** Goal: what a venue earned since the last checkpoint, and a vault paid back, halts nothing. Method: cash in a vault, fees since, both ends. */
import { WindUpPhase } from "@novate/codec";
import { atoms } from "@novate/num";
import { expect, test } from "vitest";
import { assetCommand, deposit, depositsIn, makeReady, RELAYER, refundBatches, showExit, strike } from "../exit/exit.fixture.ts"; // biome-ignore format: one line
import { balanceOf } from "../ledger/balances.ts";
import { mustGet } from "../state/state.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import { address, BTC, btc, SEGMENT, USDC, usdc, VENUE } from "../testing/testMarket.ts";
import { foundVault, VAULT_ID } from "../testing/vaults.ts";
import { runWindUps } from "./runWindUps.ts";

test("EXIT-215 EXIT-213 INV-001 fees of since the last checkpoint that the vault paid their payers are a venue's on paper, and the segment's lack", () => {
  const house = createTestHouse();
  const vault = foundVault(house, USDC);
  for (const n of [1, 2]) deposit(house, vault, { owner: address(n), amountAtoms: usdc(100_000) });
  house.deposit(1, BTC, btc(100_000_000n));
  const struck = strike(house, VAULT_ID);
  const payer = house.account(1);
  const balances = [{ assetId: USDC, amountAtoms: usdc(99_960) }, payer.balances[1]!];
  house.state.accounts.put({ ...payer, balances });
  house.state.venues.put({ ...mustGet(house.state.venues, VENUE), feesAtoms: usdc(40) });
  showExit(house, vault, struck);
  runWindUps(house.house);
  house.must(assetCommand(struck, VAULT_ID, USDC), RELAYER);
  makeReady(house, USDC);
  for (const batch of refundBatches(VAULT_ID, depositsIn(house.house.takeEvents(), VAULT_ID), 9)) house.must(batch, RELAYER); // biome-ignore format: one line
  house.must(struck.batch(VAULT_ID, 1, 2), RELAYER);
  expect(balanceOf(house.account(1), USDC)).toBe(-usdc(40));

  runWindUps(house.house);

  expect(mustGet(house.state.windUps, SEGMENT)).toMatchObject({ phase: WindUpPhase.over, isAgain: true });
  expect(mustGet(house.state.assets, USDC).escrowAtoms).toBe(0n);
  expect([1, 2].map((id) => balanceOf(house.account(id), USDC))).toEqual([0n, 0n]);
  const { feesAtoms, skinAtoms, dustAtoms, transitAtoms } = mustGet(house.state.segments, SEGMENT);
  expect([feesAtoms, skinAtoms, dustAtoms, transitAtoms]).toEqual([0n, 0n, 0n, atoms(-usdc(40))]);
  house.house.derived.holdings.assertConserved();
});
