/**
 * The vaults of a world that has them: dollars and bitcoin on one chain, ether on another, and whoever attests.
 *
 * @module
 */
import type { Change, ChangeOf, Hex } from "@novate/codec";
import { validatorsOf, vaultSpec } from "@novate/engine/testing";
import { atoms } from "@novate/num";
import { address } from "./cast.ts";

/** Hot keys of equal power, ascending: three of four are a quorum, and two more than a third. */
export const HOT_KEYS: readonly Hex[] = [0xf1, 0xf2, 0xf3, 0xf4].map(address);
/** Two that may be the last of them. */
export const SPARE_KEYS: readonly Hex[] = [0xf4, 0xf5].map(address);
export const VALIDATORS: Change = validatorsOf(HOT_KEYS);

export const VAULTS: readonly ChangeOf<"ListVault">[] = [
  vaultSpec({ vaultId: 1, chainId: 10, vault: address(0x7a17), sets: address(0x5e75) }),
  vaultSpec({ vaultId: 2, chainId: 11, vault: address(0x7a18), sets: address(0x5e76) }),
];

export interface Place {
  readonly assetId: number;
  readonly vaultId: number;
  readonly token: Hex;
  readonly currency: number;
}

/** The dollar of `genesis.ts` in the other vault. */
export const FAR = 5;

/** By the assets of `genesis.ts`: USDC, BTC, ETH, and USDC once more; the fourth stays with custodians. */
export const PLACES: readonly Place[] = [
  { assetId: 1, vaultId: 1, token: address(0x70c1), currency: 1 },
  { assetId: 2, vaultId: 1, token: address(0x70c2), currency: 2 },
  { assetId: 3, vaultId: 2, token: address(0x70c3), currency: 3 },
  { assetId: FAR, vaultId: 2, token: address(0x70c4), currency: 1 },
];

export const placeOf = (assetId: number): Place | undefined => PLACES.find((place) => place.assetId === assetId);

/** What governance has to say before anything comes in. */
export const VAULT_CHANGES: readonly Change[] = [
  ...VAULTS,
  ...PLACES.map((place) => ({ type: "LocateAsset", ...place, leastAtoms: atoms(2_000n) }) as const),
];
