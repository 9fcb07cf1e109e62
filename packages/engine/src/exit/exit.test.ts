/** Goal: what a vault in exit pays leaves the house to the atom, and accounts make good to each other what it paid otherwise. Method: tables of outcomes; stories by hand. */
import type { CommandOf, Hex } from "@novate/codec";
import { uintWord } from "@novate/evm";
import { atoms, DAY_MS, HOUR_MS } from "@novate/num";
import { expect, test } from "vitest";
import { assetsTree } from "../checkpoint/trees.ts";
import { releaseWithdrawals } from "../custody/releaseWithdrawals.ts";
import { balanceOf } from "../ledger/balances.ts";
import { collateralKey, exitPotKey } from "../state/keys.ts";
import { mustGet } from "../state/state.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import { address, BTC, BTC_FEED, btc, ownerSigner, SEGMENT, USDC, usdc } from "../testing/testMarket.ts";
import { foundVault, VAULT_ID } from "../testing/vaults.ts";
import {
  assetCommand,
  deposit,
  depositsIn,
  makeReady,
  RELAYER,
  refundBatches,
  type Struck,
  settled,
  showExit,
  strike,
} from "./exit.fixture.ts";

const coins = (count: bigint) => btc(count * 100_000_000n);

/** Two owners with bitcoin in the vault and cash at a custodian. */
function scene(dollars = 1_000_000) {
  const house = createTestHouse();
  const vault = foundVault(house, BTC);
  const ids = [1, 2].map((owner) => house.openAccount(address(owner), usdc(dollars)));
  const [alice, bob] = ids as [number, number];
  const enter = (accountId: number, count: bigint, owner: Hex = house.account(accountId).owner) =>
    deposit(house, vault, { owner, accountId, amountAtoms: coins(count) });
  expect(enter(alice, 10n)).toEqual(["accepted"]);
  expect(enter(bob, 10n)).toEqual(["accepted"]);
  const has = (accountId: number, assetId = BTC) => balanceOf(house.account(accountId), assetId);
  /** As a delivery or a move would have it. */
  const give = (from: number, to: number, amount: bigint) =>
    house.house.emit({
      type: "CollateralTransferred",
      ...{ sourceAccountId: from, targetAccountId: to, assetId: BTC, amountAtoms: atoms(amount) },
      sourceAfterAtoms: atoms(has(from) - amount),
      targetAfterAtoms: atoms(has(to) + amount),
    });
  const pot = () => mustGet(house.state.exitPots, exitPotKey(SEGMENT, BTC));
  const exitAsset = () => mustGet(house.state.exitAssets, BTC);
  const book = (struck: Struck) => {
    house.must(assetCommand(struck, VAULT_ID, BTC), RELAYER);
    makeReady(house, BTC);
    const deposits = depositsIn(house.house.takeEvents(), VAULT_ID);
    for (const batch of refundBatches(VAULT_ID, deposits, 2)) house.must(batch, RELAYER);
    house.must(struck.batch(VAULT_ID, 1, Number(house.state.house.get(0)!.nextAccountId) - 1), RELAYER);
  };
  const escrow = () => mustGet(house.state.assets, BTC).escrowAtoms;
  return { house, vault, alice, bob, enter, has, give, pot, exitAsset, book, escrow };
}

