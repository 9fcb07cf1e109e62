/**
 * How far each scenario moves one market: the formulas between a profile and a price.
 *
 * @module
 */
import { powReal, sqrt, YEAR_MS } from "@novate/num";
import type { MarginProfile, Scenario, TiltRule, VolShockRule } from "../profile/profile.ts";
import type { UnderlyingMarket } from "./terms.ts";

/** A shocked price keeps at least this part of the price, whatever the scan range. */
const LEAST_SPOT_FACTOR = 0.01;
/** A shocked volatility keeps at least this part of the volatility. */
const LEAST_VOL_FACTOR = 0.05;

/**
 * Scan range as a fraction of the spot: R = max(floor, k·σ̂·√MPOR) · √(1 + age/MPOR).
 *
 * Source: MARG-001, MARG-002.
 */
export function scanRange(profile: MarginProfile, market: UnderlyingMarket): number {
  const { multiple, floor, mporMs } = profile.range;
  const range = multiple * market.volAnnual * sqrt(mporMs / YEAR_MS);
  const floored = Math.max(floor, market.rangeFloor, range);
  return floored * sqrt(1 + market.ageMs / mporMs);
}

/** Relative move of the spot, before it is bounded: shock plus the scenario's share of the confidence (MARG-003). */
export function spotMove(scenario: Scenario, range: number, confidence: number): number {
  const unit = scenario.spot.unit === "range" ? range : 1;
  return scenario.spot.amount * unit + scenario.confidence * confidence;
}

/** What the spot is multiplied by: 1 + move, never below one hundredth. */
export const spotFactor = (move: number): number => Math.max(1 + move, LEAST_SPOT_FACTOR);

/** Part of the P&L that counts: the scenario's weight, lower where a linear position would lose too much (MARG-004). */
export function scenarioWeight(scenario: Scenario, range: number): number {
  const { weight, linearLossCapRanges, spot } = scenario;
  if (linearLossCapRanges === undefined || spot.unit === "range" || spot.amount === 0) return weight;
  return Math.min(weight, (linearLossCapRanges * range) / Math.abs(spot.amount));
}

/** Scale of a volatility shock: (pivot / max(days, floor))^exponent, 1 and continuous at the pivot (MARG-005). */
export function termMultiplier(rule: VolShockRule, daysToExpiry: number): number {
  const days = Math.max(daysToExpiry, rule.floorDays);
  const exponent = days < rule.pivotDays ? rule.shortExponent : rule.longExponent;
  return powReal(rule.pivotDays / days, exponent);
}

/**
 * What volatility is multiplied by under `vol` times the shock of this expiry.
 *
 * An up-shock adds at least `upFloor` volatility to the at-the-forward level (MARG-006).
 */
export function volFactor(rule: VolShockRule, vol: number, term: number, atForwardVol: number): number {
  if (vol === 0) return 1;
  if (vol < 0) return Math.max(1 + vol * rule.down * term, LEAST_VOL_FACTOR);
  const floor = atForwardVol > 0 ? rule.upFloor / atForwardVol : 0;
  return 1 + vol * term * Math.max(rule.up, floor);
}

/** Relative tilt of one forward against the rest of the curve (MARG-008). */
export const tiltOf = (rule: TiltRule, yearsToExpiry: number): number =>
  Math.min(rule.cap, rule.base + rule.perYear * yearsToExpiry);
