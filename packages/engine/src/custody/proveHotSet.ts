/**
 * Takes down whose signatures a vault takes: a rotation waits until its vaults have taken it (CSTD-046, CSTD-044).
 *
 * @module
 */
import { assert } from "@novate/stdx";
import type { Decide } from "../command/context.ts";
import { accept, refuse, refused } from "../command/decision.ts";
import type { Evolve } from "../command/evolver.ts";
import { mustGet } from "../state/state.ts";
import { vaultProven } from "./vaultProof.ts";

export const decideProveHotSet: Decide<"ProveHotSet"> = (state, command, context) => {
  const { vaultId, number } = command;
  const { evidence } = context;

  const vault = vaultProven(state, command, evidence, context);
  if ("code" in vault) return refused(vault);
  assert(evidence.ok, "hot set: a proof that does not hold was taken");
  const { hotHash } = evidence;
  if (hotHash === vault.hotHash) return accept();
  if (number <= vault.hotNumber) return refuse("HotSetTooOld", { vaultId, number, newestNumber: vault.hotNumber });

  // From here on the vault's word stands.
  return accept({ type: "HotSetShown", vaultId, number, hotHash });
};

export const evolveHotSetShown: Evolve<"HotSetShown"> = (state, { vaultId, number, hotHash }) =>
  state.vaults.put({ ...mustGet(state.vaults, vaultId), hotHash, hotNumber: number });
