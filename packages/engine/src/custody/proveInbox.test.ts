/** Goal: every outcome of ProveInbox. Method: one fault after the other repaired; what proofs lack, by name. */
import { Command, type CommandOf, decode, encode } from "@novate/codec";
import { atoms } from "@novate/num";
import { expect, test } from "vitest";
import { mustGet } from "../state/state.ts";
import type { TestHouse } from "../testing/testHouse.ts";
import { address, BTC, CHAIN, CUSTODIAN_SIGNER, ownerSigner, USDC, usdc } from "../testing/testMarket.ts";
import { applied, entriesHeard, VALIDATOR_KEYS } from "../testing/vaults.ts";
import { returnUnplaced } from "./unplaced.ts";
import { ALICE, BOB, scene, UNLISTED } from "./vaultScene.fixture.ts";

test("CSTD-030 CSTD-031 CSTD-032 ProveInbox: outcomes in order of precedence", () => {
  const { house, vault, row } = scene();
  vault.enter({ owner: ALICE, amountAtoms: atoms(5n), token: address(0xdead) });
  const mined = vault.mine();
  const good = mined.prove(0);
  let command: CommandOf<"ProveInbox"> = {
    ...good,
    vaultId: 9,
    stateRoot: good.vault.padEnd(66, "0") as `0x${string}`,
  };
  command = { ...command, vault: address(9), firstIndex: 7n, accountProof: [], accountId: 1 };
  const strangers = () => house.outcome(command, ownerSigner(ALICE));
  expect(strangers()).toBe("SenderUnknown"); // there is no such account
  house.openAccount(ALICE);
  expect(strangers()).toBe("SenderUnknown"); // it holds nothing
  house.deposit(1, USDC, usdc(1));
  expect(strangers()).toBe("VaultUnknown");
  command = { ...command, accountId: 0 };
  expect(strangers()).toBe("SenderUnknown"); // a validator alone needs no account
  const heard = () => entriesHeard(house, command);
  expect(heard()).toBe("VaultUnknown");
  command = { ...command, vaultId: 1 };
  expect(heard()).toBe("VaultUnknown"); // another contract at the right number
  command = { ...command, vault: good.vault };
  house.state.vaults.put({ ...row(), isGated: true });
  expect(heard()).toBe("ChainGated");
  house.state.vaults.put({ ...row(), isGated: false });
  expect(heard()).toBe("HeaderUnknown");
  command = { ...command, number: 10n, stateRoot: good.stateRoot };
  expect(heard()).toBe("HeaderUnknown");
  command = { ...command, number: good.number };
  expect(heard()).toBe("ProofInvalid");
  command = { ...command, accountProof: good.accountProof };
  house.state.vaults.put({ ...row(), spec: { ...row().spec, codeHash: good.stateRoot } });
  expect(heard()).toBe("VaultCodeMismatch");
  house.state.vaults.put({ ...row(), spec: { ...row().spec, codeHash: vault.spec.codeHash } });
  expect(heard()).toBe("InboxIndexMismatch");
  command = { ...command, firstIndex: 0n };
  expect(entriesHeard(house, { ...command, entries: [{ ...command.entries[0]!, amountAtoms: atoms(6n) }] })).toBe(
    "InboxMismatch",
  );
  expect(heard()).toEqual(["TokenUnplaced"]);
  expect(heard()).toBe("InboxIndexMismatch");
});

test("CSTD-032 what a proof lacks is named", () => {
  const { house, vault } = scene();
  vault.enter({ owner: ALICE, amountAtoms: atoms(5n) });
  const mined = vault.mine();
  const good = mined.prove(0);
  const faultOf = (changes: Partial<CommandOf<"ProveInbox">>) =>
    house.hear({ ...good, ...changes }, ownerSigner(VALIDATOR_KEYS[0]!))?.data;
  const [entry] = good.entries as [(typeof good.entries)[0]];
  for (const [changes, fault] of [
    [{ entries: [] }, "EntriesMissing"],
    [{ firstIndex: 2n ** 64n - 1n, entries: [entry, entry] }, "IndexTooLarge"],
    [{ entries: [{ ...entry, amountAtoms: atoms(2n ** 96n) }] }, "AmountTooLarge"],
    [{ entries: [{ ...entry, amountAtoms: atoms(-1n) }] }, "AmountTooLarge"],
    [{ accountProof: good.accountProof.slice(1) }, "account: NodeHashMismatch"],
    [{ storageProof: [] }, "storage: NodeMissing"],
    [{ storageProof: [...good.storageProof, "0x80"] }, "storage: NodeExtra"],
    [{ firstIndex: 64n, storageProof: mined.prove(0, 65).storageProof }, "storage: Absent"],
  ] as const)
    expect(faultOf(changes as Partial<CommandOf<"ProveInbox">>), fault).toMatchObject({ fault });
});

