/**
 * A house whose cash and BTC lie in one vault, and the count of its claims as they stand.
 *
 * @module
 */
import type { Change, CheckpointAsset, CountedClaim } from "@novate/codec";
import { payableAtoms } from "@novate/evm";
import { DAY_MS } from "@novate/num";
import { claimCountOf } from "../checkpoint/strikeCheckpoint.ts";
import { NO_ROOT } from "../testing/runBlock.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import { address, BTC, BTC_FEED, btc, testGenesis, USDC, usdc } from "../testing/testMarket.ts";
import { BOOKED_VAULT, bookVault } from "../testing/vaultBooks.ts";

export function claimsHouse(skinDollars = 0, changes: readonly Change[] = []): TestHouse {
  const skins = skinDollars === 0 ? [] : [{ segmentId: 1, amountAtoms: usdc(skinDollars) }];
  const house = createTestHouse(testGenesis({ skins, changes }));
  bookVault(house, USDC);
  const place = {
    assetId: BTC,
    vaultId: BOOKED_VAULT.vaultId,
    token: address(0xb7c),
    currency: BTC,
    leastAtoms: btc(0n),
  };
  house.house.emit({ type: "ChangeApplied", change: { type: "LocateAsset", ...place }, atMs: house.timeMs });
  house.openBlock(house.timeMs + 2 * DAY_MS);
  house.setPrice(BTC_FEED, 100_000);
  return house;
}

export interface Counted {
  readonly claims: ReadonlyMap<number, CountedClaim>;
  readonly assets: ReadonlyMap<number, CheckpointAsset>;
  /** What the vault pays an account of an asset. */
  payable(accountId: number, assetId: number): bigint;
}

/** The claims of now, counted at once. */
export function countClaims({ house }: TestHouse): Counted {
  const run = house.derived.claims.count(claimCountOf(house, NO_ROOT)!, null);
  const claims = new Map(run.claims.map((claim) => [claim.accountId, claim]));
  const assets = new Map(run.assets().map((asset) => [asset.assetId, asset]));
  house.derived.claims.drop();
  const payable = (accountId: number, assetId: number) => {
    const claim = claims.get(accountId)!;
    return payableAtoms(
      claim,
      assetId,
      assets.get(assetId)!.rates.find((rate) => rate.segmentId === claim.segmentId),
    );
  };
  return { claims, assets, payable };
}
