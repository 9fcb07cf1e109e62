/** Goal: an owner asks by a vault what its signature could, and nobody else does. Method: requests by hand, one fault each. */
import { AccountStatus, bytesToHex, encode, InboxKind, InboxWithdrawal } from "@novate/codec";
import { atoms } from "@novate/num";
import { expect, test } from "vitest";
import { ACCOUNT_LOOKS, Looks } from "../derived/looks.ts";
import { collateralKey, sessionKey } from "../state/keys.ts";
import { mustGet } from "../state/state.ts";
import {
  address,
  BTC,
  BTC_PERP,
  btcTicks,
  keySigner,
  ownerSigner,
  perpLots,
  SEGMENT,
  USDC,
  usdc,
} from "../testing/testMarket.ts";
import { entriesHeard, keyData, VAULT_CHAIN } from "../testing/vaults.ts";
import { releaseWithdrawals } from "./releaseWithdrawals.ts";
import { ALICE, BOB, scene, WALLET } from "./vaultScene.fixture.ts";

test("CSTD-038 ACC-049 a deposit's data is a key for whoever owns the account, and for nobody else", () => {
  const { house, vault } = scene();
  const [first, second] = [keySigner(1), keySigner(2)];
  const pay = (changes: object) => vault.enter({ owner: ALICE, amountAtoms: atoms(1n), ...changes });
  pay({ data: keyData(first) });
  pay({ accountId: 1, sender: BOB, data: keyData(second) });
  pay({ accountId: 1, data: "0x1234" });
  pay({ owner: WALLET, ownerChain: VAULT_CHAIN, data: keyData(first) });
  pay({ owner: WALLET, ownerChain: 11, sender: WALLET, data: keyData(first) });
  expect(entriesHeard(house, vault.mine().prove(0))).toEqual([
    "accepted",
    "accepted", // the money counts, the key does not
    "accepted",
    "accepted",
    "ChainUnknown",
  ]);
  const has = (accountId: number, key = first) => house.state.keys.has(sessionKey(accountId, key));
  expect([has(1), has(1, second), has(2)]).toEqual([true, false, true]);
  const open = { type: "SetMarginMethod", accountId: 2, method: 2 } as const;
  expect(house.outcome(open, ownerSigner(WALLET))).toBe("NotAuthorised"); // a key of that address is not the contract
});

test("CSTD-038 CSTD-039 requests of an owner: key, withdrawal, wind-down", () => {
  const { house, vault } = scene();
  vault.enter({ owner: ALICE, amountAtoms: atoms(500n) });
  vault.enter({ owner: WALLET, ownerChain: VAULT_CHAIN, amountAtoms: atoms(500n) });
  entriesHeard(house, vault.mine().prove(0));
  const [alice, wallet] = [
    { owner: ALICE, accountId: 1 },
    { owner: WALLET, ownerChain: VAULT_CHAIN, accountId: 2 },
  ];
  const ask = (kind: number, changes: object) => vault.enter({ kind, token: address(0), ...alice, ...changes });
  house.must({ type: "GrantMandate", accountId: 1, venueId: 1, tradeNotionalAtoms: usdc(1), totalNotionalAtoms: usdc(1), validUntilMs: house.timeMs + 1_000 }, ownerSigner(ALICE)); // biome-ignore format: one command
  ask(InboxKind.key, { data: keyData(keySigner(1)), sender: BOB });
  ask(InboxKind.key, { data: keyData(keySigner(1)), ownerChain: 11 });
  ask(InboxKind.key, { data: keyData(keySigner(1)), accountId: 9 });
  ask(InboxKind.key, { data: keyData(keySigner(1)), owner: BOB, sender: BOB });
  ask(InboxKind.key, { data: "0x" });
  ask(InboxKind.key, { ...wallet, sender: WALLET, data: keyData(keySigner(1)) });
  ask(InboxKind.key, { data: keyData(keySigner(1), { scopes: 0 }) });
  ask(InboxKind.key, { data: keyData(keySigner(1)) });
  ask(InboxKind.key, { data: keyData(keySigner(1), { validUntilMs: 0 }) });
  ask(InboxKind.withdraw, { data: "0x01" });
  ask(InboxKind.windDown, {});
  ask(4, {});
  expect(entriesHeard(house, vault.mine().prove(2))).toEqual([
    "EntryNotOwners",
    "EntryNotOwners",
    "AccountUnknown",
    "OwnerMismatch",
    "EntryMalformed",
    "accepted",
    "GrantInvalid",
    "accepted",
    "accepted",
    "EntryMalformed",
    "accepted",
    "EntryMalformed",
  ]);
  expect([1, 2].map((accountId) => house.state.keys.has(sessionKey(accountId, keySigner(1))))).toEqual([false, true]);
  expect(house.state.mandates.size).toBe(0);
  expect(house.account(1).voidedToMs).toBeGreaterThan(house.timeMs);
});

