/**
 * Volatility shock by term: short expiries move more than long ones.
 *
 * @module
 */
import { powReal } from "@novate/num";

export const DAY_SECONDS = 86_400;

export interface TermShock {
  readonly rangeUp: number;
  readonly rangeDown: number;
  readonly shortPower: number;
  readonly longPower: number;
  /** Days below which the multiple stops growing. */
  readonly floorDays: number;
  /** Days at which the multiple is 1. */
  readonly pivotDays: number;
}

/** Factors on a volatility after `secondsToExpiry`: up ≥ 1, down ≥ 0. The exponent is chosen before the floor. */
export function volFactors(shock: TermShock, secondsToExpiry: number): { readonly up: number; readonly down: number } {
  const days = secondsToExpiry / DAY_SECONDS;
  const power = days <= shock.pivotDays ? shock.shortPower : shock.longPower;
  const multiple = powReal(shock.pivotDays / Math.max(days, shock.floorDays), power);
  return { up: 1 + shock.rangeUp * multiple, down: Math.max(0, 1 - shock.rangeDown * multiple) };
}
