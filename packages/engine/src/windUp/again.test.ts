/**
 * Goal: who is paid more by a vault in exit than the end of its segment gave it makes good in coins that live.
 * Method: a house whose cash lies in the vault, a checkpoint before the prices moved, whole stories by hand.
 */
import { WindUpPhase } from "@novate/codec";
import { expect, test } from "vitest";
import {
  assetCommand,
  deposit,
  depositsIn,
  makeReady,
  RELAYER,
  refundBatches,
  showExit,
  strike,
} from "../exit/exit.fixture.ts";
import { balanceOf } from "../ledger/balances.ts";
import { mustGet } from "../state/state.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import { address, BTC, BTC_FEED, BTC_PERP, btc, btcTicks, perpLots, SEGMENT, USDC, USDC_FEED, usdc } from "../testing/testMarket.ts"; // biome-ignore format: one line
import { foundVault, VAULT_ID } from "../testing/vaults.ts";
import { runWindUps } from "./runWindUps.ts";

test("EXIT-200 EXIT-213 EXIT-123 a segment winds up, its vault is booked, and who was paid too much gives coins", () => {
  const house = createTestHouse();
  const vault = foundVault(house, USDC);
  const [long, short] = [1, 2].map((n) => {
    deposit(house, vault, { owner: address(n), amountAtoms: usdc(100_000) });
    return n;
  }) as [number, number];
  house.deposit(long, BTC, btc(100_000_000n));
  house.novate(long, short, BTC_PERP, perpLots(1_000), btcTicks(100_000));
  const struck = strike(house, VAULT_ID); // X: a hundred thousand each
  house.setPrice(BTC_FEED, 80_000); // the long has lost twenty thousand since
  showExit(house, vault, struck);
  house.setPrice(BTC_FEED, 80_000);
  house.setPrice(USDC_FEED, 1);
  const cash = () => [long, short].map((id) => balanceOf(house.account(id), USDC));
  const coins = () => [long, short].map((id) => balanceOf(house.account(id), BTC));
  const windUp = () => mustGet(house.state.windUps, SEGMENT);
  runWindUps(house.house);
  expect(windUp()).toMatchObject({ phase: WindUpPhase.over, isOfExit: true, isAgain: false });
  expect(cash()).toEqual([usdc(80_000), usdc(120_000)]);
  runWindUps(house.house);
  expect(windUp().isAgain).toBe(false); // nothing is booked yet

  house.must(assetCommand(struck, VAULT_ID, USDC), RELAYER);
  makeReady(house, USDC);
  const [refunds] = refundBatches(VAULT_ID, depositsIn(house.house.takeEvents(), VAULT_ID), 2);
  if (refunds !== undefined) house.must(refunds, RELAYER);
  house.must(struck.batch(VAULT_ID, 1, 2), RELAYER);
  expect(cash()).toEqual([-usdc(20_000), usdc(20_000)]);
  runWindUps(house.house);
  expect(windUp()).toMatchObject({ phase: WindUpPhase.over, isAgain: true });
  expect(cash()).toEqual([0n, 0n]);
  const [kept = 0n, given = 0n] = coins() as readonly bigint[];
  expect(kept + given + (windUp().remains[0]?.amountAtoms ?? 0n)).toBe(100_000_000n);
  expect(given * 80_000n).toBeGreaterThanOrEqual(20_000n * 100_000_000n); // at its value after the haircut
  house.house.derived.holdings.assertConserved();
  runWindUps(house.house);
  expect(windUp().phase).toBe(WindUpPhase.over); // no third time
});
