/**
 * What each event of custody writes.
 *
 * @module
 */
import type { Evolve, Evolvers } from "../command/evolver.ts";
import { exitKey } from "../state/keys.ts";
import { evolveWithdrawalPaid } from "./confirmWithdrawals.ts";
import { evolveDepositCredited } from "./creditDeposit.ts";
import { evolveWithdrawalQueued } from "./withdrawCollateral.ts";

const evolveExitForgotten: Evolve<"ExitForgotten"> = (state, { accountId, assetId }) =>
  state.exits.delete(exitKey(accountId, assetId));

export const custodyEvolvers = {
  DepositCredited: evolveDepositCredited,
  WithdrawalQueued: evolveWithdrawalQueued,
  WithdrawalPaid: evolveWithdrawalPaid,
  ExitForgotten: evolveExitForgotten,
} satisfies Evolvers<"DepositCredited" | "WithdrawalQueued" | "WithdrawalPaid" | "ExitForgotten">;
