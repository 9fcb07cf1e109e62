/** What cycles write. @module */
import { evolveContractClosed, evolvePositionExpired } from "./expiry.ts";
import { evolveFundingIndexAdvanced, evolvePremiumSampled } from "./funding.ts";
import {
  evolveVariationCycleAdvanced,
  evolveVariationCycleClosed,
  evolveVariationCycleStruck,
  evolveVariationMarginSettled,
} from "./variationCycle.ts";

export const settlementEvolvers = {
  VariationCycleStruck: evolveVariationCycleStruck,
  VariationMarginSettled: evolveVariationMarginSettled,
  VariationCycleAdvanced: evolveVariationCycleAdvanced,
  VariationCycleClosed: evolveVariationCycleClosed,
  PremiumSampled: evolvePremiumSampled,
  FundingIndexAdvanced: evolveFundingIndexAdvanced,
  PositionExpired: evolvePositionExpired,
  ContractClosed: evolveContractClosed,
};
