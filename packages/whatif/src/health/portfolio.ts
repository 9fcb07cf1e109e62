/**
 * A portfolio with its markets, all in one value: what a question about margin needs when there is no house around it.
 *
 * @module
 */
import type { Atoms } from "@novate/num";
import {
  buildScenarioRow,
  type CreditPair,
  createMarginContext,
  INTEREST_WIDTH,
  type InstrumentMark,
  type InstrumentTerms,
  type Interests,
  type MarginContext,
  type MarginMethod,
  type MarginProfile,
  NO_INTEREST,
  type Positions,
  type PreparedMarket,
  positionsOf,
  prepareMarket,
  RiskBook,
  type UnderlyingMarket,
} from "@novate/risk";

export interface PortfolioUnderlying {
  readonly market: UnderlyingMarket;
  readonly openInterestScalePpm: number;
  readonly deltaDepthAtoms: number;
  readonly vegaDepthAtoms: number;
  /** What initial margin's liquidity rates count at least (MARG-103). */
  readonly crowd?: { readonly deltaAtoms: number; readonly vegaAtoms: number };
}

export interface PortfolioPosition {
  readonly terms: InstrumentTerms;
  readonly mark: InstrumentMark;
  /** Signed, a safe integer. */
  readonly lots: number;
}

export interface MarginPortfolio {
  readonly profile: MarginProfile;
  readonly method: MarginMethod;
  readonly underlyings: readonly PortfolioUnderlying[];
  readonly positions: readonly PortfolioPosition[];
  readonly pairs: readonly CreditPair[];
  /** Equity of the account at these marks: collateral, cash and unrealised profit. */
  readonly equity: Atoms;
  /** E− and E+: the same at the ends of the prices' intervals that hurt the account most, and help it most. */
  readonly equityLow: Atoms;
  readonly equityHigh: Atoms;
}

/** The portfolio as the kernel reads it: position i is instrument i of a book of its own. */
export interface BookedPortfolio {
  readonly book: RiskBook;
  readonly context: MarginContext;
  readonly positions: Positions;
  readonly interests: Interests;
}

/** Prices every position. Work: positions × columns; each underlying must be listed in `underlyings`. */
export function bookPortfolio(portfolio: MarginPortfolio): BookedPortfolio {
  const { profile, underlyings, positions } = portfolio;
  const book = new RiskBook(profile, underlyings[0]?.market.jointShocks.length ?? 0, positions.length);
  const markets = new Map<number, PreparedMarket>();
  for (const { market } of underlyings) markets.set(market.underlyingId, prepareMarket(profile, market));
  for (const [index, { terms, mark }] of positions.entries()) {
    const prepared = markets.get(terms.underlyingId)!; // every underlying of a position is listed
    book.setRow(index, buildScenarioRow(terms, mark, prepared));
  }
  const limits = underlyings.map(({ market, crowd: _, ...limit }) => ({
    ...limit,
    underlyingId: market.underlyingId,
    range: markets.get(market.underlyingId)!.range,
  }));
  return {
    book,
    context: createMarginContext(book, limits, portfolio.pairs),
    positions: positionsOf(positions.map(({ lots }, index) => [index, lots])),
    interests: interestsIn(book, portfolio),
  };
}

/** No clones are known; the crowd counts the same on either side, and not at all where nobody said it. */
function interestsIn(book: RiskBook, { underlyings, positions }: MarginPortfolio): Interests {
  const values = new Float64Array(book.underlyingCount * INTEREST_WIDTH);
  for (const { market, crowd } of underlyings) {
    const isHeld = positions.some(({ terms }) => terms.underlyingId === market.underlyingId);
    if (crowd === undefined || !isHeld) continue;
    const at = book.underlyingIndex(market.underlyingId) * INTEREST_WIDTH;
    const { deltaAtoms, vegaAtoms } = crowd;
    values.set([deltaAtoms, deltaAtoms, vegaAtoms, vegaAtoms], at);
  }
  const isKnown = values.some((value) => value > 0);
  return { maintenance: NO_INTEREST, initial: isKnown ? { values, offset: 0 } : NO_INTEREST };
}
