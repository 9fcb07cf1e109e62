/**
 * Goal: nothing leaves an account with positions while their prices are missing, and a dead market locks nobody in.
 * Method: an account beside bitcoin and ether; ether falls silent; every way out is tried.
 */
import type { Command } from "@novate/codec";
import { atoms, DAY_MS, MINUTE_MS } from "@novate/num";
import { expect, test } from "vitest";
import { ETH_FEED, ETH_MARKET, ETH_PERP } from "../testing/ethMarket.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC_FEED,
  btcTicks,
  CHAIN,
  ownerSigner,
  perpLots,
  testGenesis,
  USDC,
  USDC_FEED,
  usdc,
} from "../testing/testMarket.ts";

const changes = ETH_MARKET.map((change) =>
  change.type === "RegisterFeed" ? { ...change, maxAgeMs: MINUTE_MS } : change,
);

function scene() {
  const house = createTestHouse(testGenesis({ changes }));
  house.setPrice(ETH_FEED, 4_000);
  const id = house.openAccount(address(1), usdc(100_000));
  const other = house.openAccount(address(1), usdc(1));
  const rich = house.openAccount(address(2), usdc(1_000_000));
  const amountAtoms = atoms(1n);
  const exits: readonly Command[] = [
    { type: "WithdrawCollateral", accountId: id, assetId: USDC, amountAtoms, chainId: CHAIN, recipient: address(1) },
    { type: "TransferCollateral", sourceAccountId: id, targetAccountId: other, assetId: USDC, amountAtoms },
    { type: "ContributeDefaultFund", accountId: id, tranche: 0, amountAtoms },
  ];
  const outcomes = () => exits.map((command) => house.outcome(command, ownerSigner(address(1))));
  const pass = (ms: number) => {
    house.openBlock(house.timeMs + ms);
    for (const [feedId, dollars] of [[BTC_FEED, 100_000], [USDC_FEED, 1]] as const) house.setPrice(feedId, dollars); // biome-ignore format: a table
  };
  return { house, id, rich, outcomes, pass };
}

test("WDR-019 while the price of a position is missing nothing leaves, by no way; beyond the term its low end speaks", () => {
  const { house, id, rich, outcomes, pass } = scene();
  house.novate(id, rich, ETH_PERP, perpLots(50_000), btcTicks(4_000));
  pass(MINUTE_MS);
  expect(outcomes()).toEqual(["accepted", "accepted", "accepted"]);
  pass(1);
  expect(outcomes()).toEqual(Array(3).fill("PriceUnknown"));
  pass(DAY_MS);
  expect(outcomes()).toEqual(["accepted", "accepted", "accepted"]); // a dead market locks nobody in
  pass(400 * DAY_MS);
  expect(outcomes()).toEqual(Array(3).fill("InitialMarginBreached")); // by now it may be worth nothing
});

test("WDR-019 INV-015 an account without positions leaves whatever is missing", () => {
  const { outcomes, pass } = scene();
  pass(10 * DAY_MS);
  expect(outcomes()).toEqual(["accepted", "accepted", "accepted"]);
});
