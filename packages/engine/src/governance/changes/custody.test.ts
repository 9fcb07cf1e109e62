/** Goal: validators, vaults and places of assets are named only so that vaults and conservation can live with them. Method: a table a change. */
import type { ChangeOf } from "@novate/codec";
import { signerSet, signerSetHash } from "@novate/evm";
import { atoms, DAY_MS, ppm } from "@novate/num";
import { describe, expect, test } from "vitest";
import { isOwner } from "../../account/authority.ts";
import { validatorSet } from "../../account/validators.ts";
import { ownerId } from "../../ledger/owner.ts";
import { houseOf, mustGet } from "../../state/state.ts";
import { createTestHouse, TestHouse } from "../../testing/testHouse.ts";
import { address, BTC, CHAIN, CUSTODIAN_SIGNER, ownerSigner, USDC, usdc } from "../../testing/testMarket.ts";
import { applied, foundVault, VALIDATOR_KEYS, VAULT_CHAIN, validatorsOf, vaultSpec } from "../../testing/vaults.ts";
import { delayMsOf, faultOfChange } from "./rules.ts";

type Change = Parameters<typeof applied>[1];

const faultIn = (house: TestHouse, change: Change) => faultOfChange(house.state, change, house.timeMs)?.field ?? null;
const NOBODY = address(0);

describe("SetValidators", () => {
  const good = validatorsOf(VALIDATOR_KEYS);
  const [first, second] = good.validators as [(typeof good.validators)[0], (typeof good.validators)[0]];
  const of = (...validators: readonly (typeof first)[]): ChangeOf<"SetValidators"> => ({ ...good, validators });

  test.each([
    ["validators", of()],
    ["validators.hot", of(second, first)],
    ["validators.hot", of(first, { ...second, hot: first.hot })],
    ["validators.hot", of({ ...first, hot: NOBODY })],
    ["validators.cold", of({ ...first, cold: NOBODY })],
    ["validators.power", of({ ...first, power: 0n })],
    ["validators.cold", of(first, { ...second, cold: first.cold })],
    [null, good],
  ] as const)("CSTD-010 fault in %s", (field, change) => {
    expect(faultIn(createTestHouse(), change)).toBe(field);
  });

  test("CSTD-011 the first set counts at once, by the hashes that vaults compute", () => {
    const house = createTestHouse();
    applied(house, good);
    const { house: id } = houseOf(house.state);
    const hashOf = (kind: "hot" | "cold") =>
      signerSetHash(
        id,
        kind,
        signerSet(
          1n,
          good.validators.map((each) => ({ address: each[kind], power: each.power })),
        ),
      );
    expect(validatorSet(house.state)).toMatchObject({
      members: good.validators,
      epoch: 1n,
      hotHash: hashOf("hot"),
      coldHash: hashOf("cold"),
      next: null,
    });
  });

  test("CSTD-014 a step changes at most a third of the power, of hot and of cold keys, whatever the unit of power", () => {
    const house = createTestHouse();
    const three = of(...good.validators.slice(0, 3));
    applied(house, three);
    const replaced = (from: number) =>
      three.validators.map((each, n) => (n < from ? each : { ...each, hot: address(0xf0 + n) }));
    expect(faultIn(house, of(...replaced(2)))).toBeNull();
    expect(faultIn(house, of(...replaced(1)))).toBe("validators.hot");
    const colds = three.validators.map((each, n) => (n < 1 ? each : { ...each, cold: address(0xf0 + n) }));
    expect(faultIn(house, of(...colds))).toBe("validators.cold");
    expect(faultIn(house, three)).toBe("validators");
    expect(faultIn(house, of(...three.validators.map((each) => ({ ...each, power: 70n }))))).toBeNull();
    const outweighed = [...three.validators, { ...first, hot: address(0xff), cold: address(0xfe), power: 16n }];
    expect(faultIn(house, of(...outweighed))).toBe("validators.hot");
  });

  test("CSTD-013 another next set may be named until both have signed", () => {
    const house = createTestHouse();
    applied(house, good);
    applied(house, validatorsOf([...VALIDATOR_KEYS.slice(0, 3), address(0xe5)]));
    const other = validatorsOf([...VALIDATOR_KEYS.slice(0, 3), address(0xe6)]);
    expect(faultIn(house, other)).toBeNull();
    const set = validatorSet(house.state)!;
    house.state.validators.put({ ...set, next: { ...set.next!, completeAtMs: 1 } });
    expect(faultIn(house, other)).toBe("validators");
  });
});

