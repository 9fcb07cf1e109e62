/**
 * The functions that a case may name, each with its parameters in the order that the chain declares them.
 *
 * @module
 */
import type { Field } from "../caseFile/field.ts";
import { depositInterestDelta, fundingRateDelta, largestPart } from "./bankruptcy.ts";
import {
  assetForLiability,
  baseToCoverShortage,
  liabilityImpliedByAsset,
  liabilityToCoverShortage,
  liquidationFee,
  liquidationMultiplier,
  perpInsuranceFee,
  type Side,
  spotInsuranceFee,
} from "./liquidation.ts";
import { cross, fillerMultiplier, matchedFill } from "./matching.ts";
import type { DriftConstants } from "./profile.ts";
import { amount, decimalsOf, member, oneOf, positive } from "./read.ts";

/** The arguments of a case by name. */
export type Arguments = (name: string) => Field;

/** What a function answers: one integer, several, or yes or no. */
export type Answer = bigint | boolean | readonly bigint[];

export interface DriftFunction {
  readonly parameters: readonly string[];
  readonly run: (unit: DriftConstants, args: Arguments) => Answer;
}

function readSide(
  args: Arguments,
  side: "asset" | "liability",
  priceOf: (field: Field) => bigint = positive,
): Pick<Side, "multiplier" | "decimals" | "price"> {
  return {
    multiplier: positive(args(`${side}_liquidation_multiplier`)),
    decimals: decimalsOf(args(`${side}_decimals`)),
    price: priceOf(args(`${side}_price`)),
  };
}

const weighted = (args: Arguments, side: "asset" | "liability"): Pick<Side, "weight" | "multiplier"> => ({
  weight: amount(args(`${side}_weight`)),
  multiplier: amount(args(`${side}_liquidation_multiplier`)),
});

const direction = (field: Field): "Long" | "Short" => oneOf(field, ["Long", "Short"]);

const LIABILITY_TO_COVER = [
  "margin_shortage",
  "asset_weight",
  "asset_liquidation_multiplier",
  "liability_weight",
  "liability_liquidation_multiplier",
  "liability_decimals",
  "liability_price",
  "if_liquidation_fee",
] as const;

const PERP_SHORTAGE = ["oracle_price", "quote_oracle_price"] as const;
const ASSET = ["asset_amount", "asset_liquidation_multiplier", "asset_decimals", "asset_price"] as const;
const LIABILITY = ["liability_liquidation_multiplier", "liability_decimals", "liability_price"] as const;

