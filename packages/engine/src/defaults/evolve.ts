/** What default management writes. @module */

import { evolveAccountTried } from "./batch.ts";
import { evolvePositionsClosedOut } from "./closeOut.ts";
import { evolveDebtsCarried } from "./curbDebts.ts";
import { evolveAccountManaged, evolveEntriesCarried } from "./entries.ts";
import { evolveGainsClaimPaid, evolveGainsHaircut } from "./gainsHaircut.ts";
import { evolveLeaveBegun, evolveLeaveEnded, evolveLeaveTried } from "./leaving.ts";
import { evolvePositionsNetted } from "./netting.ts";
import { evolveLossEarmarked, evolveTrancheRefilled } from "./pendingLoss.ts";
import { evolveCollateralLiquidated } from "./sellCollateral.ts";
import { evolvePositionTornUp, evolveTearUpClosed } from "./tearUp.ts";
import { evolveAccountCured } from "./watchMargin.ts";
import { evolveLossPaidFromFees, evolveLossUncovered, evolveMemberDefaulted, evolveTrancheDrawn } from "./waterfall.ts";

export const defaultEvolvers = {
  AccountManaged: evolveAccountManaged,
  AccountTried: evolveAccountTried,
  EntriesCarried: evolveEntriesCarried,
  AccountCured: evolveAccountCured,
  PositionsNetted: evolvePositionsNetted,
  PositionsClosedOut: evolvePositionsClosedOut,
  DebtsCarried: evolveDebtsCarried,
  CollateralLiquidated: evolveCollateralLiquidated,
  MemberDefaulted: evolveMemberDefaulted,
  LossEarmarked: evolveLossEarmarked,
  TrancheRefilled: evolveTrancheRefilled,
  LossPaidFromFees: evolveLossPaidFromFees,
  TrancheDrawn: evolveTrancheDrawn,
  GainsHaircut: evolveGainsHaircut,
  GainsClaimPaid: evolveGainsClaimPaid,
  PositionTornUp: evolvePositionTornUp,
  TearUpClosed: evolveTearUpClosed,
  LossUncovered: evolveLossUncovered,
  LeaveBegun: evolveLeaveBegun,
  LeaveTried: evolveLeaveTried,
  LeaveEnded: evolveLeaveEnded,
};
