/**
 * The checked door to Black-76: refuses a bad input by name, then values.
 *
 * @module
 */
import { type Checked, type Refused, refuse, refuseUnlessNotNegative, refuseUnlessPositive } from "../refusal.ts";
import { type EuropeanOption, forwardGreeks, type SpotOption, spotGreeks, type ValueAndGreeks } from "./greeks.ts";

const refuseUnlessKind = (kind: unknown): Refused | undefined =>
  kind === "call" || kind === "put" ? undefined : refuse("FieldUnknown", "kind", "must be call or put");

/** The first fault of a forward option, or undefined. */
export const faultOfEuropean = (option: EuropeanOption): Refused | undefined =>
  refuseUnlessKind(option.kind) ??
  refuseUnlessPositive(option.forward, "forward") ??
  refuseUnlessNotNegative(option.strike, "strike") ??
  refuseUnlessNotNegative(option.yearsToExpiry, "yearsToExpiry") ??
  refuseUnlessNotNegative(option.volAnnual, "volAnnual") ??
  refuseUnlessPositive(option.discount, "discount");

/** Discounted value and forward Greeks of a European option. Refuses: NaN, infinities, negative time or volatility. */
export function valueEuropean(option: EuropeanOption): Checked<ValueAndGreeks> {
  return faultOfEuropean(option) ?? { ok: true, ...forwardGreeks(option) };
}

/** The same with the spot as the variable. */
export function valueSpotEuropean(option: SpotOption): Checked<ReturnType<typeof spotGreeks>> {
  return (
    refuseUnlessKind(option.kind) ??
    refuseUnlessPositive(option.spot, "spot") ??
    refuseUnlessNotNegative(option.strike, "strike") ??
    refuseUnlessNotNegative(option.yearsToExpiry, "yearsToExpiry") ??
    refuseUnlessNotNegative(option.volAnnual, "volAnnual") ?? { ok: true, ...spotGreeks(option) }
  );
}
