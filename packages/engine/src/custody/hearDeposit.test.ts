import { atoms } from "@novate/num";
import { expect, test } from "vitest";
import { balanceOf } from "../ledger/balances.ts";
import { collateralKey, exitKey } from "../state/keys.ts";
import { mustGet } from "../state/state.ts";
import { BTC, SEGMENT } from "../testing/testMarket.ts";
import { entriesHeard, VAULT_CHAIN } from "../testing/vaults.ts";
import { ALICE, BOB, scene } from "./vaultScene.fixture.ts";

test("CSTD-035 CSTD-037 WDR-028 a deposit is credited as a custodian's is: balance, windows, what is fresh", () => {
  const { house, vault, place, row } = scene();
  house.openAccount(BOB);
  vault.enter({ owner: ALICE, amountAtoms: atoms(500n) });
  vault.enter({ owner: BOB, accountId: 1, amountAtoms: atoms(50n), sender: ALICE }); // anyone pays for anybody
  expect(entriesHeard(house, vault.mine().prove(0))).toEqual(["accepted", "accepted"]);
  expect(house.account(2)).toMatchObject({ owner: ALICE, ownerChain: 0, segmentId: SEGMENT, method: 1, role: 0 });
  expect([balanceOf(house.account(2), BTC), balanceOf(house.account(1), BTC)]).toEqual([500n, 50n]);
  expect(mustGet(house.state.assets, BTC).escrowAtoms).toBe(550n);
  expect(place().consumedAtoms).toBe(550n);
  const collateral = mustGet(house.state.collaterals, collateralKey(SEGMENT, BTC));
  expect(collateral).toMatchObject({ heldAtoms: 550n, hour: { netOutAtoms: -550n } });
  expect(mustGet(house.state.exits, exitKey(2, BTC)).fresh).toMatchObject([{ amountAtoms: 500n }]);
  expect(house.state.deposits.size).toBe(0); // no row a deposit
  expect(row().inboxCount).toBe(2n);
});

test("CSTD-036 CSTD-040 what may not be credited goes back to who sent it, by its reason", () => {
  const { house, vault, place } = scene();
  house.openAccount(BOB);
  const pay = (changes: object) => vault.enter({ owner: ALICE, sender: BOB, amountAtoms: atoms(10n), ...changes });
  pay({ accountId: 77 });
  pay({ accountId: 1 });
  pay({ owner: BOB, accountId: 1, segmentId: 7 });
  pay({ owner: BOB, ownerChain: VAULT_CHAIN, accountId: 1 }); // a contract at the address of a key is somebody else
  pay({ segmentId: 7 });
  pay({ ownerChain: 99 }); // nobody could ever act for it
  pay({ ownerChain: (1n << 64n) - 1n });
  pay({ amountAtoms: atoms(1_001n) });
  pay({ amountAtoms: atoms(601n) });
  pay({ amountAtoms: atoms(0n) });
  expect(entriesHeard(house, vault.mine().prove(0))).toEqual([
    "AccountUnknown",
    "OwnerMismatch",
    "SegmentMismatch",
    "OwnerMismatch",
    "SegmentUnknown",
    "ChainUnknown",
    "ChainUnknown",
    "CollateralCapExceeded",
    "CollateralCapExceeded",
    "AmountNotPositive",
  ]);
  const rows = [...house.state.outbox.values()];
  expect(rows.map(({ amountAtoms }) => amountAtoms)).toEqual([10n, 10n, 10n, 10n, 10n, 10n, 10n, 1_001n, 601n]);
  for (const row of rows)
    expect(row).toMatchObject({ accountId: 0, assetId: BTC, chainId: VAULT_CHAIN, recipient: BOB });
  const { escrowAtoms, outboxAtoms } = mustGet(house.state.assets, BTC);
  expect([escrowAtoms, outboxAtoms, place().consumedAtoms]).toEqual([1_672n, 1_672n, 1_672n]);
  expect(house.state.accounts.size).toBe(1);
});
