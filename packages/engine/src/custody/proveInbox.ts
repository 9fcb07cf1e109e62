/**
 * Hears a vault's inbox in its order, as far as a proof shows it (CSTD-030 … CSTD-040).
 *
 * @module
 */
import type { Decide } from "../command/context.ts";
import { refuse, refused } from "../command/decision.ts";
import type { Evolve } from "../command/evolver.ts";
import { headerKey } from "../state/keys.ts";
import { mustGet } from "../state/state.ts";
import { relayFault } from "./chains.ts";

export const decideProveInbox: Decide<"ProveInbox"> = (state, command, context) => {
  const { accountId, vaultId, number, stateRoot } = command;

  const fault = relayFault(state, accountId, context);
  if (fault !== null) return refused(fault);
  const vault = state.vaults.get(vaultId);
  if (vault === undefined || vault.spec.vault !== command.vault) return refuse("VaultUnknown", { vaultId });
  const { chainId } = vault.spec;
  if (vault.isGated) return refuse("ChainGated", { chainId });
  if (state.headers.get(headerKey(chainId, number))?.stateRoot !== stateRoot)
    return refuse("HeaderUnknown", { chainId, number });
  return refuse("ProofInvalid", { vaultId, fault: "NodeMissing" });
};

export const evolveInboxAdvanced: Evolve<"InboxAdvanced"> = (state, { vaultId, count, acc }) =>
  state.vaults.put({ ...mustGet(state.vaults, vaultId), inboxCount: count, inboxAcc: acc });
