/**
 * Risk arrays: what one contract loses in each of the sixteen scenarios.
 *
 * @module
 */
import { type ExpiryHolding, expiryValue, markVol } from "../core/repricing.ts";
import type { SpanScenario } from "./profile.ts";

export interface SpanContract {
  readonly kind: "future" | "call" | "put";
  readonly price: number;
  readonly strike: number;
  readonly years: number;
  readonly vol: number;
  /** Money per point. */
  readonly multiplier: number;
}

export interface ScanRange {
  readonly price: number;
  readonly vol: number;
  /** Years that pass before the imagined market comes. */
  readonly lookAhead: number;
}

/** Value of an option at a price and volatility, per contract. */
function optionValue(contract: SpanContract, price: number, vol: number, lookAhead = 0): number {
  const kind = contract.kind === "put" ? "put" : "call";
  const expiry: ExpiryHolding = {
    years: Math.max(0, contract.years - lookAhead),
    forwardFixed: 0,
    forwardVariable: price,
    options: [{ kind, strike: contract.strike, amount: contract.multiplier, vol, discount: 1 }],
  };
  return expiryValue(expiry, 1, markVol);
}

/** Losses of one long contract, in the order of the scenarios. */
export function riskArray(
  contract: SpanContract,
  scan: ScanRange,
  scenarios: readonly SpanScenario[],
): readonly number[] {
  return scenarios.map((scenario) => {
    const move = scenario.price * scan.price;
    if (contract.kind === "future") return scenario.weight * contract.multiplier * (0 - move);
    const shocked = optionValue(
      contract,
      Math.max(0, contract.price + move),
      Math.max(0, contract.vol + scenario.vol * scan.vol),
      scan.lookAhead,
    );
    return scenario.weight * (optionValue(contract, contract.price, contract.vol) - shocked);
  });
}

/** Value of one long option contract now; a future has none. */
export const netOptionValue = (contract: SpanContract): number =>
  contract.kind === "future" ? 0 : optionValue(contract, contract.price, contract.vol);
