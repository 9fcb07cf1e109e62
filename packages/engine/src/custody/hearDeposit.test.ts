import { atoms } from "@novate/num";
import { describe, expect, test } from "vitest";
import { balanceOf } from "../ledger/balances.ts";
import { collateralKey, exitKey } from "../state/keys.ts";
import { mustGet } from "../state/state.ts";
import { address, BTC, ownerSigner, SEGMENT } from "../testing/testMarket.ts";
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

describe("a hundred atoms are the least", () => {
  const least = () => {
    const { house, vault, place } = scene();
    house.state.locations.put({ ...place(), leastAtoms: atoms(100n) });
    return { house, vault, place };
  };

  test("CSTD-048 CSTD-049 a crowd of atoms makes no row, and no atom is lost of it", () => {
    const { house, vault, place } = least();
    house.openAccount(BOB); // it holds nothing, and is closed after its term
    for (let n = 0; n < 60; n++) vault.enter({ owner: address(0x400 + n), amountAtoms: atoms(1n) });
    vault.enter({ owner: BOB, accountId: 1, amountAtoms: atoms(99n) });
    vault.enter({ owner: ALICE, accountId: 77, amountAtoms: atoms(99n) });
    vault.enter({ owner: ALICE, segmentId: 7, amountAtoms: atoms(1n) });
    const codes = entriesHeard(house, vault.mine().prove(0));
    expect(new Set(codes.slice(0, 61))).toEqual(new Set(["AmountTooSmall"]));
    expect(codes.slice(61)).toEqual(["AccountUnknown", "SegmentUnknown"]);
    expect([house.state.accounts.size, house.state.outbox.size, house.state.exits.size]).toEqual([1, 0, 0]);
    expect(place()).toMatchObject({ consumedAtoms: 259n, keptAtoms: 259n });
    expect(mustGet(house.state.assets, BTC)).toMatchObject({ escrowAtoms: 259n, outboxAtoms: 0n });
    house.house.derived.holdings.assertConserved();
  });

  test("CSTD-048 CSTD-036 the least opens an account, and goes back where it may not; who holds something has any amount", () => {
    const { house, vault } = least();
    vault.enter({ owner: ALICE, amountAtoms: atoms(100n) });
    vault.enter({ owner: ALICE, accountId: 77, amountAtoms: atoms(100n) });
    vault.enter({ owner: ALICE, accountId: 1, amountAtoms: atoms(1n) });
    expect(entriesHeard(house, vault.mine().prove(0))).toEqual(["accepted", "AccountUnknown", "accepted"]);
    expect(balanceOf(house.account(1), BTC)).toBe(101n);
    expect([...house.state.outbox.values()].map(({ amountAtoms }) => amountAtoms)).toEqual([100n]);
  });

  test("WDR-055 WDR-061 COLL-077 nobody takes out less unless it is all, or keeps accounts open with less", () => {
    const { house, vault } = least();
    vault.enter({ owner: ALICE, amountAtoms: atoms(250n) });
    entriesHeard(house, vault.mine().prove(0));
    house.openAccount(ALICE);
    const by = ownerSigner(ALICE);
    const outcome = (amountAtoms: bigint, accountId = 1) =>
      house.outcome(
        {
          type: "WithdrawCollateral",
          ...{ accountId, assetId: BTC, amountAtoms: atoms(amountAtoms), chainId: VAULT_CHAIN, recipient: ALICE },
        },
        by,
      );
    const move = (amountAtoms: bigint) =>
      house.outcome(
        {
          type: "TransferCollateral",
          ...{ sourceAccountId: 1, targetAccountId: 2, assetId: BTC, amountAtoms: atoms(amountAtoms) },
        },
        by,
      );
    expect(move(99n)).toBe("AmountTooSmall");
    expect(move(100n)).toBe("accepted");
    expect(move(1n)).toBe("accepted"); // it holds something by now
    expect(outcome(99n)).toBe("AmountTooSmall");
    expect(outcome(100n)).toBe("AmountTooSmall"); // 49 would be left
    expect(outcome(149n)).toBe("accepted");
    expect(outcome(100n, 2)).toBe("AmountTooSmall");
    expect(outcome(1n, 2)).toBe("AmountTooSmall");
  });
});
