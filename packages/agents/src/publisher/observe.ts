/**
 * What a publisher signs of what its source printed: a value, how sure it is of it, and when.
 *
 * A publisher is honest, not clever: it signs its own source and leaves it to the house to find the outlier. Where the
 * source printed nothing there is no observation; the last one grows older until the house finds it stale.
 *
 * @module
 */
import type { Observation } from "@novate/codec";
import { absOf, divDown, divUp, maxOf, PPM_ONE, type Ppm, type Ticks } from "@novate/num";
import type { Print } from "./print.ts";

/** The feed that a source's observations go to. */
export interface PublishedFeed {
  readonly feedId: number;
  /** One unit of the feed is 10^-feedDecimals of the quote currency. */
  readonly feedDecimals: number;
  /** One tick of the source is 10^-priceDecimals of it. */
  readonly priceDecimals: number;
}

export interface ObservationPolicy {
  /** Confidence is never below this fraction of the value. */
  readonly confidenceFloorPpm: Ppm;
  /** How many prints the moving average of dispersion looks back on; at least 1. */
  readonly memoryPrints: number;
  /**
   * An extreme of the step further than this from its last trade is signed in its stead: a publisher that signs every
   * trade would have signed it. One million signs only last trades.
   */
  readonly wickPpm: Ppm;
}

export const STANDARD_POLICY: ObservationPolicy = {
  confidenceFloorPpm: 200n as Ppm,
  memoryPrints: 16,
  wickPpm: 10_000n as Ppm,
};

/** What one publisher remembers of one source. */
export interface SourceMemory {
  readonly signedTicks: Ticks;
  /** Moving average of how far prints lie apart, in ticks × 1,000. */
  readonly dispersionE3: bigint;
}

export interface Observed {
  readonly memory: SourceMemory;
  readonly observation: Observation;
}

/**
 * Turns the print of one step into the observation to sign, and the memory for the next.
 *
 * Units: value and confidence in feed units. Rounding: the value to the nearest unit, halves up; confidence up.
 * Answers `undefined` when the source printed nothing: then nothing is signed and the memory stays.
 */
export function observePrint(
  memory: SourceMemory | undefined,
  print: Print | undefined,
  feed: PublishedFeed,
  publishedAtMs: number,
  policy: ObservationPolicy = STANDARD_POLICY,
): Observed | undefined {
  if (print === undefined) return undefined;
  const signedTicks = pickPrice(print, memory?.signedTicks ?? print.lastTicks, policy.wickPpm);
  // Half the range of the step, or the whole way since the last observation: whichever says more.
  const spread = maxOf(
    print.highTicks - print.lowTicks,
    2n * absOf(signedTicks - (memory?.signedTicks ?? signedTicks)),
  );
  const spreadE3 = spread * 500n;
  const before = memory?.dispersionE3 ?? spreadE3;
  const dispersionE3 = before + divDown(spreadE3 - before, BigInt(policy.memoryPrints));
  const floorE3 = divUp(signedTicks * policy.confidenceFloorPpm, 1_000n);
  const confidenceE3 = maxOf(dispersionE3, floorE3);
  return {
    memory: { signedTicks, dispersionE3 },
    observation: {
      feedId: feed.feedId,
      value: rescale(signedTicks, feed.priceDecimals, feed.feedDecimals, "nearest"),
      confidence: rescale(confidenceE3, feed.priceDecimals + 3, feed.feedDecimals, "up"),
      publishedAtMs,
    },
  };
}

/** The last trade, unless the step has a wick: then the extreme further from what was signed before. */
function pickPrice(print: Print, signedTicks: Ticks, wickPpm: Ppm): Ticks {
  const { lastTicks, lowTicks, highTicks } = print;
  const isWick = (extreme: Ticks): boolean => absOf(extreme - lastTicks) * PPM_ONE > lastTicks * wickPpm;
  const extreme = absOf(lowTicks - signedTicks) >= absOf(highTicks - signedTicks) ? lowTicks : highTicks;
  return isWick(extreme) ? extreme : lastTicks;
}

/** Moves an integer from one number of decimals to another. */
function rescale(value: bigint, fromDecimals: number, toDecimals: number, rounding: "nearest" | "up"): bigint {
  if (toDecimals >= fromDecimals) return value * 10n ** BigInt(toDecimals - fromDecimals);
  const divisor = 10n ** BigInt(fromDecimals - toDecimals);
  return rounding === "up" ? divUp(value, divisor) : divDown(value + divisor / 2n, divisor);
}
