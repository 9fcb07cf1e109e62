/**
 * What one lot gains where its underlying's price has jumped: by the model, or by its delta where nothing can price it.
 *
 * @module
 */
import { type InstrumentTerms, modelValue, moveMarket, spotFactor, type UnderlyingMarket } from "@novate/risk";

/** Points on either side of the price, evenly spaced. */
const STEPS = 8;

/** What the price is multiplied by at each point of a grid that reaches so many units below and above a price of `value`. */
export function jumpsBetween(below: bigint, above: bigint, value: bigint): readonly number[] {
  const [fall, rise] = [Number(below) / Number(value), Number(above) / Number(value)];
  const parts = Array.from({ length: STEPS }, (_, step) => (step + 1) / STEPS);
  return [...parts.map((part) => spotFactor(-fall * part)), ...parts.map((part) => spotFactor(rise * part))];
}

/**
 * Atoms that one lot gains at each jump, the smile moved along, rounded down. `deltaAtoms`: what it gains by its delta when
 * the price doubles, which counts where there is no model's value.
 */
export function gainsAtJumps(
  terms: InstrumentTerms | null,
  market: UnderlyingMarket,
  jumps: readonly number[],
  deltaAtoms: number,
): readonly bigint[] {
  const standing = terms === null ? undefined : modelValue(terms, market);
  return jumps.map((factor) => {
    const moved = terms === null || standing === undefined ? undefined : modelValue(terms, moveMarket(market, factor));
    const gain = moved === undefined ? deltaAtoms * (factor - 1) : moved - standing!;
    return BigInt(Math.floor(gain));
  });
}
