/**
 * Stops hearing a chain whose vault no longer holds what was heard of it (CSTD-042).
 *
 * @module
 */
import type { VaultRow } from "@novate/codec";
import { assert } from "@novate/stdx";
import type { Decide } from "../command/context.ts";
import { accept, refuse, refused } from "../command/decision.ts";
import type { InboxHead } from "../command/evidence.ts";
import type { Evolve } from "../command/evolver.ts";
import { mustGet } from "../state/state.ts";
import { doubtVault } from "./doubtVault.ts";
import { gate } from "./headers.ts";
import { vaultProven } from "./vaultProof.ts";

export const decideProveRewrite: Decide<"ProveRewrite"> = (state, command, context) => {
  const { vaultId, number } = command;
  const { evidence } = context;

  const vault = vaultProven(state, command, evidence, context);
  if ("code" in vault) return refused(vault);
  assert(evidence.ok, "rewrite: a proof that does not hold was taken");
  // At an earlier header fewer entries are no wonder.
  if (number < vault.provenNumber || !isRewritten(vault, evidence)) return refuse("InboxExtends", { vaultId, number });

  // From here on the chain is gated.
  return accept({ type: "InboxRewritten", vaultId, chainId: vault.spec.chainId, number, count: evidence.count });
};

/** Fewer entries, or as many that hash to something else. Of more of them nothing is certain without the entries. */
const isRewritten = ({ inboxCount, inboxAcc }: VaultRow, { count, acc }: InboxHead): boolean =>
  count < inboxCount || (count === inboxCount && count > 0n && acc !== inboxAcc);

export const evolveInboxRewritten: Evolve<"InboxRewritten"> = (state, { vaultId, chainId }) => {
  state.vaults.put({ ...mustGet(state.vaults, vaultId), isRewritten: true });
  gate(state, chainId);
  doubtVault(state, vaultId);
};
