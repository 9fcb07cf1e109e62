/**
 * How far an account is from liquidation: along one underlying's spot, and as a ratio.
 *
 * @module
 */
import { type Atoms, atoms } from "@novate/num";
import { buildScenarioRow, marginOf, modelValue, moveMarket, prepareMarket } from "@novate/risk";
import { bookPortfolio, type MarginPortfolio } from "./portfolio.ts";

/** Spots nearest to the present one at which the account would be in breach; null where there is none. */
export interface LiquidationPrices {
  readonly underlyingId: number;
  readonly below: number | null;
  readonly above: number | null;
}

/** Where the search looks first, as factors on the spot: close ones densely, then out to −95 % and +900 %. */
const FACTORS_DOWN = [0.99, 0.98, 0.97, 0.95, 0.93, 0.9, 0.85, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.05];
const FACTORS_UP = [1.01, 1.02, 1.03, 1.05, 1.07, 1.1, 1.15, 1.2, 1.3, 1.5, 1.75, 2, 2.5, 3, 4, 6, 10];
/** Halvings of the interval that is found to hold a crossing. */
const HALVINGS = 20;

/**
 * The portfolio as it would stand with one spot multiplied by `factor`.
 *
 * Marks move by the change of the model's value, so the distance of a mark from its model stays; everything else of
 * the market stays. The equity moves with the marks. A position that has no model value keeps its mark.
 */
export const movePortfolio = (portfolio: MarginPortfolio, underlyingId: number, factor: number): MarginPortfolio =>
  mover(portfolio, underlyingId)(factor);

/** The same for any factor: the model's values at the spot of now are worked out once. */
function mover(portfolio: MarginPortfolio, underlyingId: number): (factor: number) => MarginPortfolio {
  const home = portfolio.underlyings.find(({ market }) => market.underlyingId === underlyingId);
  if (home === undefined) return () => portfolio;
  const values = portfolio.positions.map(({ terms, mark }) =>
    terms.underlyingId === underlyingId && mark.isPriced ? modelValue(terms, home.market) : undefined,
  );
  return (factor) => {
    const moved = moveMarket(home.market, factor);
    let equity: bigint = portfolio.equity;
    const positions = portfolio.positions.map((position, index) => {
      const { terms, mark, lots } = position;
      const before = values[index];
      const after = before === undefined ? undefined : modelValue(terms, moved);
      if (before === undefined || after === undefined) return position;
      const valueAtoms = Math.max(mark.valueAtoms + Math.round(after - before), 0);
      equity += BigInt(lots) * BigInt(valueAtoms - mark.valueAtoms);
      return { ...position, mark: { ...mark, valueAtoms } };
    });
    const underlyings = portfolio.underlyings.map((one) => (one === home ? { ...one, market: moved } : one));
    return { ...portfolio, underlyings, positions, equity: atoms(equity) };
  };
}

/** Equity less maintenance margin; negative is a breach. */
export function surplusOf(portfolio: MarginPortfolio): Atoms {
  const { book, context, positions } = bookPortfolio(portfolio);
  const { maintenanceMargin } = marginOf(book, context, positions, portfolio.method);
  return atoms(portfolio.equity - maintenanceMargin);
}

/**
 * The surplus of the moved portfolio for any factor, the same as `surplusOf(movePortfolio(…))`: only the rows of the moved
 * underlying are made anew, and nothing of the context follows the spot. Work per factor: its positions × columns.
 */
function surplusAlong(portfolio: MarginPortfolio, underlyingId: number): (factor: number) => Atoms {
  const { book, context, positions } = bookPortfolio(portfolio);
  const move = mover(portfolio, underlyingId);
  return (factor) => {
    const moved = move(factor);
    const home = moved.underlyings.find(({ market }) => market.underlyingId === underlyingId);
    if (home !== undefined) {
      const prepared = prepareMarket(moved.profile, home.market);
      for (const [index, { terms, mark }] of moved.positions.entries())
        if (terms.underlyingId === underlyingId) book.setRow(index, buildScenarioRow(terms, mark, prepared));
    }
    return atoms(moved.equity - marginOf(book, context, positions, moved.method).maintenanceMargin);
  };
}

/**
 * Finds the nearest breach on both sides of the spot by revaluing the whole account, margin included.
 *
 * A list of factors is walked outward until the account is in breach, then the interval is halved; the answer is on
 * the breached side of the crossing, within 10^-6 of it. A breach that opens and closes again between two factors of
 * the list is not seen. For an account in breach both answers are the spot. Source: MARG-052.
 */
export function liquidationPrices(portfolio: MarginPortfolio, underlyingId: number): LiquidationPrices {
  const spot = portfolio.underlyings.find(({ market }) => market.underlyingId === underlyingId)?.market.spot ?? 0;
  const surplusAt = surplusAlong(portfolio, underlyingId);
  const isBreached = (factor: number): boolean => surplusAt(factor) < 0n;
  if (isBreached(1)) return { underlyingId, below: spot, above: spot };
  const find = (factors: readonly number[]): number | null => {
    let safe = 1;
    for (const factor of factors) {
      if (isBreached(factor)) return spot * crossing(isBreached, safe, factor);
      safe = factor;
    }
    return null;
  };
  return { underlyingId, below: find(FACTORS_DOWN), above: find(FACTORS_UP) };
}

function crossing(isBreached: (factor: number) => boolean, safe: number, breached: number): number {
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const middle = (safe + breached) / 2;
    if (isBreached(middle)) breached = middle;
    else safe = middle;
  }
  return breached;
}

/** Least relative move of one spot that breaches the account; null where none does (MARG-054). */
export function distanceToLiquidation(prices: LiquidationPrices, spot: number): number | null {
  const distances = [prices.below, prices.above]
    .filter((price) => price !== null)
    .map((price) => Math.abs(price / spot - 1));
  return distances.length === 0 ? null : Math.min(...distances);
}
