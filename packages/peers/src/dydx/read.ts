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
import type { Market, OwnRates, Position, Subaccount } from "./risk.ts";

const LARGEST = 2n ** 256n;
/** Powers of ten beyond this are no market's. */
const LARGEST_EXPONENT = 64n;

/**
 * An integer of the chain; a symbol that is still there cannot be computed with. One that is absent is zero: neither a
 * Go literal nor proto3's JSON writes a field at its default.
 */
export function integerOf(field: Field): bigint {
  if (!field.exists) return 0n;
  if (field.keys.some((key) => key.startsWith("$")))
    field.refuse("NotCovered", "names a symbol that the file does not define");
  const value = field.integer;
  if (value > LARGEST || value < -LARGEST) field.refuse("OutOfRange", "must be below 2^256 in size");
  return value;
}

/** A flag of the chain: false where it is absent. */
export const flagOf = (field: Field): boolean => field.exists && field.flag;

export const integerOr = (field: Field, fallback: bigint): bigint => (field.exists ? integerOf(field) : fallback);

/** A rate, price or size that cannot be negative; `fallback` where the field is absent. */
export function amountOr(field: Field, fallback: bigint): bigint {
  const value = integerOr(field, fallback);
  return value < 0n ? field.refuse("Negative", "must be zero or more") : value;
}

/** A power of ten. */
export function exponentOr(field: Field, fallback: bigint): bigint {
  const value = integerOr(field, fallback);
  const isBounded = value <= LARGEST_EXPONENT && value >= -LARGEST_EXPONENT;
  return isBounded
    ? value
    : field.refuse("OutOfRange", `must lie between -${LARGEST_EXPONENT} and ${LARGEST_EXPONENT}`);
}

/** A divisor. */
function positiveOr(field: Field, fallback: bigint): bigint {
  const value = integerOr(field, fallback);
  return value > 0n ? value : field.refuse("NotPositive", "must be more than zero");
}

export const readTier = (field: Field): LiquidityTier => ({
  initialPpm: amountOr(field.get("InitialMarginPpm"), 0n),
  maintenanceFractionPpm: amountOr(field.get("MaintenanceFractionPpm"), 0n),
  openInterestLowerCap: amountOr(field.get("OpenInterestLowerCap"), 0n),
  openInterestUpperCap: amountOr(field.get("OpenInterestUpperCap"), 0n),
});

