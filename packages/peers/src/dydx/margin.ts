/**
 * Notional and margin requirement of one perpetual position.
 *
 * @module
 */
import { divDown } from "@novate/num";
import { absolute, most } from "../core/bigint.ts";
import { PPM, partDown, partUp, shiftDecimals } from "./integer.ts";
import { type LiquidityTier, type MarketPrice, QUOTE_RESOLUTION } from "./profile.ts";

export interface Perpetual {
  readonly id: bigint;
  readonly marketId: bigint;
  readonly atomicResolution: bigint;
  readonly fundingIndex: bigint;
  /** In base quantums. */
  readonly openInterest: bigint;
  readonly defaultFundingPpm: bigint;
  readonly tier: LiquidityTier;
}

/** Power of ten between base quantums times price and quote quantums. */
const exponentOf = (price: MarketPrice, atomicResolution: bigint): bigint =>
  price.exponent + atomicResolution - QUOTE_RESOLUTION;

/** Value of base quantums in quote quantums, signed, truncated toward zero. */
export const netNotional = (quantums: bigint, price: MarketPrice, atomicResolution: bigint): bigint =>
  shiftDecimals(quantums * price.price, exponentOf(price, atomicResolution));

/** Base quantums that so many quote quantums buy, truncated. */
export function baseQuantums(quote: bigint, price: MarketPrice, atomicResolution: bigint): bigint {
  const exponent = exponentOf(price, atomicResolution);
  return exponent >= 0n
    ? divDown(quote, price.price * 10n ** exponent)
    : divDown(quote * 10n ** -exponent, price.price);
}

/** Initial margin rate once open interest is counted: from the tier's rate at the lower cap to 100 % at the upper. */
export function adjustedInitialPpm(tier: LiquidityTier, openInterestNotional: bigint): bigint {
  const { initialPpm, openInterestLowerCap: lower, openInterestUpperCap: upper } = tier;
  if (upper === 0n || openInterestNotional <= lower) return initialPpm;
  if (openInterestNotional >= upper || initialPpm >= PPM) return PPM;
  return initialPpm + divDown((PPM - initialPpm) * (openInterestNotional - lower), upper - lower);
}

export const maintenancePpm = (tier: LiquidityTier): bigint => partDown(tier.initialPpm, tier.maintenanceFractionPpm);

/** Largest funding rate, up or down: a multiple of the distance between the two margins. */
export const fundingClampPpm = (tier: LiquidityTier, clampFactorPpm: bigint): bigint =>
  partDown(clampFactorPpm, tier.initialPpm - maintenancePpm(tier));

/** Initial margin at the tier's rate, or at the rate that the account set itself where that is higher. */
export const initialMargin = (
  tier: LiquidityTier,
  quote: bigint,
  openInterestNotional: bigint,
  ownRatePpm = 0n,
): bigint => partUp(quote, most(adjustedInitialPpm(tier, openInterestNotional), ownRatePpm));

export interface Requirement {
  readonly initial: bigint;
  readonly maintenance: bigint;
}

/** Requirement of a position, both rounded up; maintenance ignores open interest. */
export function requirementOf(
  quantums: bigint,
  price: MarketPrice,
  perpetual: Pick<Perpetual, "atomicResolution" | "openInterest" | "tier">,
  ownRatePpm = 0n,
): Requirement {
  const notional = netNotional(absolute(quantums), price, perpetual.atomicResolution);
  const openInterest = netNotional(perpetual.openInterest, price, perpetual.atomicResolution);
  const unscaled = partUp(notional, perpetual.tier.initialPpm);
  return {
    initial: initialMargin(perpetual.tier, notional, openInterest, ownRatePpm),
    maintenance: partUp(unscaled, perpetual.tier.maintenanceFractionPpm),
  };
}
