/**
 * What the founders of the replay's house know of each coin before the first trade: how it moves, and how deep its market is.
 *
 * Volatilities are round figures of 2025; depths are what a backstop could sell within an hour at about a percent.
 *
 * @module
 */
import { type Ppm, ppm } from "@novate/num";

export interface CoinProfile {
  /** Annual, until the house's own forecast has seen prices. */
  readonly volatilityPpm: Ppm;
  /** In whole units of the settlement asset. */
  readonly depth: bigint;
  readonly openInterestCap: bigint;
  /** As collateral. */
  readonly haircutFloorPpm: Ppm;
  /** Most that the segment holds of it at the opening price, in whole units of the settlement asset. */
  readonly collateralCap: bigint;
  /** How sure a publisher is of this market's price at best. */
  readonly confidenceFloorPpm: Ppm;
  /** Sources that must agree on its price, where the tape has so many. */
  readonly quorum: number;
}

// wide: a row of the table below, in the order of its columns
const profile = (
  volatility: bigint,
  depth: bigint,
  openInterestCap: bigint,
  haircut: bigint,
  collateralCap: bigint,
  confidence: bigint,
  quorum = 2,
): CoinProfile => ({
  volatilityPpm: ppm(volatility * 10_000n),
  depth: depth * 1_000_000n,
  openInterestCap: openInterestCap * 1_000_000n,
  haircutFloorPpm: ppm(haircut * 10_000n),
  collateralCap: collateralCap * 1_000_000n,
  confidenceFloorPpm: ppm(confidence * 100n),
  quorum,
});

// Volatility in percent, depth and caps in millions, haircut in percent, confidence in hundredths of a percent. Prices of
// one small coin differ by most of a percent between venues on a quiet day; a tighter statement would never make a quorum.
const PROFILES: ReadonlyMap<string, CoinProfile> = new Map([
  // The second source of BTC is an index that prints once a minute: it can confirm a jump, but not be waited for.
  ["BTC", profile(45n, 250n, 500n, 10n, 240n, 10n, 1)],
  ["ETH", profile(65n, 150n, 300n, 12n, 160n, 10n)],
  ["SOL", profile(80n, 60n, 150n, 15n, 100n, 15n)],
  ["LINK", profile(85n, 20n, 60n, 30n, 20n, 80n)],
  ["DOGE", profile(90n, 25n, 60n, 30n, 20n, 80n)],
  ["ATOM", profile(85n, 12n, 40n, 35n, 15n, 80n)],
  ["AVAX", profile(90n, 15n, 40n, 30n, 20n, 80n)],
  ["DOT", profile(85n, 12n, 40n, 35n, 15n, 80n)],
]);

/** A coin that nobody described is taken for a small and wild one. */
const UNKNOWN = profile(120n, 10n, 30n, 40n, 10n, 100n);

export const profileOf = (coin: string): CoinProfile => PROFILES.get(coin) ?? UNKNOWN;
