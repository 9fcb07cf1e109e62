/**
 * Takes down what a token did to its vault: what is lacking counts for nobody, and nothing more comes in (COLL-070 … COLL-072).
 *
 * @module
 */
import { atoms, MINUTE_MS, SECOND_MS } from "@novate/num";
import type { Decide } from "../command/context.ts";
import { accept, refuse, refused } from "../command/decision.ts";
import type { Evolve } from "../command/evolver.ts";
import { haircutTargetPpm } from "../gate/haircutView.ts";
import { isSound } from "../ledger/impairment.ts";
import { headerKey } from "../state/keys.ts";
import { mustGet } from "../state/state.ts";
import { relayFault } from "./chains.ts";

/** What a header shows of a token holds for a while: a freeze that is over must close nobody out for as long as headers are kept. */
const LONGEST_WORD_MS = 10 * MINUTE_MS;

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
  const header = state.headers.get(headerKey(chainId, number));
  if (header?.stateRoot !== stateRoot) return refuse("HeaderUnknown", { chainId, number });
  const known = state.impairments.get(assetId);
  const newestNumber = known?.number ?? 0n;
  if (number <= newestNumber) return refuse("ImpairmentTooOld", { assetId, number, newestNumber });
  if (header.timeSec * SECOND_MS + LONGEST_WORD_MS < vault.headerTimeMs)
    return refuse("ImpairmentTooOld", { assetId, number, newestNumber: vault.headerNumber });
  const proof = context.evidence;
  if (!proof.ok) return refuse("ProofInvalid", { vaultId, fault: proof.fault });
  if (proof.codeHash !== codeHash) return refuse("VaultCodeMismatch", { vaultId });

  // From here on the vault's word stands, that of a sound token too: else an older header's word would be heard after it.
  const { shortfallAtoms, heldAtoms, frozenSince } = proof;
  const sums = { heldAtoms: atoms(heldAtoms), shortfallAtoms: atoms(shortfallAtoms) };
  const wasSound = known === undefined || isSound(known);
  const sinceMs = isSound(proof) ? 0 : wasSound ? context.timeMs : known.sinceMs;
  return accept({ type: "AssetImpaired", impairment: { assetId, number, ...sums, frozenSince, sinceMs } });
};

/**
 * A row stays once its token is sound: it is what an older header's word is measured against. New risk's haircut follows at once, for
 * until the hour's step whoever has the token would owe against what nobody can have (COLL-074).
 */
export const evolveAssetImpaired: Evolve<"AssetImpaired"> = (state, { impairment }) => {
  state.impairments.put(impairment);
  for (const row of [...state.collaterals.values()]) {
    if (row.spec.assetId !== impairment.assetId) continue;
    const newRiskHaircutPpm = haircutTargetPpm(state, mustGet(state.segments, row.spec.segmentId), row);
    if (newRiskHaircutPpm > row.newRiskHaircutPpm) state.collaterals.put({ ...row, newRiskHaircutPpm });
  }
};
