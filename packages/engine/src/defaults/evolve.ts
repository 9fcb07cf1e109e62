/** What default management writes. @module */

import { evolvePositionsClosedOut } from "./closeOut.ts";
import { evolveGainsClaimPaid, evolveGainsHaircut } from "./gainsHaircut.ts";
import { evolvePositionsNetted } from "./netting.ts";
import { evolveCollateralLiquidated } from "./sellCollateral.ts";
import { evolvePositionTornUp, evolveTearUpClosed } from "./tearUp.ts";
import { evolveAccountCured, evolveAccountManaged } from "./watchMargin.ts";
import { evolveLossUncovered, evolveMemberDefaulted, evolveTrancheDrawn } from "./waterfall.ts";

export const defaultEvolvers = {
  AccountManaged: evolveAccountManaged,
  AccountCured: evolveAccountCured,
  PositionsNetted: evolvePositionsNetted,
  PositionsClosedOut: evolvePositionsClosedOut,
  CollateralLiquidated: evolveCollateralLiquidated,
  MemberDefaulted: evolveMemberDefaulted,
  TrancheDrawn: evolveTrancheDrawn,
  GainsHaircut: evolveGainsHaircut,
  GainsClaimPaid: evolveGainsClaimPaid,
  PositionTornUp: evolvePositionTornUp,
  TearUpClosed: evolveTearUpClosed,
  LossUncovered: evolveLossUncovered,
};
