/**
 * The tables of notional, margin and risk.
 *
 * @module
 */

import type { Field } from "../caseFile/field.ts";
import { integerFigure } from "../caseFile/result.ts";
import { PPM } from "./integer.ts";
import {
  adjustedInitialPpm,
  fundingClampPpm,
  initialMargin,
  maintenancePpm,
  netNotional,
  requirementOf,
} from "./margin.ts";
import { type LiquidityTier, type MarketPrice, NO_MARGIN } from "./profile.ts";
import {
  amountOr,
  assetFault,
  assetsOf,
  exponentOr,
  flagOf,
  integerOf,
  integerOr,
  ownRateOf,
  readAsset,
  readMarket,
  readOwnRates,
  readPerpetual,
  readPrice,
  readSubaccount,
  readTier,
} from "./read.ts";
import {
  compareRisk,
  isInitialCollateralized,
  isLiquidatable,
  isMaintenanceCollateralized,
  type Market,
  type Risk,
  riskOf,
  type Subaccount,
  settle,
  transitionOf,
} from "./risk.ts";
import { symbolName } from "./symbols.ts";
import {
  expectedError,
  faultOutcome,
  flagOutcome,
  integerOutcome,
  merge,
  type Table,
  type TableOutcome,
} from "./table.ts";

/** A tier spelled out by a case in lower case. */
const plainTier = (field: Field): LiquidityTier => ({
  initialPpm: amountOr(field.get("initialMarginPpm"), 0n),
  maintenanceFractionPpm: amountOr(field.get("maintenanceFractionPpm"), 0n),
  openInterestLowerCap: amountOr(field.get("openInterestLowerCap"), 0n),
  openInterestUpperCap: amountOr(field.get("openInterestUpperCap"), 0n),
});

/** The chain's error of a maintenance margin above the initial one. */
const excessiveFraction = (tier: LiquidityTier) =>
  tier.maintenanceFractionPpm > PPM ? { fault: "ErrMaintenanceFractionPpmExceedsMax" } : undefined;

const plainPrice = (field: Field): MarketPrice => ({
  price: integerOf(field.get("price")),
  exponent: exponentOr(field.get("exponent"), 0n),
});

/** Net collateral and net notional of one position are the same number, expected under two names. */
const notionalTable =
  (name: string): Table =>
  (field) => {
    const resolution = exponentOr(field.get("baseCurrencyAtomicResolution"), 0n);
    return integerOutcome(
      field,
      name,
      netNotional(integerOf(field.get("bigBaseQuantums")), plainPrice(field), resolution),
    );
  };

const requirementTable: Table = (field) => {
  const perpetual = readPerpetual(field.get("perpetual"), readTier(field.get("liquidityTier")));
  const required = requirementOf(
    integerOf(field.get("quantums")),
    readPrice(field.get("marketPrice")),
    perpetual,
    ownRateOf(field),
  );
  return merge(
    integerOutcome(field, "expectedImr", required.initial),
    integerOutcome(field, "expectedMmr", required.maintenance),
  );
};

const plainRequirementTable: Table = (field) => {
  const perpetual = {
    atomicResolution: exponentOr(field.get("baseCurrencyAtomicResolution"), 0n),
    openInterest: integerOr(field.get("openInterest"), 0n),
    tier: plainTier(field),
  };
  const quantums = integerOf(field.get("bigBaseQuantums"));
  const required = requirementOf(quantums, plainPrice(field), perpetual, ownRateOf(field));
  return merge(
    integerOutcome(field, "bigExpectedInitialMargin", required.initial),
    integerOutcome(field, "bigExpectedMaintenanceMargin", required.maintenance),
  );
};

const readRisk = (field: Field, prefix: string): Risk => ({
  netCollateral: integerOr(field.get(`${prefix}NC`), 0n),
  initial: integerOr(field.get(`${prefix}IMR`), 0n),
  maintenance: integerOr(field.get(`${prefix}MMR`), 0n),
});

/** The settled subaccount with the case's updates to assets and perpetuals added, or the chain's error. */
function updated(field: Field, market: Market): Subaccount | string {
  const isEmpty = flagOf(field.get("useEmptySubaccount"));
  const base = isEmpty ? { quote: 0n, positions: [] } : settle(readSubaccount(field), market);
  let quote = base.quote;
  const positions = new Map(base.positions.map((position) => [position.perpetualId, position]));
  const updates = field.get("assetUpdates").optionalList.map(readAsset);
  for (const [id, delta] of updates) if (id === 0n) quote += delta;
  for (const update of field.get("perpetualUpdates").optionalList) {
    const id = integerOr(update.get("PerpetualId"), 0n);
    const held = positions.get(id);
    positions.set(id, {
      perpetualId: id,
      quantums: (held?.quantums ?? 0n) + integerOf(update.get("BigQuantumsDelta")),
      fundingIndex: held?.fundingIndex ?? market.get(id)?.perpetual.fundingIndex ?? 0n,
      quoteBalance: (held?.quoteBalance ?? 0n) + integerOr(update.get("BigQuoteBalanceDelta"), 0n),
    });
  }
  for (const id of positions.keys()) if (!market.has(id)) return "ErrPerpetualDoesNotExist";
  const fault = assetFault([...(isEmpty ? [] : assetsOf(field)), ...updates]);
  if (fault !== undefined) return fault;
  return { quote, positions: [...positions.values()] };
}

