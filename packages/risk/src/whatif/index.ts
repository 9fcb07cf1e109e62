/**
 * What-if margin: a portfolio and a market as one JSON document, to the requirement with every number explained.
 *
 * @module
 */
export type {
  GreeksAnswer,
  LiquidationAnswer,
  LiquidityAnswer,
  PortfolioAnswer,
  PositionAnswer,
  RequirementAnswer,
  UnderlyingAnswer,
} from "./answer.ts";
export type {
  CaseDocument,
  Detail,
  InstrumentDocument,
  PortfolioDocument,
  SurfaceDocument,
  UnderlyingDocument,
  WhatIfDocument,
} from "./document.ts";
export { type CaseAnswer, simulateMargin, type WhatIf, type WhatIfAnswer } from "./simulate.ts";