describe("ListVault", () => {
  const good = vaultSpec();

  test.each([
    ["vaultId", { vaultId: 0 }],
    ["chainId", { chainId: 0 }],
    ["chainId", { chainId: CHAIN }],
    ["vault", { vault: NOBODY }],
    ["sets", { sets: NOBODY }],
    ["codeHash", { codeHash: `0x${"00".repeat(32)}` as const }],
    ["headerStride", { headerStride: 0 }],
    ["staleAfterMs", { staleAfterMs: 59_999 }],
    ["hourPpm", { hourPpm: ppm(0n) }],
    ["dayPpm", { dayPpm: ppm(1n) }],
    [null, {}],
  ] as const)("CSTD-001 CSTD-002 fault in %s", (field, changes) => {
    const house = createTestHouse();
    applied(house, validatorsOf(VALIDATOR_KEYS));
    house.openBlock();
    expect(faultIn(house, { ...good, ...changes })).toBe(field);
  });

  test("CSTD-001 no vault is in a genesis, none without validators, and none is listed again", () => {
    const house = createTestHouse();
    house.openBlock();
    expect(faultIn(house, good)).toBe("vaultId");
    const founded = new TestHouse();
    applied(founded, validatorsOf(VALIDATOR_KEYS));
    expect(faultIn(founded, good)).toBe("vaultId"); // its address would follow from itself
    founded.openBlock();
    applied(founded, good);
    expect(faultIn(founded, { ...good, chainId: 11 })).toBe("vaultId");
  });

  test("CSTD-003 vaults of a chain agree about its headers, and a later one begins at its newest", () => {
    const house = createTestHouse();
    house.openBlock();
    const vault = foundVault(house, BTC);
    vault.mine();
    const twin = { ...good, vaultId: 2, vault: address(0x7a18) };
    expect(faultIn(house, { ...twin, vault: good.vault })).toBe("vault");
    expect(faultIn(house, { ...twin, headerStride: 10 })).toBe("headerStride");
    expect(faultIn(house, { ...twin, staleAfterMs: 700_000 })).toBe("staleAfterMs");
    expect(faultIn(house, twin)).toBeNull();
    applied(house, twin);
    expect(mustGet(house.state.vaults, 2)).toMatchObject({ headerNumber: 5n, inboxCount: 0n, nextNonce: 1n });
    expect(mustGet(house.state.vaults, 2).inboxAcc).not.toBe(mustGet(house.state.vaults, 1).inboxAcc);
  });

  test("CSTD-002 no custodian comes to a chain with a vault", () => {
    const house = createTestHouse();
    house.openBlock();
    foundVault(house, BTC);
    const custodian = { type: "SetCustodian", chainId: VAULT_CHAIN, signer: CUSTODIAN_SIGNER } as const;
    expect(faultIn(house, custodian)).toBe("chainId");
  });
});

describe("LocateAsset", () => {
  const good = {
    type: "LocateAsset",
    assetId: USDC,
    vaultId: 1,
    token: address(7),
    currency: USDC,
    leastAtoms: atoms(0n),
  } as const;

  test("CSTD-004 CSTD-005 an asset that is listed and not held, one token of a vault that is listed", () => {
    const house = createTestHouse();
    house.openBlock();
    foundVault(house, BTC);
    const { token } = mustGet(house.state.locations, BTC);
    for (const [field, changes] of [
      ["assetId", { assetId: 99 }],
      ["assetId", { assetId: BTC }],
      ["vaultId", { vaultId: 9 }],
      ["token", { token: NOBODY }],
      ["token", { token }],
      ["currency", { currency: 99 }],
      [null, {}],
    ] as const)
      expect(faultIn(house, { ...good, ...changes })).toBe(field);
    house.openAccount(address(1), usdc(1));
    expect(faultIn(house, good)).toBe("assetId");
  });

  test("CSTD-047 of a place that stands the least alone may be named anew", () => {
    const house = createTestHouse();
    applied(house, validatorsOf(VALIDATOR_KEYS));
    applied(house, vaultSpec());
    applied(house, good);
    house.state.assets.put({ ...mustGet(house.state.assets, USDC), escrowAtoms: atoms(5n) }); // held by now
    for (const [field, changes] of [
      ["assetId", { vaultId: 2 }],
      ["assetId", { token: address(8) }],
      ["assetId", { currency: BTC }],
      ["leastAtoms", { leastAtoms: atoms(-1n) }],
      ["leastAtoms", { leastAtoms: atoms(1n << 96n) }],
    ] as const)
      expect(faultIn(house, { ...good, ...changes })).toBe(field);
    const before = mustGet(house.state.locations, USDC);
    expect(faultIn(house, { ...good, leastAtoms: atoms(7n) })).toBeNull();
    applied(house, { ...good, leastAtoms: atoms(7n) });
    expect(mustGet(house.state.locations, USDC)).toEqual({ ...before, leastAtoms: 7n });
  });

  test("CSTD-007 nobody is warned while nothing is held; later thirty days of a vault, two of a place", () => {
    const house = createTestHouse();
    expect([delayMsOf(house.state, vaultSpec()), delayMsOf(house.state, good)]).toEqual([0, 0]);
    house.openAccount(address(1), usdc(1));
    expect([delayMsOf(house.state, vaultSpec()), delayMsOf(house.state, good)]).toEqual([30 * DAY_MS, 2 * DAY_MS]);
  });
});

test("CSTD-025 only a gated chain is opened again", () => {
  const house = createTestHouse();
  house.openBlock();
  foundVault(house, BTC);
  const reopen = { type: "ReopenChain", chainId: VAULT_CHAIN } as const;
  expect(faultIn(house, reopen)).toBe("chainId");
  house.state.vaults.put({ ...mustGet(house.state.vaults, 1), isGated: true });
  expect(faultIn(house, reopen)).toBeNull();
  expect(delayMsOf(house.state, reopen)).toBe(2 * DAY_MS);
});

test("ACC-048 ACC-049 the same address is another owner on a chain, and no signature is a contract's", () => {
  const house = createTestHouse();
  const account = house.account(house.openAccount(address(1)));
  const contract = { ...account, ownerChain: VAULT_CHAIN };
  expect(new Set([account, contract, { ...account, ownerChain: 11 }].map(ownerId)).size).toBe(3);
  expect([isOwner(account, ownerSigner(address(1))), isOwner(contract, ownerSigner(address(1)))]).toEqual([
    true,
    false,
  ]);
});
