/** Hears a chain again that validators contradicted; what was said of it before counts no more (CSTD-025). @module */
import { fault } from "../../command/fault.ts";
import { vaultsOn } from "../../custody/chains.ts";
import { headerKey, headerVoteKey } from "../../state/keys.ts";
import { ADDING_RISK_MS, type ChangeRule } from "./rule.ts";

export const reopenChain: ChangeRule<"ReopenChain"> = {
  faultOf: (state, { chainId }) =>
    vaultsOn(state, chainId).some(({ isGated }) => isGated) ? null : fault("chainId", "is not gated"),

  delayMsOf: () => ADDING_RISK_MS,

  movesRisk: false, // what lies there counts as little as before, until a header comes

  write(state, { chainId }) {
    for (const vault of vaultsOn(state, chainId)) state.vaults.put({ ...vault, isGated: false });
    for (const row of [...state.headers.values()])
      if (row.chainId === chainId) state.headers.delete(headerKey(chainId, row.number));
    for (const row of [...state.headerVotes.values()])
      if (row.chainId === chainId) state.headerVotes.delete(headerVoteKey(chainId, row.validator));
  },
};
