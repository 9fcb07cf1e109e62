/**
 * Barrier contracts: single (with rebate), soft, double, and the binaries that knock in or out.
 *
 * @module
 */
import type { OptionKind } from "@novate/risk";
import { integrate } from "../numeric/gaussLegendre.ts";
import { type BarrierKind, digitalBand, isOut, isTouched, singleBarrierValue, vanillaBand } from "./images.ts";
import type { SpotMarket } from "./spotMarket.ts";
import { cashAtExpiry, cashAtTouch } from "./touch.ts";

/** A call or put that a touch of the barrier brings to life or ends. */
export interface BarrierOption {
  readonly kind: OptionKind;
  readonly strike: number;
  readonly barrierKind: BarrierKind;
  readonly barrier: number;
  /** Paid at the touch that ends an out-option, or at expiry if an in-option never came to life. */
  readonly rebate: number;
  readonly yearsToExpiry: number;
}

export function barrierValue(option: BarrierOption, market: SpotMarket): number {
  const { kind, strike, barrierKind, barrier, rebate, yearsToExpiry } = option;
  const value = singleBarrierValue(vanillaBand(kind, strike), barrierKind, barrier, market, yearsToExpiry);
  return rebate === 0 ? value : value + rebate * rebateValue(barrierKind, barrier, market, yearsToExpiry);
}

/** Value of a rebate of one unit. */
function rebateValue(barrierKind: BarrierKind, barrier: number, market: SpotMarket, years: number): number {
  if (isTouched(barrierKind, market.spot, barrier)) return isOut(barrierKind) ? 1 : 0;
  return isOut(barrierKind) ? cashAtTouch(market, barrier, years) : cashAtExpiry(market, barrier, years, false);
}

/** Pays cash or the asset at expiry if beyond the strike and the barrier allows it. Source: Reiner, Rubinstein (1991). */
export const binaryBarrierValue = (
  pays: "cash" | "asset",
  option: Omit<BarrierOption, "rebate">,
  market: SpotMarket,
): number =>
  singleBarrierValue(
    digitalBand(pays, option.kind, option.strike),
    option.barrierKind,
    option.barrier,
    market,
    option.yearsToExpiry,
  );

/**
 * A barrier that knocks in or out step by step between `lower` and `upper`: in proportion to the farthest spot reached.
 *
 * It is the mean over barriers between the two, exactly; the mean is taken by quadrature, in two parts where the strike
 * lies between, since the value has a kink there. Source: L. Hart and M. Ross, "Striking continuity", Risk 7 (1994).
 */
export function softBarrierValue(
  option: Omit<BarrierOption, "rebate" | "barrier"> & { readonly lower: number; readonly upper: number },
  market: SpotMarket,
): number {
  const { kind, strike, barrierKind, lower, upper, yearsToExpiry } = option;
  const at = (barrier: number): number =>
    singleBarrierValue(vanillaBand(kind, strike), barrierKind, barrier, market, yearsToExpiry);
  if (lower === upper) return at(lower);
  const kinks = [lower, strike, market.spot, upper].filter((level) => level >= lower && level <= upper);
  kinks.sort((left, right) => left - right);
  let sum = 0;
  for (let i = 1; i < kinks.length; i += 1) sum += integrate(at, kinks[i - 1]!, kinks[i]!, 48);
  return sum / (upper - lower);
}
