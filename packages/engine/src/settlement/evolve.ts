/** What cycles write. @module */
import { evolvePositionExpired } from "./expiry.ts";
import { evolveFundingIndexAdvanced, evolvePremiumSampled } from "./funding.ts";
import { evolveVariationCycleClosed, evolveVariationMarginSettled } from "./variationCycle.ts";

export const settlementEvolvers = {
  VariationMarginSettled: evolveVariationMarginSettled,
  VariationCycleClosed: evolveVariationCycleClosed,
  PremiumSampled: evolvePremiumSampled,
  FundingIndexAdvanced: evolveFundingIndexAdvanced,
  PositionExpired: evolvePositionExpired,
};
