/**
 * Takes down what X says of an asset of a vault in exit, and strikes what an atom of it is worth in each segment (EXIT-110, EXIT-114).
 *
 * @module
 */
import { atoms, DAY_MS, ZERO_ATOMS } from "@novate/num";
import type { Decide } from "../command/context.ts";
import { accept, refuse, refused } from "../command/decision.ts";
import type { Evolve } from "../command/evolver.ts";
import { relayFault } from "../custody/chains.ts";
import { isExited } from "../ledger/vaultExit.ts";
import { mustGet } from "../state/state.ts";
import { isPriceSure, potOf, segmentsWith } from "./strikePot.ts";

/** A price that nobody is sure of is waited for so long; then the last one counts. */
const PRICE_WAIT_MS = DAY_MS;

export const decideProveExitAsset: Decide<"ProveExitAsset"> = (state, command, context) => {
  const { accountId, vaultId, assetId, token, queued, claimTotalAtoms, rates } = command;

  const fault = relayFault(state, accountId, context);
  if (fault !== null) return refused(fault);
  if (!state.vaults.has(vaultId)) return refuse("VaultUnknown", { vaultId });
  const location = state.locations.get(assetId);
  if (location?.vaultId !== vaultId || location.token !== token) return refuse("AssetUnknown", { assetId });
  if (!isExited(state, vaultId)) return refuse("VaultNotInExit", { vaultId });
  if (state.exitAssets.has(assetId)) return accept();
  const { assetsRoot, sinceMs, isForeign } = mustGet(state.vaultExits, vaultId);
  if (isForeign) return refuse("ExitForeign", { vaultId });
  if (context.evidence !== assetsRoot) return refuse("ExitMismatch", { vaultId });
  const segments = segmentsWith(state, assetId);
  const isSure = segments.every(({ settlementAssetId }) => isPriceSure(state, settlementAssetId, assetId));
  if (!isSure && context.timeMs < sinceMs + PRICE_WAIT_MS) return refuse("AssetPriceUnknown", { assetId });

  // From here on X's word of it stands.
  const sums = {
    mainAtoms: atoms(queued.mainAtoms),
    smallAtoms: atoms(queued.smallAtoms),
    sentBackAtoms: atoms(queued.sentBackAtoms),
  };
  const nothing = { claimsAtoms: ZERO_ATOMS, refundsAtoms: ZERO_ATOMS, overAtoms: ZERO_ATOMS, isReturned: false };
  const exitAsset = { assetId, vaultId, queued: sums, claimTotalAtoms: atoms(claimTotalAtoms), rates, ...nothing };
  return accept({ type: "ExitAssetShown", exitAsset, pots: segments.map((segment) => potOf(state, segment, assetId)) });
};

export const evolveExitAssetShown: Evolve<"ExitAssetShown"> = (state, { exitAsset, pots }) => {
  state.exitAssets.put(exitAsset);
  for (const pot of pots) state.exitPots.put(pot);
};
