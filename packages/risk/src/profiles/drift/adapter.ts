/**
 * Reads `drift-liquidation` case files: { constants?, cases: [{ test, fn, args, argNames, expected }] } or one such case.
 *
 * `fn` names the function, `args` follow `argNames`, all integers but a direction or a kind. The constants of the file
 * override the profile's.
 * @module
 */
import { type Field, isolated } from "../caseFile/field.ts";
import { EXACT, integerFigure, judge, type ProfileCaseResult } from "../caseFile/result.ts";
import { caseNameOf, idOf } from "../profileFamily.ts";
import {
  assetForLiability,
  baseToCoverShortage,
  fillerMultiplier,
  liabilityImpliedByAsset,
  liabilityToCoverShortage,
  liquidationFee,
  liquidationMultiplier,
  perpInsuranceFee,
  type Side,
  spotInsuranceFee,
} from "./liquidation.ts";
import { DRIFT, type DriftConstants } from "./profile.ts";

/** The arguments of a case by name. */
type Arguments = (name: string) => Field;

const amount = (field: Field): bigint => {
  const value = field.integer;
  return value < 0n ? field.refuse("Negative", "must be zero or more") : value;
};

/** A divisor. */
const positive = (field: Field): bigint => {
  const value = field.integer;
  return value > 0n ? value : field.refuse("NotPositive", "must be more than zero");
};

const decimalsOf = (field: Field): bigint => {
  const value = amount(field);
  return value > 38n ? field.refuse("OutOfRange", "must be 38 or less") : value;
};

function readSide(args: Arguments, side: "asset" | "liability"): Pick<Side, "multiplier" | "decimals" | "price"> {
  return {
    multiplier: positive(args(`${side}_liquidation_multiplier`)),
    decimals: decimalsOf(args(`${side}_decimals`)),
    price: positive(args(`${side}_price`)),
  };
}

const weighted = (args: Arguments, side: "asset" | "liability"): Pick<Side, "weight" | "multiplier"> => ({
  weight: amount(args(`${side}_weight`)),
  multiplier: positive(args(`${side}_liquidation_multiplier`)),
});

function oneOf<T extends string>(field: Field, names: readonly T[]): T {
  const name = names.find((item) => field.text.endsWith(item));
  return name ?? field.refuse("FieldUnknown", `must be ${names.join(" or ")}`);
}

const FUNCTIONS: Readonly<Record<string, (unit: DriftConstants, args: Arguments) => bigint>> = {
  calculate_base_asset_amount_to_cover_margin_shortage: (unit, args) =>
    baseToCoverShortage(
      unit,
      amount(args("margin_shortage")),
      amount(args("margin_ratio")),
      amount(args("liquidation_fee")),
      amount(args("if_liquidation_fee")),
      amount(args("oracle_price")),
      amount(args("quote_oracle_price")),
    ),
  calculate_liability_transfer_to_cover_margin_shortage: (unit, args) =>
    liabilityToCoverShortage(
      unit,
      amount(args("margin_shortage")),
      weighted(args, "asset"),
      {
        ...weighted(args, "liability"),
        decimals: decimalsOf(args("liability_decimals")),
        price: amount(args("liability_price")),
      },
      amount(args("if_liquidation_fee")),
    ),
  calculate_liability_transfer_implied_by_asset_amount: (_, args) =>
    liabilityImpliedByAsset(amount(args("asset_amount")), readSide(args, "asset"), readSide(args, "liability")),
  calculate_asset_transfer_for_liability_transfer: (unit, args) =>
    assetForLiability(
      unit,
      amount(args("asset_amount")),
      readSide(args, "asset"),
      amount(args("liability_amount")),
      readSide(args, "liability"),
    ),
  calculate_perp_if_fee: (unit, args) =>
    perpInsuranceFee(
      unit,
      amount(args("margin_shortage")),
      amount(args("user_base_asset_amount")),
      amount(args("margin_ratio")),
      amount(args("liquidator_fee")),
      amount(args("oracle_price")),
      amount(args("quote_oracle_price")),
      amount(args("max_if_liquidation_fee")),
    ),
  calculate_spot_if_fee: (unit, args) =>
    spotInsuranceFee(
      unit,
      amount(args("margin_shortage")),
      amount(args("token_amount")),
      weighted(args, "asset"),
      { ...weighted(args, "liability"), decimals: decimalsOf(args("decimals")), price: amount(args("oracle_price")) },
      amount(args("max_if_liquidation_fee")),
    ),
  get_liquidation_fee: (unit, args) =>
    liquidationFee(
      unit,
      amount(args("base_liquidation_fee")),
      amount(args("max_liquidation_fee")),
      amount(args("last_active_user_slot")),
      amount(args("current_slot")),
    ),
  calculate_liquidation_multiplier: (unit, args) =>
    liquidationMultiplier(
      unit,
      amount(args("liquidation_fee")),
      oneOf(args("multiplier_type"), ["Premium", "Discount"]),
    ),
  calculate_filler_multiplier_for_matched_orders: (unit, args) =>
    fillerMultiplier(
      unit,
      amount(args("maker_price")),
      oneOf(args("maker_direction"), ["Long", "Short"]),
      positive(args("oracle_price")),
    ),
};