const netCollateralTable: Table = (field) => {
  const listed = field.get("perpetuals").exists;
  const market = listed ? readMarket(field) : new Map();
  const subaccount = updated(field, market);
  const error = expectedError(field);
  if (typeof subaccount === "string") return { computed: { error: subaccount }, expected: { error: error ?? "none" } };
  const risk = riskOf(subaccount, market, readOwnRates(field.first("leverageMap", "leverage")));
  if (error !== undefined) return { computed: { error: "none" }, expected: { error } };
  return merge(
    integerOutcome(field, "expectedNetCollateral", risk.netCollateral),
    integerOutcome(field, "expectedInitialMargin", risk.initial),
    integerOutcome(field, "expectedMaintenanceMargin", risk.maintenance),
  );
};

/** Risk of a subaccount whose market is spelled out per perpetual. */
const subaccountRiskTable: Table = (field) => {
  const infos = field.get("perpInfos");
  const market: Market = new Map(
    infos.keys
      .filter((key) => !key.startsWith("$"))
      .map((key) => {
        const info = infos.get(key);
        const perpetual = readPerpetual(info.get("Perpetual"), readTier(info.get("LiquidityTier")));
        return [BigInt(key), { perpetual, price: readPrice(info.get("Price")) }];
      }),
  );
  const subaccount = readSubaccount(field.get("subaccount"));
  const missing = subaccount.positions.find((position) => !market.has(position.perpetualId));
  const error = expectedError(field);
  const fault = assetFault(assetsOf(field.get("subaccount")));
  if (missing !== undefined || fault !== undefined || error !== undefined) {
    const computed = fault ?? (missing === undefined ? "none" : "ErrPerpetualInfoDoesNotExist");
    return { computed: { error: computed }, expected: { error: error ?? "none" } };
  }
  // The risk of a subaccount as it stands: funding is settled before, by who asks.
  const risk = riskOf(subaccount, market, readOwnRates(field.first("leverageMap", "leverage")));
  const figures = { NC: risk.netCollateral, IMR: risk.initial, MMR: risk.maintenance };
  const wanted = field.get("expectedRisk");
  const names = ["NC", "IMR", "MMR"] as const;
  return {
    computed: { expectedRisk: Object.fromEntries(names.map((name) => [name, integerFigure(figures[name])])) },
    expected: wanted.exists
      ? { expectedRisk: Object.fromEntries(names.map((name) => [name, integerFigure(integerOf(wanted.get(name)))])) }
      : {},
  };
};

const transitionTable: Table = (field): TableOutcome => {
  const before = readRisk(field, "old");
  const after = readRisk(field, "new");
  const wanted = field.get("expectedResult");
  const name = symbolName(wanted.value);
  return {
    computed: { expectedResult: transitionOf(before, after) },
    expected: name === undefined ? {} : { expectedResult: name },
  };
};

export const MARGIN_TABLES: Readonly<Record<string, Table>> = {
  TestGetNetNotional_Success: notionalTable("bigExpectedNetNotionalQuoteQuantums"),
  TestGetNetCollateral_Success: notionalTable("bigExpectedNetCollateralQuoteQuantums"),
  TestGetNetNotionalInQuoteQuantums: (field) => {
    const resolution = readPerpetual(field.get("perpetual"), NO_MARGIN).atomicResolution;
    const price = readPrice(field.get("marketPrice"));
    return integerOutcome(
      field,
      "expectedNetNotional",
      netNotional(integerOf(field.get("quantums")), price, resolution),
    );
  },
  TestGetMarginRequirementsInQuoteQuantums: (field) =>
    field.get("bigBaseQuantums").exists ? plainRequirementTable(field) : requirementTable(field),
  TestGetMarginRequirements_Success: plainRequirementTable,
  TestGetInitialMarginQuoteQuantums: (field) =>
    integerOutcome(
      field,
      "expectedInitialMarginQuoteQuantums",
      initialMargin(
        plainTier(field),
        integerOf(field.get("bigQuoteQuantums")),
        integerOr(field.get("openInterestNotional"), 0n),
        ownRateOf(field),
      ),
    ),
  TestGetAdjustedInitialMarginPpm: (field) =>
    integerOutcome(
      field,
      "expectedPpm",
      adjustedInitialPpm(plainTier(field), integerOr(field.get("openInterestNotional"), 0n)),
    ),
  TestLiquidityTierGetMaintenanceMarginPpm: (field) =>
    faultOutcome(
      field,
      "expectedMaintenanceMarginPpm",
      excessiveFraction(plainTier(field)) ?? maintenancePpm(plainTier(field)),
    ),
  TestLiquidityTierGetMaxAbsFundingClampPpm: (field) =>
    faultOutcome(
      field,
      "expectedUpperBoundPpm",
      excessiveFraction(plainTier(field)) ?? fundingClampPpm(plainTier(field), integerOf(field.get("clampFactorPpm"))),
    ),
  TestGetNetCollateralAndMarginRequirements: netCollateralTable,
  TestGetRiskForSubaccount: subaccountRiskTable,
  TestRisk_Cmp: (field) =>
    integerOutcome(field, "expected", BigInt(compareRisk(readRisk(field, "first"), readRisk(field, "second")))),
  TestRisk_IsInitialCollateralized: (field) =>
    flagOutcome(field, "expected", isInitialCollateralized(readRisk(field, ""))),
  TestRisk_IsMaintenanceCollateralized: (field) =>
    flagOutcome(field, "expected", isMaintenanceCollateralized(readRisk(field, ""))),
  TestRisk_IsLiquidatable: (field) => flagOutcome(field, "expected", isLiquidatable(readRisk(field, ""))),
  TestIsValidStateTransitionForUndercollateralizedSubaccount: transitionTable,
};
