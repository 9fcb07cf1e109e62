/**
 * Prices and sizes of a liquidation: bankruptcy price, fillable price, insurance fund delta, block limits.
 *
 * A fault is the chain's own error name, so that cases that expect an error can be compared.
 * @module
 */
import { divDown } from "@novate/num";
import { absolute, least, most } from "../core/bigint.ts";
import { fillQuote } from "./funding.ts";
import { lowestTerms, PPM, partDown } from "./integer.ts";
import { baseQuantums, netNotional, type Perpetual, requirementOf } from "./margin.ts";
import type { ClobPair, LiquidationConfig, MarketPrice } from "./profile.ts";
import { type Market, riskOf, type Subaccount, settle } from "./risk.ts";

export interface Fault {
  readonly fault: string;
}

export const isFault = (value: unknown): value is Fault =>
  typeof value === "object" && value !== null && "fault" in value;

const INVALID_DELTA: Fault = { fault: "ErrInvalidPerpetualPositionSizeDelta" };

interface Holding {
  readonly perpetual: Perpetual;
  readonly price: MarketPrice;
  readonly quantums: bigint;
}

/** The position that a delta closes; a fault unless the delta is opposite to it and no larger. */
function closable(subaccount: Subaccount, market: Market, perpetualId: bigint, delta: bigint): Holding | Fault {
  const listed = market.get(perpetualId);
  const position = subaccount.positions.find((item) => item.perpetualId === perpetualId);
  if (listed === undefined || position === undefined || delta === 0n) return INVALID_DELTA;
  if (position.quantums > 0n === delta > 0n || absolute(delta) > absolute(position.quantums)) return INVALID_DELTA;
  return { ...listed, quantums: position.quantums };
}

/**
 * What closing `delta` may cost at most, in quote quantums received (positive) or paid (negative), so that the rest of
 * the subaccount is no worse collateralised: −ΔN − C·|ΔM|/M, rounded up.
 */
export function bankruptcyPrice(
  subaccount: Subaccount,
  market: Market,
  perpetualId: bigint,
  delta: bigint,
): bigint | Fault {
  const settled = settle(subaccount, market);
  const held = closable(settled, market, perpetualId, delta);
  if (isFault(held)) return held;
  const { perpetual, price, quantums } = held;
  const before = netNotional(quantums, price, perpetual.atomicResolution);
  const after = netNotional(quantums + delta, price, perpetual.atomicResolution);
  const released =
    requirementOf(quantums, price, perpetual).maintenance -
    requirementOf(quantums + delta, price, perpetual).maintenance;
  const { netCollateral, maintenance } = riskOf(settled, market);
  if (maintenance <= 0n) return before - after;
  return before - after - divDown(netCollateral * absolute(released), maintenance);
}

/** Quote quantums per base quantum at which a liquidation order fills, in lowest terms. */
export function fillablePrice(
  subaccount: Subaccount,
  market: Market,
  perpetualId: bigint,
  delta: bigint,
  config: LiquidationConfig,
): { readonly num: bigint; readonly den: bigint } | Fault {
  const settled = settle(subaccount, market);
  const held = closable(settled, market, perpetualId, delta);
  if (isFault(held)) return held;
  const { perpetual, price, quantums } = held;
  const { netCollateral, maintenance } = riskOf(settled, market);
  const own = requirementOf(quantums, price, perpetual).maintenance;
  const notional = netNotional(quantums, price, perpetual.atomicResolution);
  // Adjusted bankruptcy rating: bankruptcyAdjustment · (1 − C/M), in [0, 1], over the denominator `one`.
  const one = maintenance * PPM;
  const rating = most(0n, least(one, config.bankruptcyAdjustmentPpm * (maintenance - netCollateral)));
  const denominator = one * PPM;
  const numerator = notional * denominator - rating * config.spreadToMaintenancePpm * own;
  const under = denominator * quantums;
  if (under === 0n) return INVALID_DELTA;
  return lowestTerms(numerator, under);
}

/** What a liquidation fill pays the insurance fund (positive, up to the fee) or takes from it (negative). */
export function insuranceFundDelta(
  subaccount: Subaccount,
  market: Market,
  fill: { readonly perpetualId: bigint; readonly isBuy: boolean; readonly amount: bigint; readonly subticks: bigint },
  clobPair: ClobPair,
  config: LiquidationConfig,
): bigint | Fault {
  if (fill.amount === 0n) return { fault: "ErrInvalidQuantumsForInsuranceFundDeltaCalculation" };
  const quote = fillQuote(fill.amount, fill.subticks, clobPair.quantumConversionExponent);
  const delta = fill.isBuy ? fill.amount : -fill.amount;
  const bankruptcy = bankruptcyPrice(subaccount, market, fill.perpetualId, delta);
  if (isFault(bankruptcy)) return bankruptcy;
  const surplus = (fill.isBuy ? -quote : quote) - bankruptcy;
  return surplus > 0n ? least(surplus, partDown(quote, config.maxFeePpm)) : surplus;
}

/** Least and most notional of one position that a block may liquidate. */
export function positionLimits(
  notional: bigint,
  config: LiquidationConfig,
): { readonly min: bigint; readonly max: bigint } {
  const min = least(absolute(notional), config.minPositionNotional);
  return { min, max: most(min, partDown(absolute(notional), config.maxPositionPortionPpm)) };
}

/** Base quantums that close as much of a position as the block limits allow, whole steps, opposite in sign. */
export function liquidatableDelta(
  quantums: bigint,
  perpetual: Perpetual,
  price: MarketPrice,
  clobPair: ClobPair,
  config: LiquidationConfig,
): bigint {
  const notional = absolute(netNotional(quantums, price, perpetual.atomicResolution));
  const allowed = least(positionLimits(notional, config).max, config.maxSubaccountNotional);
  const size = absolute(quantums);
  const step = clobPair.stepBaseQuantums;
  const wanted = allowed >= notional ? size : baseQuantums(allowed, price, perpetual.atomicResolution);
  const stepped = allowed >= notional ? size : most(step, divDown(wanted, step) * step);
  const closed = least(size, stepped);
  return quantums > 0n ? -closed : closed;
}
