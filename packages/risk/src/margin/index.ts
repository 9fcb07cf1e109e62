/**
 * Margin: portfolio and scenarios to requirement and explanation.
 *
 * @module
 */
export {
  type HaircutInputs,
  type HaircutParameters,
  haircutPpm,
  STANDARD_HAIRCUT,
  stepHaircut,
} from "./collateral/haircut.ts";
export { explainMargin } from "./explain/explain.ts";
export type {
  GreeksInAtoms,
  LiquidityCharge,
  MarginExplanation,
  PairCreditExplanation,
  PositionExplanation,
  ScenarioLoss,
  TiltLoss,
  UnderlyingExplanation,
} from "./explain/explanation.ts";
export {
  distanceToLiquidation,
  type LiquidationPrices,
  liquidationPrices,
  movePortfolio,
  surplusOf,
} from "./health/liquidation.ts";
export { marginalMargins } from "./health/marginal.ts";
export {
  type BookedPortfolio,
  bookPortfolio,
  type MarginPortfolio,
  type PortfolioPosition,
  type PortfolioUnderlying,
} from "./health/portfolio.ts";
export { AccountTable, MARGIN_METHODS } from "./kernel/accounts.ts";
export { RiskBook } from "./kernel/book.ts";
export {
  type CreditPair,
  createMarginContext,
  type MarginContext,
  openInterestScalePpm,
  type UnderlyingLimits,
} from "./kernel/context.ts";
export { type CorrelationRule, creditPpmOf, realisedCorrelation } from "./kernel/correlation.ts";
export { addInterest, INTEREST_WIDTH, type Interest, NO_INTEREST } from "./kernel/interest.ts";
export { assessAccount, marginOf, requirementOf } from "./kernel/margin.ts";
export { type Positions, positionsOf } from "./kernel/positions.ts";
export {
  createInterestTable,
  createRequirementTable,
  type InterestTable,
  interestOf,
  type RequirementTable,
  remarginAll,
} from "./kernel/remargin.ts";
export type { MarginMethod, MarginRequirement } from "./kernel/requirement.ts";
export { MarginWorkspace } from "./kernel/workspace.ts";
export {
  faultOfMarginParameters,
  type MarginParameters,
  ppmToFloat,
  STANDARD_PARAMETERS,
} from "./profile/parameters.ts";
export type {
  ChargeRule,
  MarginProfile,
  RangeRule,
  Scenario,
  SpotShock,
  TiltRule,
  VolShockRule,
} from "./profile/profile.ts";
export { createStandardProfile, STANDARD_PROFILE } from "./profile/standard.ts";
export { buildScenarioRow } from "./scenario/buildRow.ts";
export { modelValue, moveMarket } from "./scenario/modelValue.ts";
export { columnCount, type PreparedMarket, prepareMarket } from "./scenario/prepared.ts";
export type { ScenarioRow } from "./scenario/row.ts";
export { scanRange, spotMove, termMultiplier, tiltOf, volFactor, YEAR_MS } from "./scenario/shock.ts";
export type {
  CollateralTerms,
  Fixing,
  ForwardQuote,
  FutureTerms,
  InstrumentMark,
  InstrumentTerms,
  JointShock,
  OptionTerms,
  PerpetualTerms,
  UnderlyingMarket,
} from "./scenario/terms.ts";
export { type MarginShare, serveMarginShare } from "./wasm/crew.ts";
export { createWasmMarginKernel, type WasmMarginKernel } from "./wasm/kernel.ts";
export { createSpreadMarginKernel } from "./wasm/spread.ts";
export { HealthWatch } from "./watch/healthWatch.ts";
