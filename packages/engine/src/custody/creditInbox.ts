/**
 * Credits what came in through a vault's inbox, as a custodian's word would (CSTD-035).
 *
 * @module
 */
import type { Evolve } from "../command/evolver.ts";
import { withBalance } from "../ledger/balances.ts";
import { houseOf, mustGet } from "../state/state.ts";
import { consumed } from "./consumed.ts";
import { flowIn } from "./withdrawalWindows.ts";

export const evolveInboxCredited: Evolve<"InboxCredited"> = (state, event) => {
  const { accountId, assetId, amountAtoms, balanceAfterAtoms } = event;
  const account = mustGet(state.accounts, accountId);
  state.accounts.put(withBalance(account, assetId, balanceAfterAtoms));
  consumed(state, assetId, amountAtoms);
  const { collateral, exit } = flowIn(state, account, assetId, amountAtoms, houseOf(state).timeMs);
  state.collaterals.put(collateral);
  state.exits.put(exit);
};
