/**
 * Which claims may move into which: two assets of one currency and unit, in vaults that the house hears and believes (MOVE-002, MOVE-003).
 *
 * @module
 */

import { type Refusal, refusal } from "@novate/codec";
import { isHeldBack } from "../ledger/heldBack.ts";
import { isSound } from "../ledger/impairment.ts";
import { isPriceKnown, pricedFeedOf } from "../ledger/price.ts";
import { exitFault } from "../ledger/vaultExit.ts";
import { collateralKey } from "../state/keys.ts";
import { houseOf, mustGet, type StateView } from "../state/state.ts";

/** The two assets of a move or an offer. */
export interface ClaimPair {
  readonly fromAssetId: number;
  readonly toAssetId: number;
}

/** Why the segment has no such pair, or null: it is for good, whatever the chains do. */
export function faultOfPair(
  state: StateView,
  segmentId: number,
  { fromAssetId, toAssetId }: ClaimPair,
): Refusal | null {
  if (fromAssetId === toAssetId) return refusal("SameAsset", { assetId: fromAssetId });
  for (const assetId of [fromAssetId, toAssetId]) {
    if (!state.locations.has(assetId)) return refusal("AssetNotLocated", { assetId });
    if (!state.collaterals.has(collateralKey(segmentId, assetId)))
      return refusal("AssetNotEligible", { segmentId, assetId });
  }
  const [from, to] = [mustGet(state.locations, fromAssetId), mustGet(state.locations, toAssetId)];
  const isOneUnit = mustGet(state.assets, fromAssetId).decimals === mustGet(state.assets, toAssetId).decimals;
  return from.currency === to.currency && isOneUnit ? null : refusal("CurrencyMismatch", { fromAssetId, toAssetId });
}

/**
 * Why nothing moves between the two now, or null. Whoever stands ready cannot take an offer back within the block in which a chain
 * turns bad; so what is in doubt stays with who has it.
 */
export function faultOfDoubt(state: StateView, { fromAssetId, toAssetId }: ClaimPair): Refusal | null {
  const { timeMs } = houseOf(state);
  for (const assetId of [fromAssetId, toAssetId]) {
    const impairment = state.impairments.get(assetId);
    if (impairment !== undefined && !isSound(impairment)) return refusal("AssetImpaired", { assetId });
    const { spec, isGated, isRewritten, headerTimeMs } = mustGet(
      state.vaults,
      mustGet(state.locations, assetId).vaultId,
    );
    const { chainId, staleAfterMs } = spec;
    if (isGated || isRewritten) return refusal("ChainGated", { chainId });
    const leaving = exitFault(state, assetId);
    if (leaving !== null) return leaving;
    if (timeMs - headerTimeMs > staleAfterMs) return refusal("ChainSilent", { chainId, lastHeaderMs: headerTimeMs });
  }
  if (feedOf(state, fromAssetId) === feedOf(state, toAssetId)) return null;
  const late = [fromAssetId, toAssetId].find((assetId) => !isPriceSure(state, assetId));
  return late === undefined ? null : refusal("AssetPriceUnknown", { assetId: late });
}

/** Whether the price is known, and no jump of it waits for its second word. */
function isPriceSure(state: StateView, assetId: number): boolean {
  const feed = pricedFeedOf(state, assetId);
  return feed !== null && isPriceKnown(state, assetId, houseOf(state).timeMs) && !isHeldBack(feed);
}

export const feedOf = (state: StateView, assetId: number): number => mustGet(state.assets, assetId).priceFeedId;
