/**
 * Takes down what a token did to its vault: what is lacking counts for nobody, and nothing more comes in (COLL-070 … COLL-072).
 *
 * @module
 */
import { atoms } from "@novate/num";
import type { Decide } from "../command/context.ts";
import { accept, refuse, refused } from "../command/decision.ts";
import type { Evolve } from "../command/evolver.ts";
import { headerKey } from "../state/keys.ts";
import { relayFault } from "./chains.ts";

export const decideProveImpairment: Decide<"ProveImpairment"> = (state, command, context) => {
  const { accountId, vaultId, assetId, number, stateRoot } = command;

  const fault = relayFault(state, accountId, context);
  if (fault !== null) return refused(fault);
  const vault = state.vaults.get(vaultId);
  if (vault === undefined || vault.spec.vault !== command.vault) return refuse("VaultUnknown", { vaultId });
  const location = state.locations.get(assetId);
  if (location?.vaultId !== vaultId || location.token !== command.token) return refuse("AssetUnknown", { assetId });
  const { chainId, codeHash } = vault.spec;
  if (vault.isGated) return refuse("ChainGated", { chainId });
  if (state.headers.get(headerKey(chainId, number))?.stateRoot !== stateRoot)
    return refuse("HeaderUnknown", { chainId, number });
  const newestNumber = state.impairments.get(assetId)?.number ?? 0n;
  if (number <= newestNumber) return refuse("ImpairmentTooOld", { assetId, number, newestNumber });
  const proof = context.evidence;
  if (!proof.ok) return refuse("ProofInvalid", { vaultId, fault: proof.fault });
  if (proof.codeHash !== codeHash) return refuse("VaultCodeMismatch", { vaultId });
  const { shortfallAtoms, heldAtoms, frozenSince } = proof;
  const isSound = shortfallAtoms === 0n && frozenSince === 0n;
  if (isSound && !state.impairments.has(assetId)) return accept();

  // From here on the vault's word stands.
  const sums = { heldAtoms: atoms(heldAtoms), shortfallAtoms: atoms(shortfallAtoms) };
  return accept({ type: "AssetImpaired", impairment: { assetId, number, ...sums, frozenSince } });
};

export const evolveAssetImpaired: Evolve<"AssetImpaired"> = (state, { impairment }) => {
  const { assetId, shortfallAtoms, frozenSince } = impairment;
  if (shortfallAtoms === 0n && frozenSince === 0n) state.impairments.delete(assetId);
  else state.impairments.put(impairment);
};