test("CSTD-041 WDR-034 a withdrawal by the vault waits for the account's cycle, with all behind it, and is then queued", () => {
  const { house, vault, row } = scene();
  vault.enter({ owner: ALICE, amountAtoms: atoms(500n) });
  entriesHeard(house, vault.mine().prove(0));
  const withdrawal = { assetId: BTC, amountAtoms: atoms(60n), chainId: VAULT_CHAIN, recipient: BOB };
  const data = bytesToHex(encode(InboxWithdrawal, withdrawal));
  vault.enter({ owner: ALICE, accountId: 1, kind: InboxKind.withdraw, token: address(0), data });
  vault.enter({ owner: ALICE, amountAtoms: atoms(1n) });
  const mined = vault.mine();
  const segment = mustGet(house.state.segments, SEGMENT);
  const nothing = { collectedAtoms: atoms(0n), paidAtoms: atoms(0n), cutAtoms: atoms(0n), gainedAtoms: atoms(0n) };
  const cycle = { cycleMs: house.timeMs, lastAccountId: 9, cursor: 0, ...nothing };
  house.state.segments.put({ ...segment, cycle });
  expect(entriesHeard(house, mined.prove(1))).toEqual(["EntryWaits", "EntryWaits"]);
  expect(row().inboxCount).toBe(1n);
  house.state.segments.put(segment);
  expect(entriesHeard(house, mined.prove(1))).toEqual(["accepted", "accepted"]);
  expect([...house.state.outbox.values()]).toMatchObject([
    { accountId: 1, vaultId: 1, recipient: BOB, amountAtoms: 60n },
  ]);
});

/** A scene in which Alice's first account has so many coins, and what a vault's call of hers to withdraw is answered. */
function asking(coins = 500n) {
  const { house, vault } = scene();
  vault.enter({ owner: ALICE, amountAtoms: atoms(coins) });
  entriesHeard(house, vault.mine().prove(0));
  let next = 1;
  const ask = (amount: bigint) => {
    const withdrawal = { assetId: BTC, amountAtoms: atoms(amount), chainId: VAULT_CHAIN, recipient: ALICE };
    const data = bytesToHex(encode(InboxWithdrawal, withdrawal));
    vault.enter({ owner: ALICE, accountId: 1, kind: InboxKind.withdraw, token: address(0), data });
    return entriesHeard(house, vault.mine().prove(next++));
  };
  const waiting = () => [...house.state.outbox.values()].map(({ amountAtoms }) => amountAtoms);
  return { house, ask, waiting };
}

test("WDR-057 a vault's call takes what is there, of the account and of what its segment holds", () => {
  const { house, ask, waiting } = asking();
  const key = collateralKey(SEGMENT, BTC);
  house.state.collaterals.put({ ...mustGet(house.state.collaterals, key), heldAtoms: atoms(400n) });
  expect(ask(1n << 100n)).toEqual(["accepted"]);
  expect(waiting().reduce((sum, amount) => sum + amount, 0n)).toBe(400n);
  expect(ask(1n)).toEqual(["HoldingsTooLow"]);
});

