/**
 * Risk: what consensus computes. Market and instrument to scenario row, portfolio to margin, prices to forecast.
 *
 * @module
 */
export {
  black76Value,
  logMoneyness,
  logRatio,
  type OptionKind,
  outOfTheMoneyValue,
  timeValueAt,
} from "./black/black76.ts";
export { forwardGreeks, type Greeks, type ValueAndGreeks } from "./black/greeks.ts";
export { MILLS_END, millsDifference, millsRatio } from "./black/mills.ts";
export { RiskBook } from "./book/book.ts";
export {
  type CreditPair,
  createMarginContext,
  type MarginContext,
  openInterestScalePpm,
  setOpenInterestScale,
  type UnderlyingLimits,
} from "./book/context.ts";
export { creditPpmOf, realisedCorrelation } from "./book/correlation.ts";
export { INTEREST_WIDTH, type Interest, NO_INTEREST } from "./book/interest.ts";
export { type Positions, positionsOf } from "./book/positions.ts";
export type { MarginMethod, MarginRequirement } from "./book/requirement.ts";
export {
  type Checked,
  type RefusalCode,
  type Refused,
  refuse,
  refuseUnlessFinite,
  refuseUnlessNotNegative,
  refuseUnlessPositive,
  refuseUnlessWithin,
} from "./check/refusal.ts";
export { explainMargin } from "./explain/explain.ts";
export type {
  GreeksInAtoms,
  LiquidityCharge,
  MarginExplanation,
  PositionExplanation,
  UnderlyingExplanation,
} from "./explain/explanation.ts";
export { type BreachLevel, breachLevelOf, probabilityToPpm } from "./forecast/breach/breachLevel.ts";
export { breachProbability, type VolatileExposure } from "./forecast/breach/breachProbability.ts";
export { exposureOf } from "./forecast/breach/exposure.ts";
export { jointShockOf, type PricedMoment, standardisedMoveE6 } from "./forecast/moves/moves.ts";
export { type ForecastParameters, STANDARD_FORECAST } from "./forecast/rule/parameters.ts";
export { isFresh, scanRangeOf } from "./forecast/scanRange.ts";
export { createVolState } from "./forecast/state/volState.ts";
export { dequantiseVolState, quantiseVolState } from "./forecast/state/words.ts";
export { updateVol } from "./forecast/updateVol.ts";
export { type HaircutParameters, haircutPpm, STANDARD_HAIRCUT, stepHaircut } from "./haircut/haircut.ts";
export { AccountTable } from "./kernel/accounts.ts";
export { marginOf } from "./kernel/margin.ts";
export { createRequirementTable, type RequirementTable, remarginAll } from "./kernel/remargin.ts";
export { explainMarginAt, type Interests, marginAt } from "./kernel/twoInterests.ts";
export { faultOfMarginParameters, type MarginParameters, STANDARD_PARAMETERS } from "./profile/parameters.ts";
export type { MarginProfile, Scenario } from "./profile/profile.ts";
export { createStandardProfile, STANDARD_PROFILE } from "./profile/standard.ts";
export { buildScenarioRow } from "./scenario/buildRow.ts";
export { modelValue, moveMarket } from "./scenario/modelValue.ts";
export { type PreparedMarket, prepareMarket } from "./scenario/prepared.ts";
export { spotFactor, spotMove } from "./scenario/shock.ts";
export type {
  CollateralTerms,
  Fixing,
  ForwardQuote,
  InstrumentMark,
  InstrumentTerms,
  JointShock,
  UnderlyingMarket,
} from "./scenario/terms.ts";
export { butterflyFault, CERTIFIED_LOG_MONEYNESS, calendarFault, densityFactor } from "./surface/arbitrage.ts";
export { rotateSkew } from "./surface/operators.ts";
export { createScenarioLanes, setLane, valueAcrossLanes } from "./surface/scenarioLanes.ts";
export { createSurface, totalVarianceAt, type VolSurface, volatilityAt } from "./surface/surface.ts";
export { type SviParameters, type SviSlice, sviMinimumVariance, sviTotalVariance } from "./surface/svi.ts";
export { type MarginShare, serveMarginShare } from "./wasm/crew.ts";
export { createWasmMarginKernel, type WasmMarginKernel } from "./wasm/kernel.ts";
export { createSpreadMarginKernel } from "./wasm/spread.ts";
export { HealthWatch } from "./watch/healthWatch.ts";
