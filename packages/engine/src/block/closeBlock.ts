/**
 * The closing phase: what is over is forgotten, nobody leaves the block insolvent and unseen, the cursor calls for margin, and
 * withdrawals have their turns.
 *
 * @module
 */

import { visitAccounts } from "../calls/visitAccounts.ts";
import { freezeClaims } from "../checkpoint/advanceCount.ts";
import { forgetPayments } from "../checkpoint/strikeCheckpoint.ts";
import type { House } from "../command/house.ts";
import { forgetVoids } from "../custody/forgetVoids.ts";
import { releaseWithdrawals } from "../custody/releaseWithdrawals.ts";
import { returnUnplaced } from "../custody/unplaced.ts";
import { admitShort } from "../defaults/entries.ts";
import { watchInsolvency } from "../defaults/watchMargin.ts";
import { returnPayments } from "../exit/returnPayments.ts";
import { settlePots } from "../exit/settlePots.ts";
import { runWindUps } from "../windUp/runWindUps.ts";
import { forget } from "./forget.ts";
import { assertSolvent } from "./invariants.ts";

export function closeBlock(house: House): void {
  returnPayments(house);
  settlePots(house);
  forget(house);
  runWindUps(house);
  watchInsolvency(house);
  visitAccounts(house, admitShort);
  returnUnplaced(house);
  releaseWithdrawals(house);
  forgetPayments(house);
  forgetVoids(house);
  assertSolvent(house);
  freezeClaims(house);
}
