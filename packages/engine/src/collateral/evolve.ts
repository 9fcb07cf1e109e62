/**
 * What each event of collateral writes.
 *
 * @module
 */
import type { Evolvers } from "../command/evolver.ts";
import { evolveDefaultFundContributed } from "./contributeDefaultFund.ts";
import { evolveDepositCredited } from "./creditDeposit.ts";
import { evolveHaircutMoved } from "./haircuts.ts";
import { evolveInterestAccrued, evolveInterestCharged } from "./interest.ts";
import { evolveCollateralTransferred } from "./transferCollateral.ts";
import { evolveWithdrawalQueued } from "./withdrawCollateral.ts";

type CollateralEventType =
  | "CollateralTransferred"
  | "DepositCredited"
  | "WithdrawalQueued"
  | "DefaultFundContributed"
  | "InterestCharged"
  | "InterestAccrued"
  | "HaircutMoved";

export const collateralEvolvers = {
  CollateralTransferred: evolveCollateralTransferred,
  DepositCredited: evolveDepositCredited,
  WithdrawalQueued: evolveWithdrawalQueued,
  DefaultFundContributed: evolveDefaultFundContributed,
  InterestCharged: evolveInterestCharged,
  InterestAccrued: evolveInterestAccrued,
  HaircutMoved: evolveHaircutMoved,
} satisfies Evolvers<CollateralEventType>;
