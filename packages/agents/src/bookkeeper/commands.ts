/**
 * What is next to be booked of a vault in exit, by the house's rows.
 *
 * @module
 */
import type { CommandOf, ExitBookRow } from "@novate/codec";
import { assetLeaf, rangeSides, ratesHash, sparseTree, TABLE_DEPTH } from "@novate/evm";
import type { CustodyRows } from "../custody/rows.ts";
import type { Shown } from "./shown.ts";

const LEAVES = 64;
const DEPOSITS = 128;

/** Assets of the vault that the house was not shown yet. */
export function showAssets(
  { locations, exitAssets }: CustodyRows,
  vaultId: number,
  { assets }: Shown,
  accountId: number,
): CommandOf<"ProveExitAsset">[] {
  const here = assets.filter((asset) => asset.vaultId === vaultId);
  const leaves = here.map((asset) => {
    const { mainAtoms: main, smallAtoms: small, sentBackAtoms: sentBack } = asset.queued;
    const { assetId, token, consumedAtoms: consumedCum, claimTotalAtoms: claimTotal, rates } = asset;
    const sums = { consumedCum, queuedCum: { main, small, sentBack }, claimTotal, ratesHash: ratesHash(rates) };
    return [assetId, assetLeaf({ assetId, token, ...sums })] as const;
  });
  const tree = sparseTree(new Map(leaves), TABLE_DEPTH);
  return locations
    .filter((row) => row.vaultId === vaultId && !exitAssets.some(({ assetId }) => assetId === row.assetId))
    .map(({ assetId, token }) => {
      const asset = here.find((each) => each.assetId === assetId);
      const { consumedAtoms, queued, claimTotalAtoms, rates } = asset ?? NOTHING;
      const place = { accountId, vaultId, assetId, token, isListed: asset !== undefined };
      const sums = { consumedAtoms, queued, claimTotalAtoms, rates };
      return { type: "ProveExitAsset", ...place, ...sums, siblings: [...tree.prove(assetId)] };
    });
}

const NOTHING = {
  consumedAtoms: 0n,
  queued: { mainAtoms: 0n, smallAtoms: 0n, sentBackAtoms: 0n },
  claimTotalAtoms: 0n,
  rates: [],
};

/** The accounts whose claims are next. */
export function bookClaims(
  vaultId: number,
  { nextAccountId: firstAccountId, lastAccountId }: ExitBookRow,
  { claims }: Shown,
  accountId: number,
): CommandOf<"BookExitClaims">[] {
  if (firstAccountId > lastAccountId) return [];
  const last = Math.min(firstAccountId + LEAVES - 1, lastAccountId);
  const leaves = Array.from({ length: last - firstAccountId + 1 }, (_, place) => {
    const claim = claims.claimOf(firstAccountId + place);
    if (claim === undefined) return null;
    const { accountId: _own, ...leaf } = claim;
    return leaf;
  });
  const proofs = { first: claims.prove(firstAccountId), last: claims.prove(last) };
  const { left, right } = rangeSides(firstAccountId, last, proofs, TABLE_DEPTH);
  const sides = { left: [...left], right: [...right] };
  return [{ type: "BookExitClaims", accountId, vaultId, firstAccountId, leaves, ...sides }];
}

/** The newest deposits that are not booked, where a replay of one's own has seen them. */
export function bookRefunds(
  { deposits }: CustodyRows,
  vaultId: number,
  { creditsAcc, isRefunded }: ExitBookRow,
  accountId: number,
): CommandOf<"BookExitRefunds">[] {
  const heard = deposits?.get(vaultId) ?? [];
  const end = heard.findLastIndex(({ acc }) => acc === creditsAcc) + 1;
  if (isRefunded || end === 0) return [];
  const batch = heard.slice(Math.max(end - DEPOSITS, 0), end);
  const place = { accountId, vaultId, before: batch[0]!.before };
  return [{ type: "BookExitRefunds", ...place, deposits: batch.map(({ deposit }) => deposit) }];
}
