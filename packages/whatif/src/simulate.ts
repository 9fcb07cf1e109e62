/**
 * What-if margin: one document in, one answer or one refusal out. The same code answers in the node, the SDK and a page.
 *
 * @module
 */
import type { Atoms } from "@novate/num";
import { explainMarginAt, marginAt, type Refused, refuse } from "@novate/risk";
import { nonFinitePath } from "@novate/stdx";
import type { LiquidationAnswer, PortfolioAnswer } from "./answer.ts";
import { type Extras, explainedPart, requirementPart } from "./assemble.ts";
import type { Detail } from "./document.ts";
import { distanceToLiquidation, liquidationPrices } from "./health/liquidation.ts";
import { marginalMargins } from "./health/marginal.ts";
import { type BookedPortfolio, bookPortfolio, type MarginPortfolio } from "./health/portfolio.ts";
import { portfolioOf } from "./portfolio.ts";

export type WhatIf = { readonly ok: true; readonly answer: PortfolioAnswer } | Refused;

/**
 * Answers a document: requirement, scenario matrix, add-ons, credits, marginal costs, Greeks and liquidation prices.
 *
 * Never throws for data. A field that is missing, unknown, out of bounds or at odds with another is refused by its path; an
 * instrument that the market cannot price is margined at its maximum loss. Work: for `requirement`, positions × scenarios;
 * `full` revalues the portfolio some fifty times for each underlying. Source: MARG-050 … MARG-054.
 *
 * @example
 * const result = simulateMargin(JSON.parse(text));
 * if (result.ok) console.log(JSON.stringify(result.answer));
 * else console.error(result.code, result.field, result.detail); // OutOfRange underlyings[0].volAnnual must lie …
 */
export function simulateMargin(document: unknown): WhatIf {
  const asked = portfolioOf(document);
  if (!asked.ok) return asked;
  const answer = answerOf(asked.portfolio, asked.detail);
  const path = nonFinitePath(answer);
  return path === undefined ? { ok: true, answer } : refuse("NotCovered", path, "is not finite in this market");
}

function answerOf(portfolio: MarginPortfolio, detail: Detail): PortfolioAnswer {
  const booked = bookPortfolio(portfolio);
  const { book, context, positions, interests } = booked;
  if (detail === "requirement")
    return requirementPart(portfolio, marginAt(book, context, positions, portfolio.method, interests));
  const explanation = explainMarginAt(book, context, positions, portfolio.method, interests);
  const extras = detail === "full" ? extrasOf(portfolio, booked) : NO_EXTRAS;
  const explained = {
    ...requirementPart(portfolio, explanation.requirement),
    ...explainedPart(booked, explanation, extras),
  };
  if (detail === "explained") return explained;
  return { ...explained, distanceToLiquidation: nearestOf(extras.liquidations) };
}

const NO_EXTRAS: Extras = { marginals: new Map(), liquidations: new Map() };

function extrasOf(portfolio: MarginPortfolio, { book, context, positions, interests }: BookedPortfolio): Extras {
  const costs = marginalMargins(book, context, positions, portfolio.method, interests.initial);
  const marginals = new Map<number, Atoms>();
  for (const [index, { terms }] of portfolio.positions.entries()) marginals.set(terms.instrumentId, costs[index]!);
  const liquidations = new Map<number, LiquidationAnswer>();
  for (const { market } of portfolio.underlyings) {
    const { underlyingId, spot } = market;
    if (!(spot > 0)) continue; // no price to move
    const prices = liquidationPrices(portfolio, underlyingId);
    const distance = distanceToLiquidation(prices, spot);
    liquidations.set(underlyingId, { belowPrice: prices.below, abovePrice: prices.above, distance });
  }
  return { marginals, liquidations };
}

function nearestOf(liquidations: ReadonlyMap<number, LiquidationAnswer>): number | null {
  const distances = [...liquidations.values()].flatMap(({ distance }) => (distance === null ? [] : [distance]));
  return distances.length === 0 ? null : Math.min(...distances);
}
