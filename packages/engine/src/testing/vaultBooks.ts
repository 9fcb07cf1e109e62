/**
 * A vault in the books of a test house: an asset that lies there, deposits as they are heard, and what its storage would show.
 *
 * @module
 */
import { bytesToHex, type ChangeOf, type Hex, hexToBytes, keccak256 } from "@novate/codec";
import { encodeRlp, type RlpItem, uintWord, vaultSlots } from "@novate/evm";
import { stateTrie, storageTrie } from "@novate/evm/testing";
import { type Atoms, atoms, ppm } from "@novate/num";
import { balanceOf } from "../ledger/balances.ts";
import { mustGet } from "../state/state.ts";
import type { TestHouse } from "./testHouse.ts";
import { address, USDC } from "./testMarket.ts";

export const BOOKED_CHAIN = 10;
export const BOOKED_VAULT: Omit<ChangeOf<"ListVault">, "type"> = {
  vaultId: 1,
  chainId: BOOKED_CHAIN,
  vault: address(0x7a17),
  sets: address(0x5e75),
  codeHash: uintWord(0xc0de),
  headerStride: 5,
  staleAfterMs: 86_400_000,
  hourPpm: ppm(10_000n),
  dayPpm: ppm(100_000n),
};
/** Four hot keys of equal power: three are more than two thirds. */
export const HOT_KEYS: readonly Hex[] = [0xe1, 0xe2, 0xe3, 0xe4].map(address);

/** Founds validators and vault, and puts the asset there: nothing of it may be held yet. */
export function bookVault(house: TestHouse, assetId: number, hotKeys = HOT_KEYS): void {
  const apply = (change: ChangeOf<"SetValidators" | "ListVault" | "LocateAsset">) =>
    house.house.emit({ type: "ChangeApplied", change, atMs: house.timeMs });
  const validators = hotKeys.map((hot, index) => ({ hot, cold: address(0xc01d + index), power: 10n }));
  apply({ type: "SetValidators", validators });
  apply({ type: "ListVault", ...BOOKED_VAULT });
  apply({
    type: "LocateAsset",
    assetId,
    vaultId: BOOKED_VAULT.vaultId,
    token: address(0x70ce),
    currency: assetId,
    leastAtoms: atoms(0n),
  });
}

/** A deposit as the inbox's proof would have it credited. */
export function bookDeposit(house: TestHouse, accountId: number, assetId: number, amountAtoms: Atoms): void {
  const balanceAfterAtoms = atoms(balanceOf(house.account(accountId), assetId) + amountAtoms);
  const credited = { vaultId: BOOKED_VAULT.vaultId, index: 0n, accountId, assetId, amountAtoms, balanceAfterAtoms };
  house.house.emit({ type: "InboxCredited", ...credited });
}

/** The only leaf of a trie: its root, and the proof that it stands there. */
function onlyLeaf(key: Hex, value: RlpItem): { root: Hex; nodes: Hex[] } {
  const length = 33;
  const path = new Uint8Array(length);
  path[0] = 0x20; // a leaf of even length
  path.set(keccak256(hexToBytes(key)), 1);
  const node = encodeRlp([path, encodeRlp(value)]);
  return { root: bytesToHex(keccak256(node)), nodes: [bytesToHex(node)] };
}

/** A chain on which the vault has paid these nonces below 256 and stored nothing else, at a header that the house has accepted. */
export function provenPayments(house: TestHouse, nonces: readonly bigint[], codeHash = BOOKED_VAULT.codeHash) {
  const bits = nonces.reduce((word, nonce) => word | (1n << nonce), 0n);
  const digits = bits.toString(16);
  const stored = hexToBytes(`0x${digits.length % 2 === 0 ? digits : `0${digits}`}`);
  const storage = onlyLeaf(vaultSlots.paid(0), stored);
  const nothing = new Uint8Array(0);
  const account = [nothing, nothing, hexToBytes(storage.root), hexToBytes(codeHash)];
  const { root: stateRoot, nodes: accountProof } = onlyLeaf(BOOKED_VAULT.vault, account);
  const { headerNumber } = mustGet(house.state.vaults, BOOKED_VAULT.vaultId);
  const number = headerNumber + 5n;
  const header = {
    chainId: BOOKED_CHAIN,
    number,
    timeSec: Math.floor(house.timeMs / 1_000),
    blockHash: stateRoot,
    stateRoot,
  };
  house.house.emit({ type: "HeaderAccepted", header });
  const { vaultId, vault } = BOOKED_VAULT;
  const proof = { accountId: 0, vaultId, vault, number, stateRoot, accountProof };
  return { type: "ProvePayment" as const, ...proof, words: [{ word: 0n, nodes: storage.nodes }] };
}

/** A header after the last, under which the vault's books of its token say this. */
export function provenToken(house: TestHouse, heldAtoms: bigint, shortfallAtoms: bigint, frozenSince: bigint) {
  const token = address(0x70ce);
  const [heldSlot, healthSlot] = [vaultSlots.tokenHeld(token), vaultSlots.tokenHealth(token)];
  const storage = storageTrie(
    new Map([
      [heldSlot, uintWord(heldAtoms | (1n << 192n))],
      [healthSlot, uintWord(2n | (shortfallAtoms << 96n) | (frozenSince << 192n))],
    ]),
  );
  const { vaultId, vault, codeHash } = BOOKED_VAULT;
  const state = stateTrie(new Map([[vault, { storageRoot: storage.root, codeHash }]]));
  const number = mustGet(house.state.vaults, vaultId).headerNumber + 5n;
  const [stateRoot, timeSec] = [state.root, Math.floor(house.timeMs / 1_000)];
  const header = { chainId: BOOKED_CHAIN, number, timeSec, blockHash: stateRoot, stateRoot };
  house.house.emit({ type: "HeaderAccepted", header });
  const place = { accountId: 0, vaultId, vault, assetId: USDC, token, number, stateRoot };
  const proofs = { heldProof: storage.prove(heldSlot), healthProof: storage.prove(healthSlot) };
  return { type: "ProveImpairment" as const, ...place, accountProof: state.prove(vault), ...proofs };
}
