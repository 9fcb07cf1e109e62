/**
 * What-if margin: a portfolio and a market as one JSON document, to the requirement with every number explained.
 *
 * @module
 */
export type { PortfolioAnswer, UnderlyingAnswer } from "./answer.ts";
export type { PortfolioDocument } from "./document.ts";
export { bookPortfolio } from "./health/portfolio.ts";
export { simulateMargin, type WhatIf } from "./simulate.ts";
