/**
 * The file in which people write how a house begins: its fields, each with its unit. `genesis init` writes one with comments.
 *
 * @module
 */

import { parameters } from "./parameters.ts";
import type { Read } from "./place.ts";
import { address, amount, count, duration, instant, key, oneOf, percent, positive, words } from "./scalars.ts";
import { list, NO_LIST, optional, patched, record } from "./shape.ts";

type ReadBy<R> = R extends Read<infer T> ? T : never;

const ZERO = { digits: 0n, places: 0 };
const ONE = { digits: 1n, places: 0 };
const TENTH_PPM = 100_000n;

/** Prices are in dollars, or whatever else every price of the house is in. */
const priceRange = { lowest: patched(amount, ZERO), highest: patched(positive, ONE) };

const governor = record({ address });
const publisher = record({ name: words(32), key, weight: optional(count(1, 10_000)) });
const venue = record({ name: words(32), key, fee: optional(percent(1n)), guarantee: optional(amount) });
const backstop = record({ owner: address, capital: patched(amount, ZERO) });

const collateral = record({
  asset: words(16),
  decimals: count(0, 18),
  haircut: patched(percent(100n), TENTH_PPM),
  stressVolatility: patched(percent(1_000n), TENTH_PPM),
  /** Both in the asset itself. */
  dailyVolume: patched(positive, ONE),
  cap: patched(amount, ZERO),
  exitHorizon: optional(duration),
  accountShare: optional(percent(100n)),
});
export type HandCollateral = ReadBy<typeof collateral>;

const underlying = record({
  symbol: words(16),
  ...priceRange,
  volatility: patched(percent(1_000n), TENTH_PPM),
  /** In the settlement asset. */
  depth: patched(positive, ONE),
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
  version: patched(oneOf("1"), "1"),
  name: patched(words(64), "?"),
  founded: patched(instant, 0),
  governors: patched(
    list(governor, (one) => one.address, [1, 32]),
    NO_LIST,
  ),
  approvals: optional(count(1, 32)),
  settlement: record({
    asset: words(16),
    decimals: count(0, 18),
    ...priceRange,
    houseCapital: optional(amount),
  }),
  publishers: patched(
    list(publisher, (one) => one.name, [1, 32]),
    NO_LIST,
  ),
  prices: record({ sources: patched(count(1, 32), 1), maxAge: patched(duration, 60_000) }),
  custodian: optional(key),
  parameters: optional(parameters),
  collateral: patched(
    list(collateral, (one) => one.asset, [0, 63]),
    NO_LIST,
  ),
  underlyings: patched(
    list(underlying, (one) => one.symbol, [1, 1_024]),
    NO_LIST,
  ),
  markets: patched(
    list(market, (one) => one.symbol, [1, 2_048]),
    NO_LIST,
  ),
  venues: patched(
    list(venue, (one) => one.name, [1, 64]),
    NO_LIST,
  ),
  backstops: patched(
    list(backstop, (one) => one.owner, [0, 64]),
    NO_LIST,
  ),
});
export type HandHouse = ReadBy<typeof house>;