test("EXIT-110 ProveExitAsset: outcomes in order of precedence", () => {
  const { house, vault, exitAsset, pot } = scene();
  const struck = strike(house, VAULT_ID);
  const good = assetCommand(struck, VAULT_ID, BTC);
  let command: CommandOf<"ProveExitAsset"> = { ...good, vaultId: 9, token: address(1) };
  const outcome = (by = RELAYER) => house.outcome(command, by);
  expect(outcome(ownerSigner(address(77)))).toBe("SenderUnknown");
  expect(outcome()).toBe("VaultUnknown");
  command = { ...command, vaultId: VAULT_ID };
  expect(outcome()).toBe("AssetUnknown");
  command = { ...good, claimTotalAtoms: 1n };
  expect(outcome()).toBe("VaultNotInExit");
  showExit(house, vault, struck);
  expect(outcome()).toBe("ExitMismatch");
  command = { ...good, isListed: false }; // sums that nothing proves
  expect(outcome()).toBe("ExitMismatch");
  command = good;
  const feed = mustGet(house.state.feeds, BTC_FEED);
  house.state.feeds.put({ ...feed, pendingAtMs: feed.aggregatedAtMs + 1 }); // a jump waits for its second word
  expect(outcome()).toBe("AssetPriceUnknown");
  house.state.feeds.put(feed);
  house.openBlock();
  house.setPrice(BTC_FEED, 90_000);
  house.setPrice(1, 1);
  expect(outcome()).toBe("accepted");
  expect(exitAsset()).toMatchObject({ claimTotalAtoms: coins(20n), isReturned: false });
  expect(pot().numerator * 10n ** 8n).toBe(pot().denominator * usdc(90_000));
  house.house.takeEvents();
  expect(outcome()).toBe("accepted"); // once
  expect(house.house.takeEvents()).toEqual([]);
});

test("EXIT-114 a price that nobody is sure of is waited for for a day; then the last one counts", () => {
  const { house, vault, pot } = scene();
  const struck = strike(house, VAULT_ID);
  showExit(house, vault, struck);
  const feed = mustGet(house.state.feeds, BTC_FEED);
  house.state.feeds.put({ ...feed, pendingAtMs: feed.aggregatedAtMs + 1 });
  house.openBlock(house.timeMs + DAY_MS);
  expect(house.outcome(assetCommand(struck, VAULT_ID, BTC), RELAYER)).toBe("accepted");
  expect(pot().numerator * 10n ** 8n).toBe(pot().denominator * usdc(100_000));
});

test("EXIT-110 an asset that X does not have is shown to be absent, and owes nothing", () => {
  const { house, vault } = scene();
  const struck = { ...strike(house, VAULT_ID), assets: [] };
  showExit(house, vault, struck);
  const { token } = mustGet(house.state.locations, BTC);
  const siblings = [...assetsTree([], VAULT_ID).prove(BTC)];
  const nothing = {
    consumedAtoms: 0n,
    queued: { mainAtoms: 0n, smallAtoms: 0n, sentBackAtoms: 0n },
    claimTotalAtoms: 0n,
    rates: [],
  };
  const place = { accountId: 0, vaultId: VAULT_ID, assetId: BTC, token, isListed: false };
  expect(house.outcome({ type: "ProveExitAsset", ...place, ...nothing, siblings }, RELAYER)).toBe("accepted");
});

test("EXIT-111 EXIT-113 BookExitClaims: outcomes in order of precedence", () => {
  const { house, vault, alice, has, escrow } = scene();
  const struck = strike(house, VAULT_ID);
  const good = struck.batch(VAULT_ID, 1, 2);
  let command: CommandOf<"BookExitClaims"> = { ...good, vaultId: 9, firstAccountId: 2 };
  const outcome = (by = RELAYER) => house.outcome(command, by);
  expect(outcome(ownerSigner(address(77)))).toBe("SenderUnknown");
  expect(outcome()).toBe("VaultUnknown");
  command = { ...command, vaultId: VAULT_ID };
  expect(outcome()).toBe("VaultNotInExit");
  showExit(house, vault, struck);
  expect(outcome()).toBe("ExitNotReady"); // no asset is shown
  house.must(assetCommand(struck, VAULT_ID, BTC), RELAYER);
  expect(outcome()).toBe("ExitNotReady"); // payments are not returned, and it still counts
  makeReady(house, BTC);
  expect(outcome()).toBe("ExitOutOfOrder");
  command = { ...good, leaves: good.leaves.map((leaf) => ({ ...leaf!, kept: [] })) };
  expect(outcome()).toBe("ExitMismatch");
  command = { ...good, right: [uintWord(1), ...good.right] };
  expect(outcome()).toBe("ExitMismatch");
  command = good;
  expect(outcome()).toBe("accepted");
  expect([has(alice), escrow()]).toEqual([0n, 0n]);
  house.house.takeEvents();
  expect(outcome()).toBe("accepted"); // said again
  expect(house.house.takeEvents()).toEqual([]);
});

