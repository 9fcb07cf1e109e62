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

/** Value of an option at a price and volatility, per contract. */
function optionValue(contract: SpanContract, price: number, vol: number): number {
  const kind = contract.kind === "put" ? "put" : "call";
  const expiry: ExpiryHolding = {
    years: contract.years,
    forwardFixed: 0,
    forwardVariable: price,
    options: [{ kind, strike: contract.strike, amount: contract.multiplier, vol, discount: 1 }],
  };
  return expiryValue(expiry, 1, markVol);
}

/** Losses of one long contract, in the order of the scenarios. */
export function riskArray(
  contract: SpanContract,
  scan: { readonly price: number; readonly vol: number },
  scenarios: readonly SpanScenario[],
): readonly number[] {
  return scenarios.map((scenario) => {
    const move = scenario.price * scan.price;
    if (contract.kind === "future") return scenario.weight * contract.multiplier * (0 - move);
    const shocked = optionValue(
      contract,
      Math.max(0, contract.price + move),
      Math.max(0, contract.vol + scenario.vol * scan.vol),
    );
    return -scenario.weight * (shocked - optionValue(contract, contract.price, contract.vol));
  });
}

/** Value of one long option contract now; a future has none. */
export const netOptionValue = (contract: SpanContract): number =>
  contract.kind === "future" ? 0 : optionValue(contract, contract.price, contract.vol);