export const readPrice = (field: Field): MarketPrice => ({
  price: amountOr(field.get("Price"), 0n),
  exponent: exponentOr(field.get("Exponent"), 0n),
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
    atomicResolution: params.exists ? exponentOr(params.get("AtomicResolution"), 0n) : 0n,
    fundingIndex: integerOr(field.get("FundingIndex"), 0n),
    openInterest: amountOr(field.get("OpenInterest"), 0n),
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
  const names = [/Btc/i, /Eth/i, /Sol/i, /Iso(?!2)/i, /Iso2/i];
  const pattern = names[Number(marketId)];
  const key = overrides.exists
    ? overrides.keys.find((name) => name === String(marketId) || (pattern?.test(name) ?? false))
    : undefined;
  return key === undefined ? undefined : positiveOr(overrides.get(key), 0n);
}

/** The perpetuals of a case with the prices of the profile, or overridden ones. */
export function readMarket(field: Field, list = "perpetuals"): Market {
  const listed = field.get(list);
  const perpetuals = listed.exists ? listed.list.map((item) => readPerpetual(item)) : ASSUMED_PERPETUALS;
  const overrides = field.get("marketIdToOraclePriceOverride");
  return new Map(
    perpetuals.map((perpetual) => {
      const standard = DYDX_PRICES.get(perpetual.marketId);
      if (standard === undefined) return listed.refuse("NotCovered", "names a market whose price is not listed");
      const price = overriddenPrice(overrides, perpetual.marketId) ?? standard.price;
      return [perpetual.id, { perpetual, price: { price, exponent: standard.exponent } }];
    }),
  );
}

/** Members under either spelling: the Go record's, or the table's own. What a Go record leaves out is zero. */
export const readPosition = (field: Field): Position => ({
  perpetualId: integerOr(field.first("perpetualId", "PerpetualId"), 0n),
  quantums: integerOr(field.first("quantums", "Quantums"), 0n),
  fundingIndex: integerOr(field.first("fundingIndex", "FundingIndex"), 0n),
  quoteBalance: integerOr(field.first("quoteBalance", "QuoteBalance"), 0n),
});

/** An asset's identity and amount, of a position or of an update. */
export const readAsset = (field: Field): readonly [id: bigint, quantums: bigint] => [
  integerOr(field.first("assetId", "AssetId"), 0n),
  integerOr(field.first("quantums", "Quantums", "BigQuantumsDelta"), 0n),
];

/** Amounts by asset, in the order of their identities. */
function sumByAsset(assets: readonly (readonly [id: bigint, quantums: bigint])[]) {
  const sums = new Map<bigint, bigint>();
  for (const [id, quantums] of assets) sums.set(id, (sums.get(id) ?? 0n) + quantums);
  return [...sums].sort(([left], [right]) => (left < right ? -1 : 1));
}

/** The error of holding or owing an asset other than the quote asset: none is margined. */
export function assetFault(assets: readonly (readonly [id: bigint, quantums: bigint])[]): string | undefined {
  const other = sumByAsset(assets).find(([id, quantums]) => id !== 0n && quantums !== 0n);
  if (other === undefined) return undefined;
  return other[1] > 0n ? "ErrNotImplementedMulticollateral" : "ErrNotImplementedMargin";
}

export const assetsOf = (field: Field): readonly (readonly [id: bigint, quantums: bigint])[] =>
  field.first("AssetPositions", "assetPositions").optionalList.map(readAsset);

/** The rate that an account set itself instead of the tier's, under whatever spelling the table gives it. */
export function ownRateOf(field: Field): bigint {
  const key = field.keys.find((name) => /^custom_?imf/i.test(name));
  return key === undefined ? 0n : amountOr(field.get(key), 0n);
}

/** Such rates by perpetual. */
export function readOwnRates(field: Field): OwnRates {
  const keys = field.keys.filter((key) => /^\d+$/.test(key));
  return new Map(keys.map((key) => [BigInt(key), amountOr(field.get(key), 0n)]));
}

/** Positions listed under either spelling: the Go record's, or the table's own. */
export function readSubaccount(field: Field): Subaccount {
  return {
    quote: assetsOf(field).reduce((sum, [id, quantums]) => (id === 0n ? sum + quantums : sum), 0n),
    positions: field.first("PerpetualPositions", "perpetualPositions").optionalList.map(readPosition),
  };
}

/** A subaccount all of whose perpetuals are in the market: what is not listed has neither price nor tier. */
export function readHolder(field: Field, market: Market): Subaccount {
  const subaccount = readSubaccount(field);
  const isListed = subaccount.positions.every(({ perpetualId }) => market.has(perpetualId));
  return isListed
    ? subaccount
    : field.first("PerpetualPositions", "perpetualPositions").refuse("NotCovered", "names an unlisted perpetual");
}

export function readLiquidationConfig(field: Field): LiquidationConfig {
  if (!field.exists) return DYDX_LIQUIDATION;
  const base = DYDX_LIQUIDATION;
  const section =
    (name: string) =>
    (figure: string, fallback: bigint): bigint => {
      const owner = field.get(name);
      if (owner.keys.some((key) => key.startsWith("$") && key !== "$type")) return fallback;
      return owner.exists ? amountOr(owner.get(figure), fallback) : fallback;
    };
  const price = section("FillablePriceConfig");
  const position = section("PositionBlockLimits");
  const subaccount = section("SubaccountBlockLimits");
  return {
    maxFeePpm: amountOr(field.get("MaxLiquidationFeePpm"), base.maxFeePpm),
    bankruptcyAdjustmentPpm: price("BankruptcyAdjustmentPpm", base.bankruptcyAdjustmentPpm),
    spreadToMaintenancePpm: price("SpreadToMaintenanceMarginRatioPpm", base.spreadToMaintenancePpm),
    minPositionNotional: position("MinPositionNotionalLiquidated", base.minPositionNotional),
    maxPositionPortionPpm: position("MaxPositionPortionLiquidatedPpm", base.maxPositionPortionPpm),
    maxSubaccountNotional: subaccount("MaxNotionalLiquidated", base.maxSubaccountNotional),
    maxInsuranceLost: subaccount("MaxQuantumsInsuranceLost", base.maxInsuranceLost),
  };
}

/** The perpetual that an order book trades. */
export function perpetualOfPair(pair: Field): bigint | undefined {
  const metadata = pair.exists ? pair.get("Metadata") : pair;
  const perpetual = metadata.exists ? metadata.get("PerpetualClobMetadata") : metadata;
  return perpetual.exists ? integerOr(perpetual.get("PerpetualId"), 0n) : undefined;
}

/** The order book of a perpetual: the case's own, found by perpetual, or the profile's. */
export function readClobPair(field: Field, perpetualId: bigint): ClobPair {
  const fallback = DYDX_CLOB_PAIRS.get(perpetualId) ?? { stepBaseQuantums: 1n, quantumConversionExponent: 0n };
  const own = field.optionalList.find((pair) => perpetualOfPair(pair) === perpetualId);
  if (own === undefined) return fallback;
  return {
    stepBaseQuantums: positiveOr(own.get("StepBaseQuantums"), fallback.stepBaseQuantums),
    quantumConversionExponent: exponentOr(own.get("QuantumConversionExponent"), fallback.quantumConversionExponent),
  };
}
