/**
 * What-if margin: one document in, one answer or one refusal out. The same code answers in the node, the SDK and a page.
 *
 * @module
 */
import type { Atoms } from "@novate/num";
import {
  type BookedPortfolio,
  bookPortfolio,
  distanceToLiquidation,
  explainMargin,
  liquidationPrices,
  type MarginPortfolio,
  marginalMargins,
  marginOf,
} from "../margin/index.ts";
import { listProfiles, type ProfileCaseResult, runProfileCase } from "../profiles/index.ts";
import { type Refused, refuse } from "../value/refusal.ts";
import type { LiquidationAnswer, PortfolioAnswer } from "./answer.ts";
import { type Extras, explainedPart, requirementPart } from "./assemble.ts";
import type { Detail } from "./document.ts";
import { portfolioOf } from "./portfolio.ts";

/** What another house's model says of its own case. */
export interface CaseAnswer {
  readonly profile: string;
  readonly cases: readonly ProfileCaseResult[];
}

export type WhatIfAnswer = PortfolioAnswer | CaseAnswer;
export type WhatIf = { readonly ok: true; readonly answer: WhatIfAnswer } | Refused;

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
  const profile = profileOf(document);
  if (profile !== undefined && profile !== "standard") return simulateCase(profile, document as object);
  const asked = portfolioOf(document);
  if (!asked.ok) return asked;
  return { ok: true, answer: answerOf(asked.portfolio, asked.detail) };
}

/** Undefined where the document does not get so far; its fields are checked later. */
function profileOf(document: unknown): string | undefined {
  if (typeof document !== "object" || document === null || !("profile" in document)) return undefined;
  return typeof document.profile === "string" ? document.profile : undefined;
}

function simulateCase(profile: string, document: object): WhatIf {
  const names = listProfiles().map(({ name }) => name);
  if (!names.includes(profile)) return refuse("FieldUnknown", "profile", `must be one of ${names.join(", ")}`);
  for (const name of Object.keys(document))
    if (name !== "profile" && name !== "case")
      return refuse("FieldUnknown", name, `is not a field for ${profile}, which takes its own form under "case"`);
  if (!("case" in document)) return refuse("FieldMissing", "case", `must be a case in the form of ${profile}`);
  const run = runProfileCase(profile, document.case);
  if (!run.ok) return { ...run, field: run.field === "" ? "case" : `case.${run.field}` };
  return { ok: true, answer: { profile: run.profile, cases: run.cases } };
}

function answerOf(portfolio: MarginPortfolio, detail: Detail): PortfolioAnswer {
  const booked = bookPortfolio(portfolio);
  const { book, context, positions } = booked;
  if (detail === "requirement") return requirementPart(portfolio, marginOf(book, context, positions, portfolio.method));
  const explanation = explainMargin(book, context, positions, portfolio.method);
  const extras = detail === "full" ? extrasOf(portfolio, booked) : NO_EXTRAS;
  const explained = {
    ...requirementPart(portfolio, explanation.requirement),
    ...explainedPart(booked, explanation, extras),
  };
  if (detail === "explained") return explained;
  return { ...explained, distanceToLiquidation: nearestOf(extras.liquidations) };
}

const NO_EXTRAS: Extras = { marginals: new Map(), liquidations: new Map() };

function extrasOf(portfolio: MarginPortfolio, { book, context, positions }: BookedPortfolio): Extras {
  const costs = marginalMargins(book, context, positions, portfolio.method);
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
