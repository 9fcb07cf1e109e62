/**
 * Goal: between the two ends of a segment nothing leaves that the second one takes. Method: cash in a vault that pays by an X of before the
 * prices moved; every way out, before the vault is booked and after.
 */
import { WindUpPhase } from "@novate/codec";
import { atoms, DAY_MS, HOUR_MS } from "@novate/num";
import { expect, test } from "vitest";
import { isGated } from "../custody/gate.ts";
import { assetCommand, deposit, depositsIn, makeReady, RELAYER, refundBatches, showExit, showInForce, strike } from "../exit/exit.fixture.ts"; // biome-ignore format: one line
import { balanceOf } from "../ledger/balances.ts";
import { mustGet } from "../state/state.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import { address, BTC, BTC_FEED, BTC_PERP, btc, btcTicks, ownerSigner, perpLots, SEGMENT, USDC, USDC_FEED, usdc } from "../testing/testMarket.ts"; // biome-ignore format: one line
import { foundVault, VAULT_ID } from "../testing/vaults.ts";
import { runWindUps } from "./runWindUps.ts";

const COIN = btc(100_000_000n);

/** The long has lost twenty thousand since X, and has a coin elsewhere and another account. */
function scene() {
  const house = createTestHouse();
  const vault = foundVault(house, USDC);
  for (const n of [1, 2]) deposit(house, vault, { owner: address(n), amountAtoms: usdc(100_000) });
  house.deposit(1, BTC, COIN);
  const friend = house.openAccount(address(1));
  house.novate(1, 2, BTC_PERP, perpLots(1_000), btcTicks(100_000));
  const struck = strike(house, VAULT_ID);
  house.setPrice(BTC_FEED, 80_000);
  const priced = () => {
    house.setPrice(BTC_FEED, 80_000);
    house.setPrice(USDC_FEED, 1);
  };
  const withdraw = { type: "WithdrawCollateral", accountId: 1, assetId: BTC, amountAtoms: atoms(1n), chainId: 1, recipient: address(1) } as const; // biome-ignore format: one line
  const transfer = { type: "TransferCollateral", sourceAccountId: 1, targetAccountId: friend, assetId: BTC, amountAtoms: atoms(1n) } as const; // biome-ignore format: one line
  const isShut = () => isGated(house.state, mustGet(house.state.segments, SEGMENT), house.timeMs);
  const outcomes = () => [withdraw, transfer].map((command) => house.outcome(command, ownerSigner(address(1))));
  const windUp = () => mustGet(house.state.windUps, SEGMENT);
  return { house, vault, struck, priced, isShut, outcomes, windUp };
}
const SHUT = ["SegmentWindingUp", "SegmentWindingUp"];
const OPEN = ["accepted", "accepted"];

test("EXIT-214 coins stay until the vault of the cash is booked and the segment has ended once more, and then pay what is owed", () => {
  const { house, vault, struck, priced, isShut, outcomes, windUp } = scene();
  showExit(house, vault, struck);
  priced();
  runWindUps(house.house);
  expect(windUp()).toMatchObject({ phase: WindUpPhase.over, isAgain: false });
  expect([outcomes(), isShut()]).toEqual([SHUT, true]);
  house.must(assetCommand(struck, VAULT_ID, USDC), RELAYER);
  makeReady(house, USDC);
  for (const refund of refundBatches(VAULT_ID, depositsIn(house.house.takeEvents(), VAULT_ID), 2)) house.must(refund, RELAYER); // biome-ignore format: one line
  house.must(struck.batch(VAULT_ID, 1, 3), RELAYER);
  expect([outcomes(), isShut()]).toEqual([SHUT, true]);
  runWindUps(house.house);
  expect(windUp()).toMatchObject({ phase: WindUpPhase.over, isAgain: true });
  expect([1, 2].map((id) => balanceOf(house.account(id), USDC))).toEqual([0n, 0n]);
  expect(balanceOf(house.account(2), BTC)).toBeGreaterThan(0n);
  expect([outcomes(), isShut()]).toEqual([OPEN, false]);
});

test("EXIT-214 nobody is shut in for longer than thirty days, or by an X that is not booked", () => {
  const { house, vault, struck, priced, isShut, outcomes } = scene();
  showExit(house, vault, struck);
  priced();
  runWindUps(house.house);
  house.openBlock(house.timeMs + 30 * DAY_MS - HOUR_MS);
  priced();
  expect([outcomes(), isShut()]).toEqual([SHUT, true]);
  house.openBlock(house.timeMs + 2 * HOUR_MS);
  priced();
  expect([outcomes(), isShut()]).toEqual([OPEN, false]);
  const other = scene();
  showInForce(other.house, other.vault, other.struck, 2);
  other.priced();
  runWindUps(other.house.house);
  expect([other.outcomes(), other.isShut()]).toEqual([OPEN, false]);
});
