/**
 * What each event of collateral writes.
 *
 * @module
 */
import type { Evolvers } from "../command/evolver.ts";
import { evolveDefaultFundContributed } from "./contributeDefaultFund.ts";
import { evolveHaircutMoved } from "./haircuts.ts";
import { evolveInterestAccrued, evolveInterestCharged } from "./interest.ts";
import { evolveCollateralTransferred } from "./transferCollateral.ts";

type CollateralEventType =
  | "CollateralTransferred"
  | "DefaultFundContributed"
  | "InterestCharged"
  | "InterestAccrued"
  | "HaircutMoved";

export const collateralEvolvers = {
  CollateralTransferred: evolveCollateralTransferred,
  DefaultFundContributed: evolveDefaultFundContributed,
  InterestCharged: evolveInterestCharged,
  InterestAccrued: evolveInterestAccrued,
  HaircutMoved: evolveHaircutMoved,
} satisfies Evolvers<CollateralEventType>;
