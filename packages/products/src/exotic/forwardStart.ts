/**
 * Forward-starting options: the strike is a multiple of the spot at a later date.
 *
 * Source: M. Rubinstein, "Pay now, choose later", Risk 4 (1991); Haug, section 4.6.
 * @module
 */
import { exp } from "@novate/num";
import type { OptionKind } from "@novate/risk";
import { discountOf, type SpotMarket, vanillaValue } from "./spotMarket.ts";

/** The strike is set to `moneyness` × spot at `startYears`. */
export interface ForwardStartOption {
  readonly kind: OptionKind;
  readonly moneyness: number;
  readonly startYears: number;
  readonly yearsToExpiry: number;
  /** Whether the payoff is divided by the spot at the start: a return rather than a price. */
  readonly isPerformance: boolean;
}

export function forwardStartValue(option: ForwardStartOption, market: SpotMarket): number {
  const { kind, moneyness, startYears, yearsToExpiry, isPerformance } = option;
  const unit = vanillaValue({ ...market, spot: 1 }, kind, moneyness, yearsToExpiry - startYears);
  return isPerformance
    ? discountOf(market, startYears) * unit
    : market.spot * exp(-market.yieldAnnual * startYears) * unit;
}