test("EXIT-112 BookExitRefunds: outcomes in order of precedence; X's own deposits are no refunds", () => {
  const { house, vault, alice, enter, has, exitAsset } = scene();
  const struck = strike(house, VAULT_ID);
  enter(alice, 3n);
  enter(alice, 4n);
  const batches = refundBatches(VAULT_ID, depositsIn(house.house.takeEvents(), VAULT_ID), 3);
  let command: CommandOf<"BookExitRefunds"> = { ...batches[0]!, vaultId: 9 };
  const outcome = (by = RELAYER) => house.outcome(command, by);
  expect(outcome(ownerSigner(address(77)))).toBe("SenderUnknown");
  expect(outcome()).toBe("VaultUnknown");
  command = batches[1]!;
  expect(outcome()).toBe("VaultNotInExit");
  showExit(house, vault, struck);
  expect(outcome()).toBe("ExitNotReady");
  house.must(assetCommand(struck, VAULT_ID, BTC), RELAYER);
  makeReady(house, BTC);
  expect(outcome()).toBe("ExitMismatch"); // not the newest
  command = { ...batches[0]!, deposits: [] };
  expect(outcome()).toBe("ExitMismatch");
  command = { ...batches[0]!, deposits: batches[0]!.deposits.map((each) => ({ ...each, accountId: 2 })) };
  expect(outcome()).toBe("ExitMismatch");
  command = batches[0]!;
  expect(outcome()).toBe("accepted");
  expect([has(alice), exitAsset().refundsAtoms]).toEqual([coins(10n), coins(7n)]);
  expect(mustGet(house.state.exitBooks, VAULT_ID).isRefunded).toBe(true);
  house.house.takeEvents();
  expect(outcome()).toBe("accepted"); // nothing is left to book
  expect(house.house.takeEvents()).toEqual([]);
});

test("EXIT-115 EXIT-116 payments of X's outbox are the vault's, all others their accounts' again", () => {
  const { house, vault, alice, has, book, escrow } = scene();
  const withdraw = (coins: string) =>
    house.must(
      {
        type: "WithdrawCollateral",
        accountId: alice,
        assetId: BTC,
        amountAtoms: atoms(BigInt(coins)),
        chainId: vault.spec.chainId,
        recipient: address(1),
      },
      ownerSigner(address(1)),
    );
  const release = () => {
    house.openBlock(house.timeMs + HOUR_MS);
    house.setPrice(BTC_FEED, 100_000);
    house.setPrice(1, 1);
    releaseWithdrawals(house.house);
  };
  withdraw("1000");
  release();
  expect([...house.state.outbox.values()].filter(({ payment }) => payment !== null)).toHaveLength(1);
  const struck = strike(house, VAULT_ID);
  withdraw("2000");
  release();
  expect([...house.state.outbox.values()].filter(({ payment }) => payment !== null)).toHaveLength(2);
  withdraw("500000000"); // waits
  showExit(house, vault, struck);
  house.must(assetCommand(struck, VAULT_ID, BTC), RELAYER);
  makeReady(house, BTC);
  expect([has(alice), escrow()]).toEqual([coins(10n) - 1_000n, coins(20n) - 1_000n]);
  expect([...house.state.outbox.values()].filter(({ paidHeight }) => paidHeight === 0)).toEqual([]);
  expect(house.account(alice).withdrawals).toBe(0);
  book(struck);
  expect(escrow()).toBe(0n);
});

