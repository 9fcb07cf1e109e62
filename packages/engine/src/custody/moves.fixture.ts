/**
 * A house whose dollars lie in two vaults: what it settles in on one chain, and as many dollars on another.
 *
 * @module
 */
import type { CommandOf } from "@novate/codec";
import { type Atoms, atoms, ppm } from "@novate/num";
import { asset, backstopAccount, collateral, indexFeed } from "../governance/founding/index.ts";
import { balanceOf } from "../ledger/balances.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import { address, ownerSigner, SEGMENT, testGenesis, USDC, USDC_FEED, usdc } from "../testing/testMarket.ts";
import { applied, foundVault, vaultSpec } from "../testing/vaults.ts";

/** A backstop without means. */
export const BACKSTOP = 1;
/** The same dollar on another chain; one with a price of its own; one that counts in other units. */
export const [FAR, OWN_PRICE, COARSE] = [3, 4, 5];
export const FAR_CHAIN = 11;
const OWN_FEED = 3;

const eligible = (assetId: number) =>
  collateral({
    ...{ segmentId: SEGMENT, assetId, haircutFloorPpm: ppm(20_000n), stressVolPpm: ppm(20_000n) },
    ...{ dailyVolumeAtoms: usdc(1_000_000_000), capAtoms: usdc(100_000_000) },
  });

/** The house alone. */
export const moveScene = (): TestHouse => vaultedScene().house;

/** The house, and the vault of what it settles in. */
export function vaultedScene() {
  const changes = [
    indexFeed({ feedId: OWN_FEED, symbol: "USDX/USD" }),
    ...[asset(FAR, "USDC.far", 6, USDC_FEED), asset(OWN_PRICE, "USDC.own", 6, OWN_FEED)],
    ...[asset(COARSE, "USDC.coarse", 2, USDC_FEED), ...[FAR, OWN_PRICE, COARSE].map(eligible)],
  ];
  const house = createTestHouse(
    testGenesis({ changes, accounts: [backstopAccount(address(0xe00), SEGMENT, USDC, usdc(0))] }),
  );
  const vault = foundVault(house, USDC);
  applied(house, vaultSpec({ vaultId: 2, chainId: FAR_CHAIN, vault: address(0xfa4) }));
  for (const [place, assetId] of [FAR, OWN_PRICE, COARSE].entries())
    applied(house, {
      type: "LocateAsset",
      assetId,
      vaultId: 2,
      token: address(0xfa5 + place),
      currency: USDC,
      leastAtoms: atoms(0n),
    });
  house.setPrice(OWN_FEED, 1);
  return { house, vault };
}

/** Sets the price of {@link OWN_PRICE}, in hundredths of a cent. */
export const setOwnPrice = (house: TestHouse, price: bigint): void => {
  const value = price * 10_000n;
  const quote = { value, confidence: 0n, low: value, high: value, sourceCount: 1, aggregatedAtMs: house.timeMs };
  house.house.emit({ type: "FeedAggregated", feedId: OWN_FEED, ...quote });
};

/** Credits what a vault's inbox would. */
export function bring(house: TestHouse, accountId: number, assetId: number, amountAtoms: Atoms): void {
  const balanceAfterAtoms = atoms(balanceOf(house.account(accountId), assetId) + amountAtoms);
  const vaultId = assetId === USDC ? 1 : 2;
  house.house.emit({ type: "InboxCredited", vaultId, index: 0n, accountId, assetId, amountAtoms, balanceAfterAtoms });
}

/** An account of the n-th owner with so many atoms of an asset. */
export function holder(house: TestHouse, n: number, assetId: number, amountAtoms: Atoms): number {
  const accountId = house.openAccount(address(n));
  bring(house, accountId, assetId, amountAtoms);
  return accountId;
}

type Terms = Partial<Omit<CommandOf<"OfferLiquidity">, "type" | "accountId">>;

/** An offer of a million settlement dollars for far ones, free of charge unless told otherwise. */
export const offer = (accountId: number, terms: Terms = {}): CommandOf<"OfferLiquidity"> => ({
  type: "OfferLiquidity",
  ...{ accountId, fromAssetId: FAR, toAssetId: USDC, stockAtoms: usdc(1_000_000), targetAtoms: usdc(1_000_000) },
  ...{ basePpm: ppm(0n), slopePpm: ppm(0n), ...terms },
});

export const move = (
  accountId: number,
  amountAtoms: Atoms,
  changes: Partial<CommandOf<"MoveClaim">> = {},
): CommandOf<"MoveClaim"> => ({
  type: "MoveClaim",
  ...{ accountId, fromAssetId: FAR, toAssetId: USDC, amountAtoms, minimumAtoms: atoms(0n), ...changes },
});

export const owner = (n: number) => ownerSigner(address(n));
