/** Goal: what a vault in exit pays a venue's treasury is charged once, and to the venue. Method: a venue that settles in what lies there; a leaf for another chain. */
import { atoms } from "@novate/num";
import { expect, test } from "vitest";
import { balanceOf } from "../ledger/balances.ts";
import { exitPotKey } from "../state/keys.ts";
import { mustGet } from "../state/state.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import { address, BTC, BTC_FEED, btc, SEGMENT, USDC, USDC_FEED, usdc, VENUE } from "../testing/testMarket.ts";
import { foundVault, VAULT_ID } from "../testing/vaults.ts";
import { assetCommand, deposit, depositsIn, makeReady, RELAYER, refundBatches, settled, showExit, strike } from "./exit.fixture.ts"; // biome-ignore format: one line

const OWN = btc(1_000_000_000n);
const HELD = btc(300_000_000n);

function scene() {
  const house = createTestHouse();
  const vault = foundVault(house, BTC);
  deposit(house, vault, { owner: address(1), amountAtoms: OWN });
  const treasury = house.openAccount(address(5));
  house.deposit(treasury, USDC, usdc(1_000_000));
  house.setPrice(BTC_FEED, 100_000);
  house.setPrice(USDC_FEED, 1);
  const venue = () => mustGet(house.state.venues, VENUE);
  const asset = () => mustGet(house.state.assets, BTC);
  const name = (guarantee: bigint, fees: bigint) => {
    house.state.assets.put({ ...asset(), escrowAtoms: atoms(asset().escrowAtoms + guarantee + fees) });
    const [guaranteeAtoms, feesAtoms] = [atoms(guarantee), atoms(fees)];
    const spec = { ...venue().spec, settlementAssetId: BTC };
    house.state.venues.put({ ...venue(), spec, guaranteeAtoms, feesAtoms, treasuryAccountId: treasury });
  };
  const book = (count = 2) => {
    const struck = strike(house, VAULT_ID);
    showExit(house, vault, struck);
    house.must(assetCommand(struck, VAULT_ID, BTC), RELAYER);
    makeReady(house, BTC);
    for (const batch of refundBatches(VAULT_ID, depositsIn(house.house.takeEvents(), VAULT_ID), 2)) house.must(batch, RELAYER); // biome-ignore format: one line
    return () => house.outcome(struck.batch(VAULT_ID, 1, count), RELAYER);
  };
  const pot = () => mustGet(house.state.exitPots, exitPotKey(SEGMENT, BTC));
  return { house, vault, treasury, venue, asset, name, book, pot };
}

test("EXIT-128 what the treasury is paid leaves the venue, and the account owes nothing", () => {
  const { house, treasury, venue, asset, name, book, pot } = scene();
  name(HELD, 7n);
  expect(book()()).toBe("accepted");
  expect([venue().guaranteeAtoms, venue().feesAtoms, pot().lackAtoms, asset().escrowAtoms]).toEqual([0n, 0n, 0n, 0n]);
  expect(house.state.exitDebts.size).toBe(0);
  settled(house);
  expect(balanceOf(house.account(treasury), USDC)).toBe(usdc(1_000_000));
});

test("EXIT-128 what the venue holds no more the account owes", () => {
  const { house, venue, asset, name, book, pot } = scene();
  name(HELD, 7n);
  const say = book();
  house.state.assets.put({ ...asset(), outboxAtoms: atoms(asset().outboxAtoms + 100n) }); // by now it is another's
  house.state.venues.put({ ...venue(), guaranteeAtoms: atoms(HELD - 100n) });
  expect(say()).toBe("accepted");
  expect([venue().guaranteeAtoms, venue().feesAtoms, pot().lackAtoms]).toEqual([0n, 0n, 100n]);
});

test("EXIT-128 in a segment that does not count the asset it is booked as well, and nothing is thrown", () => {
  const { house, treasury, venue, asset, name, book } = scene();
  house.state.segments.put({ ...mustGet(house.state.segments, SEGMENT), segmentId: 7 });
  const bare = { ...house.account(treasury), accountId: treasury + 1, segmentId: 7, balances: [] };
  house.state.accounts.put(bare);
  house.state.house.put({ ...house.state.house.get(0)!, nextAccountId: treasury + 2 });
  name(HELD, 0n);
  house.state.venues.put({ ...venue(), treasuryAccountId: bare.accountId });
  expect(book(3)()).toBe("accepted");
  expect([venue().guaranteeAtoms, asset().escrowAtoms]).toEqual([0n, 0n]);
});

test("EXIT-127 what counts on another chain the vault does not pay, and the house does not book", () => {
  const { house, vault, asset, book } = scene();
  expect(vault.spec.chainId).not.toBe(99);
  house.state.accounts.put({ ...house.account(1), ownerChain: 99 });
  expect(book()()).toBe("accepted");
  expect([balanceOf(house.account(1), BTC), asset().escrowAtoms]).toEqual([OWN, OWN]);
});
