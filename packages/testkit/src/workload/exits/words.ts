/**
 * What a bookkeeper says of a vault in exit, by what an archive has: each command as it should be.
 *
 * @module
 */
import type { CommandOf, ExitBookRow, Hex } from "@novate/codec";
import { assetLeaf, rangeSides, ratesHash, sparseTree, TABLE_DEPTH, vaultSlots } from "@novate/evm";
import type { Place } from "../../world/vaults.ts";
import type { Block, Chain } from "../chain.ts";
import type { Kept, Noted } from "./archive.ts";

/** How far the vault was in a block of its chain. */
export function exitWord({ header, accountProof, show }: Block, { spec }: Chain): CommandOf<"ProveExit"> {
  const { number, stateRoot } = header;
  const place = { accountId: 0, vaultId: spec.vaultId, vault: spec.vault, number, stateRoot };
  return {
    type: "ProveExit",
    ...place,
    accountProof,
    exitProof: show(vaultSlots.exit),
    inForceProof: show(vaultSlots.checkpointInForce),
    claimsProof: show(vaultSlots.claimsRoot),
    assetsProof: show(vaultSlots.assetsRoot),
  };
}

const NOTHING = {
  consumedAtoms: 0n,
  queued: { mainAtoms: 0n, smallAtoms: 0n, sentBackAtoms: 0n },
  claimTotalAtoms: 0n,
  rates: [],
};

/** What a checkpoint says of an asset, or that it says nothing; null: no checkpoint was ever in force. */
export function assetWord(kept: Kept | null, { vaultId, assetId, token }: Place): CommandOf<"ProveExitAsset"> {
  const here = (kept?.row.assets ?? []).filter((asset) => asset.vaultId === vaultId);
  const leaves = here.map((asset): [number, Hex] => {
    const { mainAtoms: main, smallAtoms: small, sentBackAtoms: sentBack } = asset.queued;
    const queuedCum = { main, small, sentBack };
    const { consumedAtoms: consumedCum, claimTotalAtoms: claimTotal, rates } = asset;
    const sums = { consumedCum, queuedCum, claimTotal, ratesHash: ratesHash(rates) };
    return [asset.assetId, assetLeaf({ assetId: asset.assetId, token: asset.token, ...sums })];
  });
  const asset = here.find((each) => each.assetId === assetId);
  const { consumedAtoms, queued, claimTotalAtoms, rates } = asset ?? NOTHING;
  const siblings = [...sparseTree(new Map(leaves), TABLE_DEPTH).prove(assetId)];
  const place = { accountId: 0, vaultId, assetId, token, isListed: asset !== undefined };
  return { type: "ProveExitAsset", ...place, consumedAtoms, queued, claimTotalAtoms, rates, siblings };
}

/** Claims of so many accounts from one on. */
export function claimsWord(
  { claims }: Pick<Kept, "claims">,
  vaultId: number,
  firstAccountId: number,
  count: number,
): CommandOf<"BookExitClaims"> {
  const last = firstAccountId + count - 1;
  const leaves = Array.from({ length: count }, (_, place) => {
    const claim = claims.claimOf(firstAccountId + place);
    if (claim === undefined) return null;
    const { segmentId, exitAddress, exitChain, parts, kept } = claim;
    return { segmentId, exitAddress, exitChain, parts, kept };
  });
  const proofs = { first: claims.prove(firstAccountId), last: claims.prove(last) };
  const { left, right } = rangeSides(firstAccountId, last, proofs, TABLE_DEPTH);
  return {
    type: "BookExitClaims",
    ...{ accountId: 0, vaultId, firstAccountId, leaves, left: [...left], right: [...right] },
  };
}

/** The newest deposits that the book has not taken, so many of them; null where there is none. */
export function refundsWord(
  noted: readonly Noted[],
  vaultId: number,
  { creditsAcc }: Pick<ExitBookRow, "creditsAcc">,
  count: number,
): CommandOf<"BookExitRefunds"> | null {
  const end = noted.findLastIndex(({ acc }) => acc === creditsAcc) + 1;
  const batch = noted.slice(Math.max(end - count, 0), end);
  if (batch.length === 0) return null;
  const deposits = batch.map(({ deposit }) => deposit);
  return { type: "BookExitRefunds", accountId: 0, vaultId, before: batch[0]!.before, deposits };
}