export const FUNCTIONS: Readonly<Record<string, DriftFunction>> = {
  calculate_base_asset_amount_to_cover_margin_shortage: {
    parameters: ["margin_shortage", "margin_ratio", "liquidation_fee", "if_liquidation_fee", ...PERP_SHORTAGE],
    run: (unit, args) =>
      baseToCoverShortage(
        unit,
        amount(args("margin_shortage")),
        amount(args("margin_ratio")),
        amount(args("liquidation_fee")),
        amount(args("if_liquidation_fee")),
        amount(args("oracle_price")),
        amount(args("quote_oracle_price")),
      ),
  },
  calculate_liability_transfer_to_cover_margin_shortage: {
    parameters: LIABILITY_TO_COVER,
    run: (unit, args) =>
      liabilityToCoverShortage(
        unit,
        amount(args("margin_shortage")),
        weighted(args, "asset"),
        {
          weight: amount(args("liability_weight")),
          ...readSide(args, "liability", amount),
        },
        amount(args("if_liquidation_fee")),
      ),
  },
  calculate_liability_transfer_implied_by_asset_amount: {
    parameters: [...ASSET, ...LIABILITY],
    run: (_, args) =>
      liabilityImpliedByAsset(amount(args("asset_amount")), readSide(args, "asset"), readSide(args, "liability")),
  },
  calculate_asset_transfer_for_liability_transfer: {
    parameters: [...ASSET, "liability_amount", ...LIABILITY],
    run: (unit, args) =>
      assetForLiability(
        unit,
        amount(args("asset_amount")),
        readSide(args, "asset"),
        amount(args("liability_amount")),
        readSide(args, "liability"),
      ),
  },
  calculate_perp_if_fee: {
    parameters: [
      "margin_shortage",
      "user_base_asset_amount",
      "margin_ratio",
      "liquidator_fee",
      ...PERP_SHORTAGE,
      "max_if_liquidation_fee",
    ],
    run: (unit, args) =>
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
  },
  calculate_spot_if_fee: {
    parameters: ["margin_shortage", "token_amount", ...LIABILITY_TO_COVER.slice(1, -1), "max_if_fee"],
    run: (unit, args) =>
      spotInsuranceFee(
        unit,
        amount(args("margin_shortage")),
        amount(args("token_amount")),
        weighted(args, "asset"),
        {
          ...weighted(args, "liability"),
          decimals: decimalsOf(args("liability_decimals")),
          price: amount(args("liability_price")),
        },
        amount(args("max_if_fee")),
      ),
  },
  get_liquidation_fee: {
    parameters: ["base_liquidation_fee", "max_liquidation_fee", "last_active_user_slot", "current_slot"],
    run: (unit, args) =>
      liquidationFee(
        unit,
        amount(args("base_liquidation_fee")),
        amount(args("max_liquidation_fee")),
        amount(args("last_active_user_slot")),
        amount(args("current_slot")),
      ),
  },
  calculate_liquidation_multiplier: {
    parameters: ["liquidation_fee", "multiplier_type"],
    run: (unit, args) =>
      liquidationMultiplier(
        unit,
        amount(args("liquidation_fee")),
        oneOf(args("multiplier_type"), ["Premium", "Discount"]),
      ),
  },
  calculate_max_pct_to_liquidate: {
    parameters: ["user", "margin_shortage", "slot", "initial_pct_to_liquidate", "liquidation_duration"],
    run: (unit, args) => {
      const lastSlot = member(args("user"), "last_active_slot").integerOr(0n);
      const slot = args("slot");
      if (slot.integer < lastSlot) slot.refuse("OutOfRange", "must not precede the user's last active slot");
      return largestPart(
        unit,
        amount(args("margin_shortage")),
        member(args("user"), "liquidation_margin_freed").integerOr(0n),
        slot.integer - lastSlot,
        amount(args("initial_pct_to_liquidate")),
        amount(args("liquidation_duration")),
      );
    },
  },
  calculate_funding_rate_deltas_to_resolve_bankruptcy: {
    parameters: ["loss", "market"],
    run: (unit, args) => {
      const market = args("market");
      const long = member(market, "base_asset_amount_long").integerOr(0n);
      const short = member(market, "base_asset_amount_short").integerOr(0n);
      if (long === 0n && short === 0n) market.refuse("NotPositive", "must have open interest to bear the loss");
      return fundingRateDelta(unit, args("loss").integer, long, short);
    },
  },
  calculate_cumulative_deposit_interest_delta_to_resolve_bankruptcy: {
    parameters: ["borrow", "spot_market"],
    run: (_, args) => {
      const market = args("spot_market");
      const decimals = decimalsOf(member(market, "decimals"));
      if (decimals > 19n) market.refuse("OutOfRange", "must have 19 decimals or less");
      return depositInterestDelta(amount(args("borrow")), {
        balance: amount(member(market, "deposit_balance")),
        cumulativeInterest: amount(member(market, "cumulative_deposit_interest")),
        decimals,
      });
    },
  },
  do_orders_cross: {
    parameters: ["maker_direction", "maker_price", "taker_price"],
    run: (_, args) =>
      cross(direction(args("maker_direction")), amount(args("maker_price")), amount(args("taker_price"))),
  },
  calculate_fill_for_matched_orders: {
    parameters: [
      "maker_base_asset_amount",
      "maker_price",
      "taker_base_asset_amount",
      "base_decimals",
      "maker_direction",
    ],
    run: (_, args) =>
      matchedFill(
        amount(args("maker_base_asset_amount")),
        amount(args("maker_price")),
        amount(args("taker_base_asset_amount")),
        decimalsOf(args("base_decimals")),
        direction(args("maker_direction")),
      ),
  },
  calculate_filler_multiplier_for_matched_orders: {
    parameters: ["maker_price", "maker_direction", "oracle_price"],
    run: (unit, args) =>
      fillerMultiplier(
        unit,
        amount(args("maker_price")),
        direction(args("maker_direction")),
        positive(args("oracle_price")),
      ),
  },
};
