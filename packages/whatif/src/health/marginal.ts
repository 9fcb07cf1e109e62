/**
 * What each position costs: the requirement with it less the requirement without it.
 *
 * @module
 */
import { type Atoms, atoms } from "@novate/num";
import {
  type Interest,
  type MarginContext,
  type MarginMethod,
  marginOf,
  NO_INTEREST,
  type Positions,
  type RiskBook,
} from "@novate/risk";

/** Marginal initial margin, one entry a position; negative where a position hedges (MARG-053). Work: positions². */
export function marginalMargins(
  book: RiskBook,
  context: MarginContext,
  positions: Positions,
  method: MarginMethod,
  interest: Interest = NO_INTEREST,
): Atoms[] {
  const whole = marginOf(book, context, positions, method, interest).initialMargin;
  const lots = positions.lots.slice();
  const costs: Atoms[] = [];
  for (let position = positions.from; position < positions.to; position += 1) {
    const held = lots[position]!;
    lots[position] = 0;
    const without = marginOf(book, context, { ...positions, lots }, method, interest).initialMargin;
    lots[position] = held;
    costs.push(atoms(whole - without));
  }
  return costs;
}
