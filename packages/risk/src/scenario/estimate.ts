/**
 * Float estimates of one lot: profit or loss in every column, with an error bound, and its sensitivities.
 *
 * @module
 */
import { E6 } from "@novate/num";
import { forwardGreeks } from "../black/greeks.ts";
import { valueAcrossLanes } from "../surface/scenarioLanes.ts";
import { expiryOf, type PreparedMarket, strikeVol } from "./prepared.ts";
import type { CollateralTerms, FutureTerms, InstrumentMark, OptionTerms, PerpetualTerms } from "./terms.ts";

/** In settlement atoms per lot. */
export interface Estimate {
  /** Weighted profit or loss, one entry a column: the market's scratch, overwritten by its next estimate. */
  readonly pnl: Float64Array;
  /** What the true value of any entry may differ by; an entry of zero is exact. */
  readonly error: number;
  readonly delta: number;
  readonly gamma: number;
  readonly vega: number;
  readonly theta: number;
  readonly vegaShock: number;
}

/** Relative error of an option's value on forward and strike, many times that of Black-76 and its normal distribution. */
const OPTION_ERROR = 1 / 1_099_511_627_776; // 2^-40
/** The same for two products and a difference. */
const LINEAR_ERROR = 1 / 1_125_899_906_842_624; // 2^-50

/** Nothing moves: what is left of a contract whose settlement average is fixed. */
function estimateFixed(prepared: PreparedMarket): Estimate {
  return { pnl: prepared.pnl.fill(0), error: 0, delta: 0, gamma: 0, vega: 0, theta: 0, vegaShock: 0 };
}

/** A position of `notional` atoms that moves with `factors`, less than one by one of the column. */
function estimateLinear(prepared: PreparedMarket, notional: number, factorOf: (column: number) => number): Estimate {
  const { columns, weights, pnl } = prepared;
  let most = 1;
  for (let column = 0; column < columns; column += 1) {
    const factor = factorOf(column);
    pnl[column] = notional * (factor - 1) * weights[column]!;
    if (factor > most) most = factor;
  }
  return {
    pnl,
    error: notional * (1 + most) * LINEAR_ERROR,
    delta: notional,
    gamma: 0,
    vega: 0,
    theta: 0,
    vegaShock: 0,
  };
}

/** A perpetual moves with the spot; in the tilt columns it parts from its index. */
export function estimatePerpetual(prepared: PreparedMarket, _terms: PerpetualTerms, mark: InstrumentMark): Estimate {
  const { profile, spotFactors } = prepared;
  const tiltDown = profile.scenarios.length;
  return estimateLinear(prepared, mark.valueAtoms, (column) =>
    column === tiltDown
      ? 1 - profile.tilt.perpetual
      : column === tiltDown + 1
        ? 1 + profile.tilt.perpetual
        : spotFactors[column]!,
  );
}

/** A future moves with its forward, but for the fixed part of its settlement average (MARG-009). */
export function estimateFuture(prepared: PreparedMarket, terms: FutureTerms): Estimate | undefined {
  const floating = 1 - (terms.fixing?.fixedFraction ?? 0);
  if (floating <= 0) return estimateFixed(prepared);
  const expiry = expiryOf(prepared, terms.expiryMs);
  if (expiry === null) return undefined;
  const notional = expiry.forward * floating * terms.atomsPerPoint;
  return estimateLinear(prepared, notional, (column) => expiry.forwards[column]! / expiry.forward);
}

/** Collateral gains with the spot, after its haircut; its losses are what the haircut is for (MARG-077). */
export function estimateCollateral(prepared: PreparedMarket, terms: CollateralTerms, mark: InstrumentMark): Estimate {
  const kept = (mark.valueAtoms * (E6 - terms.haircutPpm)) / E6;
  const estimate = estimateLinear(prepared, kept, (column) => Math.max(prepared.spotFactors[column]!, 1));
  return { ...estimate, delta: Math.floor(kept) };
}

/**
 * An option, fully repriced in every column on the shocked smile.
 *
 * While its settlement average A is fixed in part f, it is 1 − f options on the rest, struck at (K − f·A)/(1 − f);
 * where that strike is not positive, a call is a forward and a put is worth nothing (MARG-009). The rest of the window
 * counts as time to expiry in full, which is more variance than it has.
 */
export function estimateOption(prepared: PreparedMarket, terms: OptionTerms): Estimate | undefined {
  const fixedFraction = terms.fixing?.fixedFraction ?? 0;
  const floating = 1 - fixedFraction;
  if (floating <= 0) return estimateFixed(prepared);
  const expiry = expiryOf(prepared, terms.expiryMs);
  if (expiry === null || expiry.lanes === null) return undefined;
  const strike = (terms.strike - fixedFraction * (terms.fixing?.fixedAverage ?? 0)) / floating;
  const size = floating * terms.atomsPerPoint;
  const { forward, yearsToExpiry, discount, forwards } = expiry;
  if (strike <= 0) {
    if (!terms.isCall) return estimateFixed(prepared);
    return estimateLinear(prepared, forward * discount * size, (column) => forwards[column]! / forward);
  }

  const { columns, weights, pnl } = prepared;
  const kind = terms.isCall ? "call" : "put";
  valueAcrossLanes(kind, strike, expiry.lanes, pnl, 0);
  const base = pnl[columns]!;
  let highest = forward;
  for (let column = 0; column < columns; column += 1) {
    pnl[column] = (pnl[column]! - base) * size * weights[column]!;
    if (forwards[column]! > highest) highest = forwards[column]!;
  }
  const volAnnual = strikeVol(expiry, strike);
  const greeks = forwardGreeks({ kind, forward, strike, yearsToExpiry, volAnnual, discount });
  return {
    pnl,
    error: (highest + forward + 2 * strike) * size * OPTION_ERROR,
    delta: greeks.delta * forward * size,
    gamma: greeks.gamma * forward * forward * 0.01 * size,
    vega: greeks.vega * 0.01 * size,
    theta: (greeks.theta / 365) * size,
    vegaShock: greeks.vega * expiry.volRise * size,
  };
}
