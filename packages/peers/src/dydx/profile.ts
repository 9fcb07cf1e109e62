/**
 * `dydx-tiers`: margin by liquidity tier, funding, liquidation and deleveraging of dYdX v4, as data.
 *
 * Sources: dYdX documentation, "Margin", "Liquidations", "Funding"; dydxprotocol/v4-chain at commit 84d4664b, figures of
 * its test fixtures only: the tables name perpetuals, prices and tiers by constants that the case files leave out.
 * Units: quote quantums (1e-6 USD), base quantums, parts per million. All integers.
 * @module
 */

export interface LiquidityTier {
  readonly initialPpm: bigint;
  /** Part of the initial margin that is maintenance margin. */
  readonly maintenanceFractionPpm: bigint;
  /** Open interest, in quote quantums, between which the initial margin rises to 100 %; 0 for no rise. */
  readonly openInterestLowerCap: bigint;
  readonly openInterestUpperCap: bigint;
}

export interface MarketPrice {
  readonly price: bigint;
  readonly exponent: bigint;
}

export interface LiquidationConfig {
  readonly maxFeePpm: bigint;
  readonly bankruptcyAdjustmentPpm: bigint;
  readonly spreadToMaintenancePpm: bigint;
  readonly minPositionNotional: bigint;
  readonly maxPositionPortionPpm: bigint;
  readonly maxSubaccountNotional: bigint;
  readonly maxInsuranceLost: bigint;
}

export interface ClobPair {
  readonly stepBaseQuantums: bigint;
  readonly quantumConversionExponent: bigint;
}

const tier = (initialPpm: bigint, maintenanceFractionPpm: bigint, lower = 0n, upper = 0n): LiquidityTier => ({
  initialPpm,
  maintenanceFractionPpm,
  openInterestLowerCap: lower,
  openInterestUpperCap: upper,
});

/** The tier of a perpetual whose margin does not matter. */
export const NO_MARGIN: LiquidityTier = tier(0n, 0n);

const MAX_UINT64 = 18_446_744_073_709_551_615n;

/** The quote asset has six decimals. */
export const QUOTE_RESOLUTION = -6n;
export const FUNDING_PERIOD_SECONDS = 28_800n;
/** Funding is clamped to so many times the distance between initial and maintenance margin. */
export const FUNDING_CLAMP_FACTOR_PPM = 6_000_000n;

export const DYDX_TIERS: ReadonlyMap<bigint, LiquidityTier> = new Map([
  [0n, tier(1_000_000n, 1_000_000n)],
  [1n, tier(1_000_000n, 750_000n)],
  [2n, tier(1_000_000n, 0n)],
  [3n, tier(200_000n, 500_000n)],
  [4n, tier(500_000n, 800_000n)],
  [5n, tier(500_000n, 600_000n)],
  [6n, tier(200_000n, 900_000n)],
  [7n, tier(0n, 0n)],
  [8n, tier(9_910n, 1_000_000n)],
  [9n, tier(200_000n, 500_000n, 25_000_000_000_000n, 50_000_000_000_000n)],
  [101n, tier(200_000n, 500_000n)],
]);

export const DYDX_PRICES: ReadonlyMap<bigint, MarketPrice> = new Map([
  [0n, { price: 5_000_000_000n, exponent: -5n }],
  [1n, { price: 3_000_000_000n, exponent: -6n }],
  [2n, { price: 5_000_000_000n, exponent: -8n }],
  [3n, { price: 5_000_000_000n, exponent: -8n }],
  [4n, { price: 3_000_000_000n, exponent: -7n }],
]);

export const DYDX_LIQUIDATION: LiquidationConfig = {
  maxFeePpm: 5_000n,
  bankruptcyAdjustmentPpm: 1_000_000n,
  spreadToMaintenancePpm: 100_000n,
  minPositionNotional: 1n,
  maxPositionPortionPpm: 1_000_000n,
  maxSubaccountNotional: MAX_UINT64,
  maxInsuranceLost: MAX_UINT64,
};

export const DYDX_CLOB_PAIRS: ReadonlyMap<bigint, ClobPair> = new Map([
  [0n, { stepBaseQuantums: 5n, quantumConversionExponent: -8n }],
  [1n, { stepBaseQuantums: 1_000n, quantumConversionExponent: -9n }],
]);
