/**
 * The evaluation that scenario models share: one portfolio repriced in imagined markets, and the worst of them.
 *
 * Holdings are options on forwards (Black-76), grouped by expiry because discounting and contingencies are, and linear
 * holdings. What differs between models — shocked volatility, discounting of the result — is handed in as a rule.
 * Units: prices and values in the model's money, time in years, volatilities per square root of a year.
 * @module
 */
import { sqrt } from "@novate/num";
import { black76Value, type OptionKind } from "@novate/risk";

export interface OptionHolding {
  readonly kind: OptionKind;
  readonly strike: number;
  /** Contracts; negative when short. */
  readonly amount: number;
  /** Mark volatility. */
  readonly vol: number;
  /** Discount factor in the mark value. */
  readonly discount: number;
}

/** One expiry's options on one forward, part of which may already be fixed by settlement averaging. */
export interface ExpiryHolding {
  readonly years: number;
  /** The part of the forward that a spot move shifts. */
  readonly forwardVariable: number;
  readonly forwardFixed: number;
  readonly options: readonly OptionHolding[];
}

/** Something worth amount · price whatever else happens: its profit is linear in the spot move. */
export interface LinearHolding {
  readonly amount: number;
  readonly price: number;
}

export interface ScenarioBook<Expiry extends ExpiryHolding = ExpiryHolding> {
  readonly expiries: readonly Expiry[];
  readonly linear: readonly LinearHolding[];
}

/** Volatility of one option of an expiry in one imagined market. */
export type VolRule = (option: OptionHolding) => number;

/** The mark itself: no volatility shock. */
export const markVol: VolRule = (option) => option.vol;

/** Value of one expiry with the variable part of its forward at `spotRatio` times its mark. */
export function expiryValue(expiry: ExpiryHolding, spotRatio: number, volOf: VolRule): number {
  const forward = expiry.forwardFixed + expiry.forwardVariable * spotRatio;
  const root = sqrt(expiry.years);
  let value = 0;
  for (const option of expiry.options) {
    const stdDev = Math.max(0, volOf(option)) * root;
    value += option.amount * option.discount * black76Value(option.kind, forward, option.strike, stdDev);
  }
  return value;
}

/** Profit of the linear holdings when the spot becomes `spotRatio` times itself. */
function linearProfit(book: ScenarioBook, spotRatio: number): number {
  let profit = 0;
  for (const { amount, price } of book.linear) profit += amount * price * (spotRatio - 1);
  return profit;
}

/** What one model makes of one imagined market. */
export interface RepricingRule<Expiry extends ExpiryHolding> {
  readonly volOf: (expiry: Expiry) => VolRule;
  /** Profit that an expiry counts for, from its shocked value and its mark: discounting lives here. */
  readonly profitOf: (value: number, mark: number, expiry: Expiry) => number;
}

/** Profit of the whole book in one imagined market; `marks` are the expiries' mark values in order. */
export function scenarioProfit<Expiry extends ExpiryHolding>(
  book: ScenarioBook<Expiry>,
  marks: readonly number[],
  spotRatio: number,
  rule: RepricingRule<Expiry>,
): number {
  let profit = linearProfit(book, spotRatio);
  for (const [index, expiry] of book.expiries.entries()) {
    const value = expiryValue(expiry, spotRatio, rule.volOf(expiry));
    profit += rule.profitOf(value, marks[index] ?? 0, expiry);
  }
  return profit;
}

/** Mark value of each expiry. */
export const markValues = (book: ScenarioBook): readonly number[] =>
  book.expiries.map((expiry) => expiryValue(expiry, 1, markVol));

/** The least of the profits and zero: the loss that a requirement starts from. */
export const worstOf = (profits: readonly number[]): number =>
  profits.reduce((worst, item) => Math.min(worst, item), 0);

/** Position of the least profit; 0 when there is none. */
export const worstIndexOf = (profits: readonly number[]): number =>
  profits.reduce((worst, profit, index) => (profit < (profits[worst] ?? 0) ? index : worst), 0);

/**
 * Short contracts of an expiry that no long contract of the same strike offsets: a call and a put of one strike with
 * opposite signs are a forward and carry no gap risk of their own.
 */
export function nakedShorts(expiry: ExpiryHolding): number {
  const net = new Map<number, number>();
  for (const { strike, amount } of expiry.options) net.set(strike, (net.get(strike) ?? 0) + amount);
  let shorts = 0;
  for (const amount of net.values()) shorts += Math.max(0, -amount);
  return shorts;
}

/** Contracts long and short together. */
export const grossContracts = (expiry: ExpiryHolding): number =>
  expiry.options.reduce((sum, option) => sum + Math.abs(option.amount), 0);

/**
 * Loss if an expiry's forward moves against the rest: the worse of two small moves, scaled up with time.
 * Zero or less.
 */
export function basisContingency(
  book: ScenarioBook,
  marks: readonly number[],
  moves: { readonly up: number; readonly down: number; readonly add: number; readonly perYear: number },
): number {
  let total = 0;
  for (const [index, expiry] of book.expiries.entries()) {
    const mark = marks[index] ?? 0;
    const up = expiryValue(expiry, moves.up, markVol) - mark;
    const down = expiryValue(expiry, moves.down, markVol) - mark;
    total += Math.min(up, down, 0) * (moves.add + moves.perYear * expiry.years);
  }
  return total;
}
