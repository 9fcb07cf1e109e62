/**
 * The price of an asset in the unit of account, if there is one that counts (COLL-032).
 *
 * @module
 */

import type { StateView } from "../state/state.ts";
import { isFeedFresh } from "./isFeedFresh.ts";

/** `value` and `confidence` are in units of 10^−decimals of the unit of account, per whole token. */
export interface AssetPrice {
  readonly value: bigint;
  readonly confidence: bigint;
  readonly decimals: number;
}

/** Null if the asset names no feed, or the feed has no aggregate that is fresh and within its bounds. */
export function priceOf(state: StateView, assetId: number, timeMs: number): AssetPrice | null {
  const feed = state.feeds.get(state.assets.get(assetId)?.priceFeedId ?? 0);
  if (feed === undefined || !isFeedFresh(feed, timeMs)) return null;
  const { spec, value, confidence } = feed;
  if (value <= spec.minimum || value >= spec.maximum) return null;
  return { value, confidence, decimals: spec.decimals };
}
