/**
 * The file in which people write how a house begins: its fields, each with its unit. `genesis init` writes one with comments.
 *
 * @module
 */

import type { Read } from "./place.ts";
import { address, amount, count, duration, instant, key, oneOf, percent, positive, words } from "./scalars.ts";
import { list, optional, record } from "./shape.ts";

type ReadBy<R> = R extends Read<infer T> ? T : never;

/** Prices are in dollars, or whatever else every price of the house is in. */
const priceRange = { lowest: amount, highest: positive };

const governor = record({ address });
const publisher = record({ name: words(32), key, weight: optional(count(1, 10_000)) });
const venue = record({ name: words(32), key, fee: optional(percent(1n)), guarantee: optional(amount) });
const backstop = record({ owner: address, capital: amount });

const collateral = record({
  asset: words(16),
  decimals: count(0, 18),
  haircut: percent(100n),
  stressVolatility: percent(1_000n),
  /** Both in the asset itself. */
  dailyVolume: positive,
  cap: amount,
  exitHorizon: optional(duration),
  accountShare: optional(percent(100n)),
});
export type HandCollateral = ReadBy<typeof collateral>;

const underlying = record({
  symbol: words(16),
  ...priceRange,
  volatility: percent(1_000n),
  /** In the settlement asset. */
  depth: positive,
  openInterestCap: optional(positive),
});
export type HandUnderlying = ReadBy<typeof underlying>;

const market = record({
  symbol: words(40),
  kind: oneOf("perpetual", "future", "call", "put", "spot"),
  underlying: words(16),
  /** In dollars. */
  tick: positive,
  /** In the underlying. */
  lot: positive,
  expiry: optional(instant),
  strike: optional(positive),
});
export type HandMarket = ReadBy<typeof market>;

export const house = record({
  version: oneOf("1"),
  name: words(64),
  founded: instant,
  governors: list(governor, (one) => one.address, [1, 32]),
  approvals: optional(count(1, 32)),
  settlement: record({ asset: words(16), decimals: count(0, 18), ...priceRange, houseCapital: optional(amount) }),
  publishers: list(publisher, (one) => one.name, [1, 32]),
  prices: record({ sources: count(1, 32), maxAge: duration }),
  custodian: optional(key),
  collateral: list(collateral, (one) => one.asset, [0, 63]),
  underlyings: list(underlying, (one) => one.symbol, [1, 1_024]),
  markets: list(market, (one) => one.symbol, [1, 2_048]),
  venues: list(venue, (one) => one.name, [1, 64]),
  backstops: list(backstop, (one) => one.owner, [0, 64]),
});
export type HandHouse = ReadBy<typeof house>;