function readConstants(field: Field): DriftConstants {
  const own = (name: string, fallback: bigint): bigint =>
    field.exists && field.get(name).exists ? positive(field.get(name)) : fallback;
  return {
    price: own("PRICE_PRECISION", DRIFT.price),
    quote: own("QUOTE_PRECISION", DRIFT.quote),
    base: own("BASE_PRECISION", DRIFT.base),
    weight: own("SPOT_WEIGHT_PRECISION", DRIFT.weight),
    margin: own("MARGIN_PRECISION", DRIFT.margin),
    fee: own("LIQUIDATION_FEE_PRECISION", DRIFT.fee),
    percentage: own("PERCENTAGE_PRECISION", DRIFT.percentage),
    tenBasisPoints: own("TEN_BPS", DRIFT.tenBasisPoints),
    feeIncreasePerSlot: own("LIQUIDATION_FEE_INCREASE_PER_SLOT", DRIFT.feeIncreasePerSlot),
    feeGraceSlots: own("LIQUIDATION_FEE_ADJUST_GRACE_PERIOD_SLOTS", DRIFT.feeGraceSlots),
  };
}

function runCase(name: string, field: Field, unit: DriftConstants): ProfileCaseResult {
  const fn = field.get("fn");
  const known = Object.hasOwn(FUNCTIONS, fn.text) ? FUNCTIONS[fn.text] : undefined;
  if (known === undefined) return fn.refuse("FieldUnknown", `must be one of ${Object.keys(FUNCTIONS).join(", ")}`);
  const names = field.get("argNames").list.map((item) => item.text);
  const args: Arguments = (argument) => {
    const index = names.indexOf(argument);
    const item = index < 0 ? undefined : field.get("args").list[index];
    return item ?? field.get("argNames").refuse("FieldMissing", `must name ${argument}`);
  };
  const result = integerFigure(known(unit, args));
  const expected = field.get("expected");
  return judge(
    name,
    { fn: fn.text, result },
    expected.exists ? { result: integerFigure(expected.integer) } : {},
    () => EXACT,
  );
}

export function runDriftFile(file: Field, fileName: string): readonly ProfileCaseResult[] {
  const cases = file.get("cases");
  const unit = readConstants(file.get("constants"));
  if (!cases.exists) return [runCase(caseNameOf(fileName), file, unit)];
  return cases.list.map((field, index) => {
    const name = `${idOf(field, caseNameOf(fileName), "test")}[${index}]`;
    return isolated(name, () => runCase(name, field, unit));
  });
}
