/**
 * Balances of the cash asset: debts grow at the borrow rate, and suppliers and the security module share the interest.
 *
 * Units: plain cash, years. A positive balance is supplied, a negative one borrowed.
 * @module
 */
import { exp } from "@novate/num";
import type { RateModel } from "./profile.ts";

export interface CashLedger {
  /** Balance per account, the security module's among them. */
  readonly balances: ReadonlyMap<string, number>;
  /** Cash held by the contract. */
  readonly held: number;
  /** Cash printed (positive) or burned by settlements that are not netted yet. */
  readonly netSettled: number;
}

export const SECURITY_MODULE = "SM";

const sumOf = (ledger: CashLedger, sign: 1 | -1): number =>
  [...ledger.balances.values()].reduce((sum, balance) => sum + Math.max(0, sign * balance), 0);

export const totalSupply = (ledger: CashLedger): number => sumOf(ledger, 1);
export const totalBorrow = (ledger: CashLedger): number => sumOf(ledger, -1);

/** Part of what is supplied that is lent, 1 at most; cash burned by settlement counts as supplied until it is netted. */
export function utilization(ledger: CashLedger): number {
  const supply = totalSupply(ledger) + Math.max(0, -ledger.netSettled);
  return supply > 0 ? Math.min(1, totalBorrow(ledger) / supply) : 0;
}

/** Yearly borrow rate, continuously compounded. */
export function borrowRate(model: RateModel, used: number): number {
  const base = model.minimum + model.slope * Math.min(used, model.optimal);
  return used > model.optimal ? base + model.highSlope * (used - model.optimal) : base;
}

/** The ledger `years` later: debts grown, `moduleShare` of the interest to the module, the rest to suppliers pro rata. */
export function accrue(ledger: CashLedger, model: RateModel, years: number, moduleShare: number): CashLedger {
  const supply = totalSupply(ledger);
  const growth = exp(borrowRate(model, utilization(ledger)) * years);
  const interest = totalBorrow(ledger) * (growth - 1);
  const supplyGrowth = supply > 0 ? 1 + (interest * (1 - moduleShare)) / supply : 1;
  const balances = new Map<string, number>();
  for (const [name, balance] of ledger.balances) balances.set(name, balance * (balance < 0 ? growth : supplyGrowth));
  balances.set(SECURITY_MODULE, (balances.get(SECURITY_MODULE) ?? 0) + interest * moduleShare);
  return { ...ledger, balances };
}

const moved = (ledger: CashLedger, name: string, amount: number): CashLedger => ({
  ...ledger,
  balances: new Map([...ledger.balances, [name, (ledger.balances.get(name) ?? 0) + amount]]),
});

/** Cash from one account to another. */
export const trade = (ledger: CashLedger, to: string, from: string, amount: number): CashLedger =>
  moved(moved(ledger, to, amount), from, -amount);

/** Cash printed or burned by a settlement. */
export const settle = (ledger: CashLedger, name: string, amount: number): CashLedger => ({
  ...moved(ledger, name, amount),
  netSettled: ledger.netSettled + amount,
});

/** Cash moved in (positive) or out of the contract. */
export const deposit = (ledger: CashLedger, name: string, amount: number): CashLedger => ({
  ...moved(ledger, name, amount),
  held: ledger.held + amount,
});

/** A loss covered by the security module as far as it goes; the rest is printed. */
export function cover(ledger: CashLedger, name: string, amount: number): CashLedger {
  const paid = Math.min(amount, Math.max(0, ledger.balances.get(SECURITY_MODULE) ?? 0));
  return moved(moved(ledger, name, amount), SECURITY_MODULE, -paid);
}
