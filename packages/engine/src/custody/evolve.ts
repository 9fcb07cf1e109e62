/**
 * What each event of custody writes.
 *
 * @module
 */
import type { Evolvers } from "../command/evolver.ts";
import { evolveDepositCredited } from "./creditDeposit.ts";
import { evolveWithdrawalQueued } from "./withdrawCollateral.ts";

export const custodyEvolvers = {
  DepositCredited: evolveDepositCredited,
  WithdrawalQueued: evolveWithdrawalQueued,
} satisfies Evolvers<"DepositCredited" | "WithdrawalQueued">;
