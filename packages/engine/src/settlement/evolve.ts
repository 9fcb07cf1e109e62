/** What cycles write. @module */
import { evolveFixingSampled, evolveInstrumentSettled, evolvePositionExpired } from "./expiry.ts";
import { evolveFundingIndexAdvanced, evolvePremiumSampled } from "./funding.ts";
import { evolveVariationCycleClosed, evolveVariationMarginSettled } from "./variationCycle.ts";

export const settlementEvolvers = {
  VariationMarginSettled: evolveVariationMarginSettled,
  VariationCycleClosed: evolveVariationCycleClosed,
  PremiumSampled: evolvePremiumSampled,
  FundingIndexAdvanced: evolveFundingIndexAdvanced,
  FixingSampled: evolveFixingSampled,
  InstrumentSettled: evolveInstrumentSettled,
  PositionExpired: evolvePositionExpired,
};
