/**
 * Analytic Greeks of a European option with the spot as the variable that moves.
 *
 * Units as in `forwardGreeks` of risk. Source: E. G. Haug, "The Complete Guide to Option Pricing Formulas", 2nd ed., chapter 2.
 * @module
 */
import { exp } from "@novate/num";
import { forwardGreeks, type OptionKind, type ValueAndGreeks } from "@novate/risk";

/** A European option on a spot that earns `yieldAnnual` and is financed at `rateAnnual`, both continuous. */
export interface SpotOption {
  readonly kind: OptionKind;
  readonly spot: number;
  readonly strike: number;
  readonly yearsToExpiry: number;
  readonly volAnnual: number;
  readonly rateAnnual: number;
  readonly yieldAnnual: number;
}

export interface SpotGreeks extends ValueAndGreeks {
  /** Sensitivity to the yield, per 1.00. */
  readonly dividendRho: number;
  /** Relative change of value per relative change of spot. */
  readonly elasticity: number;
}

/** Value and Greeks with the spot as the variable: F = S·e^((r−q)τ), D = e^(−rτ); rho moves both. */
export function spotGreeks(option: SpotOption): SpotGreeks {
  const { spot, yearsToExpiry, rateAnnual, yieldAnnual } = option;
  const carry = rateAnnual - yieldAnnual;
  const growth = exp(carry * yearsToExpiry);
  const forward = spot * growth;
  const inForward = forwardGreeks({ ...option, forward, discount: exp(-rateAnnual * yearsToExpiry) });
  const delta = inForward.delta * growth;
  return {
    value: inForward.value,
    delta,
    gamma: inForward.gamma * growth * growth,
    vega: inForward.vega,
    theta: inForward.theta - carry * spot * delta,
    rho: inForward.rho + yearsToExpiry * spot * delta,
    vanna: inForward.vanna * growth,
    volga: inForward.volga,
    dividendRho: -yearsToExpiry * spot * delta,
    elasticity: inForward.value > 0 ? (delta * spot) / inForward.value : 0,
  };
}
