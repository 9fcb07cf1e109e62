/**
 * Changes that say where prices come from, with defaults.
 *
 * @module
 */
import { type ChangeOf, FeedKind, type Signer } from "@novate/codec";
import { DAY_MS, ppm } from "@novate/num";
import type { Given } from "./given.ts";

/** Eight decimals, one source of any publisher, always open, a day until a word is stale or frozen. */
const feed = (kind: number, given: Given<"RegisterFeed", "feedId" | "symbol">): ChangeOf<"RegisterFeed"> => ({
  type: "RegisterFeed",
  kind,
  decimals: 8,
  minimum: 1n,
  maximum: 10n ** 15n,
  heartbeatMs: DAY_MS,
  maxAgeMs: DAY_MS,
  quorum: 1,
  weights: [],
  sessions: { openings: [], closedRangePpm: ppm(0n) },
  ...given,
});

export const indexFeed = (given: Given<"RegisterFeed", "feedId" | "symbol">) => feed(FeedKind.index, given);
export const forwardFeed = (given: Given<"RegisterFeed", "feedId" | "symbol">) => feed(FeedKind.forward, given);

/** One of equals unless a weight is given. */
export const publisher = (publisherId: number, signer: Signer, weight = 1): ChangeOf<"RegisterPublisher"> => ({
  type: "RegisterPublisher",
  publisherId,
  signer,
  weight,
});

/** How much a publisher counts among those of volatility. */
export const surfaceWeight = (publisherId: number, weight: number): ChangeOf<"SetSurfaceWeight"> => ({
  type: "SetSurfaceWeight",
  publisherId,
  weight,
});
