/**
 * What each event of collateral writes.
 *
 * @module
 */
import type { Evolvers } from "../command/evolver.ts";
import { evolveDefaultFundContributed } from "./contributeDefaultFund.ts";
import { evolveDebtCounted } from "./countedDebts.ts";
import { evolveHaircutBound, evolveHaircutMoved } from "./haircuts.ts";
import { evolveInterestAccrued, evolveInterestAdvanced, evolveInterestCharged } from "./interest.ts";
import { evolveCollateralTransferred } from "./transferCollateral.ts";

type CollateralEventType =
  | "DebtCounted"
  | "CollateralTransferred"
  | "DefaultFundContributed"
  | "InterestCharged"
  | "InterestAccrued"
  | "InterestAdvanced"
  | "HaircutMoved"
  | "HaircutBound";

export const collateralEvolvers = {
  DebtCounted: evolveDebtCounted,
  CollateralTransferred: evolveCollateralTransferred,
  DefaultFundContributed: evolveDefaultFundContributed,
  InterestCharged: evolveInterestCharged,
  InterestAccrued: evolveInterestAccrued,
  InterestAdvanced: evolveInterestAdvanced,
  HaircutMoved: evolveHaircutMoved,
  HaircutBound: evolveHaircutBound,
} satisfies Evolvers<CollateralEventType>;
