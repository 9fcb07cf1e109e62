/**
 * Who was paid too much by a vault in exit: coins that were sold after X, and the cash of the sale still there.
 *
 * @module
 */
import { atoms, HOUR_MS } from "@novate/num";
import { expect } from "vitest";
import { releaseWithdrawals } from "../custody/releaseWithdrawals.ts";
import { balanceOf } from "../ledger/balances.ts";
import { exitPotKey } from "../state/keys.ts";
import { mustGet } from "../state/state.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import { address, BTC, btc, ownerSigner, SEGMENT, testGenesis, USDC, usdc } from "../testing/testMarket.ts"; // biome-ignore format: one line
import { foundVault, VAULT_ID } from "../testing/vaults.ts";
import { assetCommand, deposit, depositsIn, makeReady, price, RELAYER, refundBatches, showExit, strike } from "./exit.fixture.ts"; // biome-ignore format: one line

/** A million dollars of them. */
export const COINS = btc(1_000_000_000n);

/** Alice has sold her coins to Bob since X, and has the cash; carol is nobody's friend. What a test does before the book it does in `before`. */
export function sold(
  before: (house: ReturnType<typeof createTestHouse>, alice: number, second: number) => void = () => {},
  genesis = testGenesis(),
) {
  const house = createTestHouse(genesis);
  const vault = foundVault(house, BTC);
  const ids = [1, 1, 2, 3].map((owner) => house.openAccount(address(owner), usdc(500_000)));
  const [alice, second, bob, carol] = ids as [number, number, number, number];
  const has = (accountId: number, assetId = USDC) => balanceOf(house.account(accountId), assetId);
  for (const id of [alice, bob]) deposit(house, vault, { owner: house.account(id).owner, accountId: id, amountAtoms: COINS }); // biome-ignore format: one line
  const struck = strike(house, VAULT_ID);
  house.house.emit({
    type: "CollateralTransferred",
    ...{ sourceAccountId: alice, targetAccountId: bob, assetId: BTC, amountAtoms: COINS },
    sourceAfterAtoms: atoms(0n),
    targetAfterAtoms: atoms(2n * COINS),
  });
  showExit(house, vault, struck);
  const priced = () => price(house);
  priced();
  house.must(assetCommand(struck, VAULT_ID, BTC), RELAYER);
  makeReady(house, BTC);
  before(house, alice, second);
  for (const batch of refundBatches(VAULT_ID, depositsIn(house.house.takeEvents(), VAULT_ID), 2)) house.must(batch, RELAYER); // biome-ignore format: one line
  house.must(struck.batch(VAULT_ID, 1, ids.length), RELAYER);
  const owed = () => mustGet(house.state.exitPots, exitPotKey(SEGMENT, BTC)).lackAtoms;
  expect(owed()).toBe(COINS); // a million dollars
  const by = (command: unknown) => house.outcome(command as never, ownerSigner(address(1)));
  const hours = (count: number) => {
    for (let hour = 0; hour < count; hour++) {
      house.openBlock(house.timeMs + HOUR_MS);
      priced();
      releaseWithdrawals(house.house);
      house.house.derived.holdings.assertConserved();
    }
  };
  return { house, alice, second, bob, carol, has, owed, by, hours, priced };
}