const DEAD = address(0xdead);
const placed = (house: TestHouse, leastAtoms = 0n) =>
  applied(house, { type: "LocateAsset", assetId: UNLISTED, vaultId: 1, token: DEAD, currency: UNLISTED, leastAtoms: atoms(leastAtoms) }); // biome-ignore format: one change

test("CSTD-034 a token that is no asset holds up nothing, and is noted for whoever paid it in", () => {
  const { house, vault, row } = scene();
  vault.enter({ owner: ALICE, amountAtoms: atoms(1n) });
  vault.enter({ owner: ALICE, amountAtoms: atoms(2n), token: DEAD });
  vault.enter({ owner: ALICE, amountAtoms: atoms(4n), token: DEAD, sender: BOB });
  vault.enter({ owner: ALICE, amountAtoms: atoms(5n), token: DEAD, accountId: 7 });
  vault.enter({ owner: ALICE, amountAtoms: atoms(0n), token: DEAD });
  vault.enter({ owner: ALICE, amountAtoms: atoms(3n) });
  const codes = ["accepted", ...Array.from({ length: 4 }, () => "TokenUnplaced"), "accepted"];
  expect(entriesHeard(house, vault.mine().prove(0))).toEqual(codes);
  expect(row().inboxCount).toBe(6n);
  const noted = [...house.state.unplaced.values()].map(({ sender, amountAtoms, index }) => [
    sender,
    amountAtoms,
    index,
  ]);
  expect(noted).toEqual([
    [ALICE, 7n, 3n],
    [BOB, 4n, 2n],
  ]);
});

test("CSTD-054 once a token is placed, what came in before goes back by the block's number, or is kept below the least", () => {
  const { house, vault } = scene();
  for (let n = 0; n < 600; n += 1)
    vault.enter({ owner: ALICE, sender: address(1_000 + n), amountAtoms: atoms(5n), token: DEAD });
  vault.enter({ owner: ALICE, sender: address(999), amountAtoms: atoms(4n), token: DEAD });
  const mined = vault.mine();
  for (let first = 0; first < 601; first += 64) entriesHeard(house, mined.prove(first));
  returnUnplaced(house.house);
  expect([house.state.unplaced.size, house.state.outbox.size]).toEqual([601, 0]); // it is nowhere placed
  placed(house, 5n);
  returnUnplaced(house.house);
  expect([house.state.unplaced.size, house.state.outbox.size]).toEqual([89, 511]);
  returnUnplaced(house.house);
  expect([house.state.unplaced.size, house.state.outbox.size]).toEqual([0, 600]);
  const place = mustGet(house.state.locations, UNLISTED);
  expect([place.consumedAtoms, place.keptAtoms, place.queued.sentBackAtoms]).toEqual([3_004n, 4n, 3_000n]);
  expect(mustGet(house.state.assets, UNLISTED).escrowAtoms).toBe(3_004n);
  const back = [...house.state.outbox.values()].map(({ recipient, amountAtoms }) => `${recipient}/${amountAtoms}`);
  expect(new Set(back).size).toBe(600);
});

test("CSTD-006 a located asset is credited by no custodian", () => {
  const { house } = scene();
  const accountId = house.openAccount(ALICE);
  const deposit = {
    type: "CreditDeposit",
    chainId: CHAIN,
    depositIndex: 9n,
    accountId,
    amountAtoms: atoms(1n),
  } as const;
  expect(house.outcome({ ...deposit, assetId: BTC }, CUSTODIAN_SIGNER)).toBe("AssetLocated");
  expect(house.outcome({ ...deposit, assetId: USDC }, CUSTODIAN_SIGNER)).toBe("accepted");
});

test("CSTD-050 an entry with the most that a contract writes into each field can be said, and keeps nobody back", () => {
  const { house, vault } = scene();
  const most = {
    ownerChain: (1n << 64n) - 1n,
    segmentId: 0xffff,
    accountId: 0xffff_ffff,
    data: `0x${"ff".repeat(1_024)}`,
  } as const;
  vault.enter({ owner: ALICE, amountAtoms: atoms((1n << 96n) - 1n), ...most });
  vault.enter({ owner: ALICE, ...most, kind: 1 });
  vault.enter({ owner: ALICE, amountAtoms: atoms(5n), ownerChain: 1n << 53n });
  vault.enter({ owner: ALICE, amountAtoms: atoms(5n) });
  const said = decode(Command, encode(Command, vault.mine().prove(0)));
  if (!said.ok || said.value.type !== "ProveInbox") throw new Error("not said");
  expect(entriesHeard(house, said.value)).toEqual(["AccountUnknown", "EntryNotOwners", "ChainUnknown", "accepted"]);
});
