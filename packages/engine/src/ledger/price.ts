/**
 * The price of an asset in the unit of account: the last that was confirmed, and whether it still counts as known.
 *
 * @module
 */
import type { FeedRow } from "@novate/codec";
import type { StateView } from "../state/state.ts";
import { mustGet } from "../state/state.ts";
import { isFeedFresh } from "./isFeedFresh.ts";

/** `value` and `confidence` are in units of 10^−decimals of the unit of account, per whole token. */
export interface AssetPrice {
  readonly value: bigint;
  readonly confidence: bigint;
  readonly decimals: number;
}

/** The asset's feed with its last aggregate, however old; null without a feed, an aggregate, or within bounds no value. */
export function pricedFeedOf(state: StateView, assetId: number): FeedRow | null {
  const feed = state.feeds.get(state.assets.get(assetId)?.priceFeedId ?? 0);
  if (feed === undefined || feed.aggregatedAtMs === 0) return null;
  return feed.value <= feed.spec.minimum || feed.value >= feed.spec.maximum ? null : feed;
}

/** The last confirmed price, or null if there never was one within the feed's bounds. */
export function priceOf(state: StateView, assetId: number): AssetPrice | null {
  const feed = pricedFeedOf(state, assetId);
  return feed === null ? null : { value: feed.value, confidence: feed.confidence, decimals: feed.spec.decimals };
}

/** Atoms of one asset for an atom of another, as an exact fraction. */
export interface Rate {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** A price of an asset: `value` in units of 10^−decimals of the unit of account, per whole token. */
interface PriceOfAsset extends Pick<AssetPrice, "value" | "decimals"> {
  readonly assetId: number;
}

/** What an atom of an asset is worth in atoms of another, at a price of each; neither token is assumed to be one unit. */
export function rateAt(state: StateView, price: PriceOfAsset, unit: PriceOfAsset): Rate {
  const decimalsOf = ({ assetId, decimals }: PriceOfAsset) =>
    BigInt(mustGet(state.assets, assetId).decimals + decimals);
  return {
    numerator: price.value * 10n ** decimalsOf(unit),
    denominator: unit.value * 10n ** decimalsOf(price),
  };
}

/** Whether the asset's price is known now: what takes acts on no other (INV-013). */
export function isPriceKnown(state: StateView, assetId: number, timeMs: number): boolean {
  const feed = pricedFeedOf(state, assetId);
  return feed !== null && isFeedFresh(feed, timeMs);
}