test("EXIT-117 EXIT-118 EXIT-120 who moved coins after X owes them in cash, and who has them is paid what is collected", () => {
  const { house, vault, alice, bob, has, give, book, pot, exitAsset, escrow } = scene();
  const struck = strike(house, VAULT_ID);
  give(alice, bob, coins(4n));
  showExit(house, vault, struck);
  book(struck);
  expect([has(alice), has(bob), exitAsset().overAtoms, escrow()]).toEqual([0n, coins(4n), coins(4n), 0n]);
  const withdraw = {
    type: "WithdrawCollateral",
    accountId: alice,
    assetId: USDC,
    amountAtoms: usdc(1),
    chainId: 1,
    recipient: address(1),
  } as const;
  expect(house.outcome(withdraw, ownerSigner(address(1)))).toBe("ExitOwed");
  settled(house);
  expect([has(alice, USDC), has(bob, USDC)]).toEqual([usdc(600_000), usdc(1_400_000)]);
  expect([has(bob), exitAsset().overAtoms, pot().isClosed]).toEqual([0n, 0n, true]);
  expect(house.state.exitDebts.size).toBe(0);
  expect(mustGet(house.state.collaterals, collateralKey(SEGMENT, BTC)).heldAtoms).toBe(0n);
});

test("EXIT-121 no more is paid than was collected: who cannot pay owes on, and those who are owed wait pro rata", () => {
  const { house, vault, alice, bob, has, give, book, pot } = scene(100_000);
  const carol = house.openAccount(address(3));
  const struck = strike(house, VAULT_ID);
  give(alice, bob, coins(6n));
  give(alice, carol, coins(3n));
  showExit(house, vault, struck);
  book(struck);
  settled(house, 1);
  expect([has(alice, USDC), pot().lackAtoms]).toEqual([0n, coins(8n)]);
  expect(has(bob, USDC) - usdc(100_000)).toBe(
    2n * has(carol, USDC) + 1n - (2n * has(carol, USDC) + 1n - (has(bob, USDC) - usdc(100_000))),
  );
  expect(has(bob, USDC) + has(carol, USDC) + pot().potAtoms).toBe(usdc(200_000));
  expect([has(bob) > coins(5n), has(carol) > coins(2n), pot().isClosed]).toEqual([true, true, false]);
  house.deposit(alice, USDC, usdc(900_000)); // she comes back
  settled(house, 3);
  expect([has(alice, USDC), pot().lackAtoms, pot().isClosed]).toEqual([usdc(100_000), 0n, true]);
  expect([has(bob), has(carol)]).toEqual([0n, 0n]);
});

test("EXIT-119 what an owner still has there pays what its own other account owes, before cash", () => {
  const { house, vault, alice, bob, has, give, book, pot } = scene();
  const second = house.openAccount(address(1));
  const struck = strike(house, VAULT_ID);
  give(alice, second, coins(5n));
  give(alice, bob, coins(1n));
  showExit(house, vault, struck);
  book(struck);
  settled(house);
  expect([has(second), has(second, USDC), pot().isClosed]).toEqual([0n, 0n, true]);
  expect([has(alice, USDC), has(bob, USDC)]).toEqual([usdc(900_000), usdc(1_100_000)]);
});

test("EXIT-122 a debtor that is closed owes no more, and what is left of the others' coins goes", () => {
  const { house, vault, alice, bob, has, give, book, pot } = scene(0);
  const struck = strike(house, VAULT_ID);
  give(alice, bob, coins(10n));
  showExit(house, vault, struck);
  book(struck);
  settled(house, 1);
  expect([pot().lackAtoms, has(bob), has(bob, USDC)]).toEqual([coins(10n), coins(20n) - coins(10n), 0n]);
  house.house.emit({ type: "AccountClosed", accountId: alice });
  settled(house, 3);
  expect([pot().lackAtoms, pot().isClosed, has(bob), has(bob, USDC)]).toEqual([0n, true, 0n, 0n]);
});
