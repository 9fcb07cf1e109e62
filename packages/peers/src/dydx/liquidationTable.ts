/**
 * The tables of liquidation.
 *
 * @module
 */
import type { Field } from "../caseFile/field.ts";
import { integerFigure } from "../caseFile/result.ts";
import { absolute, most } from "../core/bigint.ts";
import {
  bankruptcyPrice,
  fillablePrice,
  insuranceFundDelta,
  isFault,
  liquidatableDelta,
  positionLimits,
} from "./liquidation.ts";
import { netNotional } from "./margin.ts";
import {
  flagOf,
  integerOf,
  integerOr,
  perpetualOfPair,
  readClobPair,
  readHolder,
  readLiquidationConfig,
  readMarket,
  readPosition,
} from "./read.ts";
import { isLiquidatable, riskOf, settle } from "./risk.ts";
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

const fillableTable: Table = (field) => {
  const market = readMarket(field);
  const price = fillablePrice(
    readHolder(field, market),
    market,
    integerOf(field.get("perpetualId")),
    integerOf(field.get("deltaQuantums")),
    readLiquidationConfig(field.get("liquidationConfig")),
  );
  const error = expectedError(field);
  if (isFault(price)) return { computed: { error: price.fault }, expected: { error: error ?? "none" } };
  const computed = { expectedFillablePrice: { num: integerFigure(price.num), den: integerFigure(price.den) } };
  if (error !== undefined) return { computed: { ...computed, error: "none" }, expected: { error } };
  const wanted = field.get("expectedFillablePrice");
  if (!wanted.exists) return { computed, expected: {} };
  // The source's ratio need not be in lowest terms: an equal one is the same price, and is answered as it is written.
  const [num, den] = [integerOf(wanted.get("num")), integerOf(wanted.get("den"))];
  const stated = { expectedFillablePrice: { num: integerFigure(num), den: integerFigure(den) } };
  return { computed: num * price.den === den * price.num ? stated : computed, expected: stated };
};

/** A limit less what the block used already, or the error of having used more. */
function remaining(field: Field, limit: bigint, used: bigint, name: string, error: string): TableOutcome {
  const wanted = symbolName(field.get(`${name}Err`).value);
  const fault = isLiquidatedAlready(field) ? "ErrSubaccountHasLiquidatedPerpetual" : used > limit ? error : undefined;
  if (fault === undefined && wanted === undefined) return integerOutcome(field, name, limit - used);
  return { computed: { [`${name}Err`]: fault ?? "none" }, expected: { [`${name}Err`]: wanted ?? "none" } };
}

/** A perpetual is liquidated once a block. Either identity is that of the first where the case leaves it out. */
const isLiquidatedAlready = (field: Field): boolean =>
  integerOf(field.get("previouslyLiquidatedPerpetualId")) === integerOf(field.get("perpetualId"));

const blockLimitTable: Table = (field) => {
  const config = readLiquidationConfig(field.get("liquidationConfig"));
  return merge(
    remaining(
      field,
      config.maxSubaccountNotional,
      absolute(integerOr(field.get("previousNotionalLiquidated"), 0n)),
      "expectedMaxNotionalLiquidatable",
      "ErrLiquidationExceedsSubaccountMaxNotionalLiquidated",
    ),
    remaining(
      field,
      config.maxInsuranceLost,
      // What the fund gained before makes no room for losses.
      most(0n, -integerOr(field.get("previousInsuranceFundLost"), 0n)),
      "expectedMaxInsuranceLost",
      "ErrLiquidationExceedsSubaccountMaxInsuranceLost",
    ),
  );
};

const positionLimitTable: Table = (field) => {
  const market = readMarket(field);
  const position = readPosition(field.get("positionToLiquidate"));
  const listed = market.get(position.perpetualId);
  if (listed === undefined) return field.get("positionToLiquidate").refuse("NotCovered", "names an unknown perpetual");
  const notional = netNotional(position.quantums, listed.price, listed.perpetual.atomicResolution);
  const limits = positionLimits(notional, readLiquidationConfig(field.get("liquidationConfig")));
  return merge(
    integerOutcome(field, "expectedMinPosNotionalLiquidatable", limits.min),
    integerOutcome(field, "expectedMaxPosNotionalLiquidatable", limits.max),
  );
};

const positionToLiquidateTable: Table = (field) => {
  const market = readMarket(field);
  // Of several positions the chain draws one by lot: the order book that the case names tells which.
  const drawn = perpetualOfPair(field.get("expectedClobPair"));
  const positions = field.get("perpetualPositions").optionalList;
  const position = positions.find((item) => readPosition(item).perpetualId === drawn) ?? positions[0];
  if (position === undefined) return field.get("perpetualPositions").refuse("FieldMissing", "must hold a position");
  const { perpetualId, quantums } = readPosition(position);
  const listed = market.get(perpetualId);
  if (listed === undefined) return position.refuse("NotCovered", "names an unknown perpetual");
  const delta = liquidatableDelta(
    quantums,
    listed.perpetual,
    listed.price,
    readClobPair(field.get("clobPairs"), perpetualId),
    readLiquidationConfig(field.get("liquidationConfig")),
  );
  const outcome = integerOutcome(field, "expectedQuantums", delta);
  return positions.length > 1 ? { ...outcome, given: "the position that the lot falls on" } : outcome;
};

export const LIQUIDATION_TABLES: Readonly<Record<string, Table>> = {
  TestGetBankruptcyPriceInQuoteQuantums: (field) => {
    const market = readMarket(field);
    const delta = integerOf(field.get("deltaQuantums"));
    const price = bankruptcyPrice(readHolder(field, market), market, integerOf(field.get("perpetualId")), delta);
    return faultOutcome(field, "expectedBankruptcyPriceQuoteQuantums", price);
  },
  TestGetFillablePrice: fillableTable,
  TestGetLiquidationInsuranceFundDelta: (field) => {
    const perpetualId = integerOf(field.get("perpetualId"));
    const fill = {
      perpetualId,
      isBuy: flagOf(field.get("isBuy")),
      amount: integerOf(field.get("fillAmount")),
      subticks: integerOf(field.get("subticks")),
    };
    const config = readLiquidationConfig(field.get("liquidationConfig"));
    const clobPair = readClobPair(field.get("clobPairs"), perpetualId);
    const market = readMarket(field);
    const delta = insuranceFundDelta(readHolder(field, market), market, fill, clobPair, config);
    return faultOutcome(field, "expectedLiquidationInsuranceFundDeltaBig", delta);
  },
  TestIsValidInsuranceFundDelta: (field) =>
    flagOutcome(
      field,
      "expectedIsValidInsuranceFundDelta",
      integerOf(field.get("insuranceFundDelta")) >= 0n ||
        integerOf(field.get("insuranceFundBalance")) + integerOf(field.get("insuranceFundDelta")) >= 0n,
    ),
  TestIsLiquidatable: (field) => {
    const market = readMarket(field);
    return flagOutcome(
      field,
      "expectedIsLiquidatable",
      isLiquidatable(riskOf(settle(readHolder(field, market), market), market)),
    );
  },
  TestGetMaxLiquidatableNotionalAndInsuranceLost: blockLimitTable,
  TestGetMaxAndMinPositionNotionalLiquidatable: positionLimitTable,
  TestGetPerpetualPositionToLiquidate: positionToLiquidateTable,
};
