/**
 * Reads the Go records of the tables: perpetuals, prices, tiers, subaccounts, liquidation configurations.
 *
 * @module
 */
import type { Field } from "../caseFile/field.ts";
import type { Perpetual } from "./margin.ts";
import {
  type ClobPair,
  DYDX_CLOB_PAIRS,
  DYDX_LIQUIDATION,
  DYDX_PRICES,
  DYDX_TIERS,
  type LiquidationConfig,
  type LiquidityTier,
  type MarketPrice,
} from "./profile.ts";
import type { Market, Position, Subaccount } from "./risk.ts";

/** An integer of the chain; a symbol that is still there cannot be computed with. */
export function integerOf(field: Field): bigint {
  if (field.keys.some((key) => key.startsWith("$")))
    field.refuse("NotCovered", "names a symbol that the file does not define");
  return field.integer;
}

export const integerOr = (field: Field, fallback: bigint): bigint => (field.exists ? integerOf(field) : fallback);

export const readTier = (field: Field): LiquidityTier => ({
  initialPpm: integerOr(field.get("InitialMarginPpm"), 0n),
  maintenanceFractionPpm: integerOr(field.get("MaintenanceFractionPpm"), 0n),
  openInterestLowerCap: integerOr(field.get("OpenInterestLowerCap"), 0n),
  openInterestUpperCap: integerOr(field.get("OpenInterestUpperCap"), 0n),
});

export const readPrice = (field: Field): MarketPrice => ({
  price: integerOr(field.get("Price"), 0n),
  exponent: integerOr(field.get("Exponent"), 0n),
});

export function readPerpetual(field: Field, tier?: LiquidityTier): Perpetual {
  const params = field.get("Params");
  const own = (name: string): bigint => (params.exists ? integerOr(params.get(name), 0n) : 0n);
  const tierId = params.exists ? params.get("LiquidityTier") : params;
  const named = tier ?? DYDX_TIERS.get(own("LiquidityTier"));
  if (named === undefined) return tierId.refuse("NotCovered", "names a liquidity tier that the profile does not list");
  return {
    id: own("Id"),
    marketId: own("MarketId"),
    atomicResolution: own("AtomicResolution"),
    fundingIndex: integerOr(field.get("FundingIndex"), 0n),
    openInterest: integerOr(field.get("OpenInterest"), 0n),
    defaultFundingPpm: own("DefaultFundingPpm"),
    tier: named,
  };
}

const defaultPerpetual = (id: bigint, atomicResolution: bigint): Perpetual => ({
  id,
  marketId: id,
  atomicResolution,
  fundingIndex: 0n,
  openInterest: 0n,
  defaultFundingPpm: 0n,
  tier: DYDX_TIERS.get(3n) ?? {
    initialPpm: 0n,
    maintenanceFractionPpm: 0n,
    openInterestLowerCap: 0n,
    openInterestUpperCap: 0n,
  },
});

/** The two perpetuals, at 20 % and 10 %, that the deleveraging tables assume without listing them. */
const ASSUMED_PERPETUALS: readonly Perpetual[] = [defaultPerpetual(0n, -8n), defaultPerpetual(1n, -9n)];

/** Price overrides keyed by market constant, such as { "constants.BtcUsd.MarketId": 5500000000 }. */
function overriddenPrice(overrides: Field, marketId: bigint): bigint | undefined {
  const names = [/Btc/i, /Eth/i];
  const pattern = names[Number(marketId)];
  const key = overrides.exists
    ? overrides.keys.find((name) => name === String(marketId) || (pattern?.test(name) ?? false))
    : undefined;
  return key === undefined ? undefined : integerOf(overrides.get(key));
}

/** The perpetuals of a case with the prices of the profile, or overridden ones. */
export function readMarket(field: Field, list = "perpetuals"): Market {
  const listed = field.get(list);
  const perpetuals = listed.exists ? listed.list.map((item) => readPerpetual(item)) : ASSUMED_PERPETUALS;
  const overrides = field.get("marketIdToOraclePriceOverride");
  return new Map(
    perpetuals.map((perpetual) => {
      const standard = DYDX_PRICES.get(perpetual.marketId) ?? { price: 0n, exponent: 0n };
      const price = overriddenPrice(overrides, perpetual.marketId) ?? standard.price;
      return [perpetual.id, { perpetual, price: { price, exponent: standard.exponent } }];
    }),
  );
}

export const readPosition = (field: Field): Position => ({
  perpetualId: integerOf(field.get("perpetualId")),
  quantums: integerOf(field.get("quantums")),
  fundingIndex: integerOr(field.get("fundingIndex"), 0n),
  quoteBalance: integerOr(field.get("quoteBalance"), 0n),
});

/** Positions listed under either spelling: the Go record's, or the table's own. */
export function readSubaccount(field: Field): Subaccount {
  const assets = field.first("AssetPositions", "assetPositions").optionalList;
  return {
    quote: assets.reduce((sum, asset) => sum + integerOf(asset.get("quantums")), 0n),
    positions: field.first("PerpetualPositions", "perpetualPositions").optionalList.map(readPosition),
  };
}

export function readLiquidationConfig(field: Field): LiquidationConfig {
  if (!field.exists) return DYDX_LIQUIDATION;
  const base = DYDX_LIQUIDATION;
  const section =
    (name: string) =>
    (figure: string, fallback: bigint): bigint => {
      const owner = field.get(name);
      if (owner.keys.some((key) => key.startsWith("$") && key !== "$type")) return fallback;
      return owner.exists ? integerOr(owner.get(figure), fallback) : fallback;
    };
  const price = section("FillablePriceConfig");
  const position = section("PositionBlockLimits");
  const subaccount = section("SubaccountBlockLimits");
  return {
    maxFeePpm: integerOr(field.get("MaxLiquidationFeePpm"), base.maxFeePpm),
    bankruptcyAdjustmentPpm: price("BankruptcyAdjustmentPpm", base.bankruptcyAdjustmentPpm),
    spreadToMaintenancePpm: price("SpreadToMaintenanceMarginRatioPpm", base.spreadToMaintenancePpm),
    minPositionNotional: position("MinPositionNotionalLiquidated", base.minPositionNotional),
    maxPositionPortionPpm: position("MaxPositionPortionLiquidatedPpm", base.maxPositionPortionPpm),
    maxSubaccountNotional: subaccount("MaxNotionalLiquidated", base.maxSubaccountNotional),
    maxInsuranceLost: subaccount("MaxQuantumsInsuranceLost", base.maxInsuranceLost),
  };
}

/** The order book of a perpetual: the case's own, found by perpetual, or the profile's. */
export function readClobPair(field: Field, perpetualId: bigint): ClobPair {
  const fallback = DYDX_CLOB_PAIRS.get(perpetualId) ?? { stepBaseQuantums: 1n, quantumConversionExponent: 0n };
  const own = field.optionalList.find((pair) => {
    const metadata = pair.get("Metadata");
    const perpetual = metadata.exists ? metadata.get("PerpetualClobMetadata") : metadata;
    return perpetual.exists && integerOr(perpetual.get("PerpetualId"), 0n) === perpetualId;
  });
  if (own === undefined) return fallback;
  return {
    stepBaseQuantums: integerOr(own.get("StepBaseQuantums"), fallback.stepBaseQuantums),
    quantumConversionExponent: integerOr(own.get("QuantumConversionExponent"), fallback.quantumConversionExponent),
  };
}