test("WDR-058 a vault's call is queued while withdrawals are shut, and then granted nothing", () => {
  const { house, ask, waiting } = asking();
  const segment = mustGet(house.state.segments, SEGMENT);
  house.state.segments.put({ ...segment, shortfallAtMs: house.timeMs });
  const command = { type: "WithdrawCollateral", accountId: 1, assetId: BTC, amountAtoms: atoms(9n), chainId: VAULT_CHAIN, recipient: ALICE } as const; // biome-ignore format: one command
  expect(house.outcome(command, ownerSigner(ALICE))).toBe("WithdrawalsGated");
  expect(ask(9n)).toEqual(["accepted"]);
  releaseWithdrawals(house.house);
  expect([waiting(), [...house.state.outbox.values()].map(({ grantedAtoms }) => grantedAtoms)]).toEqual([[9n], [0n]]);
  house.state.segments.put(segment);
  releaseWithdrawals(house.house);
  expect([...house.state.outbox.values()].map(({ payment }) => payment?.nonce)).toEqual([1n]);
});

test("WDR-059 a vault's call is refused for the reason that its command would be, and the inbox goes on", () => {
  const { house, ask } = asking();
  house.changeAccount(1, { withdrawals: 256 });
  expect(ask(9n)).toEqual(["WithdrawalsFull"]);
  house.changeAccount(1, { withdrawals: 0 });
  house.changeAccount(1, { status: AccountStatus.managed });
  expect(ask(9n)).toEqual(["AccountUnderManagement"]);
  house.changeAccount(1, { status: AccountStatus.active });
  expect(mustGet(house.state.vaults, 1).inboxCount).toBe(3n);
  expect(ask(9n)).toEqual(["accepted"]);
});

test("CSTD-062 nobody spends an owner's looks before its request is heard", () => {
  const { house, vault } = scene();
  vault.enter({ owner: ALICE, amountAtoms: atoms(500n) });
  entriesHeard(house, vault.mine().prove(0));
  const other = house.openAccount(BOB, usdc(1_000_000));
  house.deposit(1, USDC, usdc(1_000_000));
  house.novate(1, other, BTC_PERP, perpLots(1), btcTicks(100_000));
  const asked = { assetId: BTC, amountAtoms: atoms(100n), chainId: VAULT_CHAIN, recipient: ALICE };
  const data = bytesToHex(encode(InboxWithdrawal, asked));
  vault.enter({ kind: InboxKind.withdraw, token: address(0), owner: ALICE, accountId: 1, data });
  const looks = new Looks();
  expect([looks.take(1, ACCOUNT_LOOKS), looks.take(1, 1)]).toEqual([true, false]); // 128 trades with the widest account
  expect(entriesHeard(house, vault.mine().prove(1), looks)).toEqual(["accepted"]);
});

test("LIQ-099 CSTD-039 a wind-down by the vault begins to end what the account holds, once", () => {
  const { house, vault } = scene();
  vault.enter({ owner: ALICE, amountAtoms: atoms(500n) });
  entriesHeard(house, vault.mine().prove(0));
  const other = house.openAccount(BOB, usdc(1_000_000));
  house.novate(1, other, BTC_PERP, perpLots(1n), btcTicks(100_000));
  for (let n = 0; n < 2; n += 1)
    vault.enter({ owner: ALICE, accountId: 1, kind: InboxKind.windDown, token: address(0) });
  const since = house.timeMs;
  expect(entriesHeard(house, vault.mine().prove(1))).toEqual(["accepted", "accepted"]);
  expect([...house.state.leaving.values()]).toEqual([{ accountId: 1, sinceMs: since, triedAtMs: 0 }]);
});
