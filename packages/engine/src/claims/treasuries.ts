/**
 * What is an account's because governance named it: the own pools of segments, and what venues hold (CLAIM-031).
 *
 * @module
 */
import type { Balance, ClaimCountRow, CountedClaim } from "@novate/codec";
import { atoms, ZERO_ATOMS } from "@novate/num";

/** Ids of the accounts that are named, ascending. */
export const treasuriesOf = ({ segments, venues }: ClaimCountRow): number[] =>
  [...new Set([...segments, ...venues].map(({ treasuryAccountId }) => treasuryAccountId))]
    .filter((accountId) => accountId !== 0)
    .sort((left, right) => left - right);

/** Its claim with what it was named for. `poolsOf`: what is left of a segment's own. */
export function withTreasury(
  claim: CountedClaim,
  { segments, venues }: ClaimCountRow,
  poolsOf: (segmentId: number) => bigint,
) {
  const isOwn = ({ treasuryAccountId }: { readonly treasuryAccountId: number }): boolean =>
    treasuryAccountId === claim.accountId;
  let idleAtoms: bigint = claim.parts.idleAtoms;
  for (const segment of segments) if (isOwn(segment)) idleAtoms += poolsOf(segment.segmentId);
  const kept = new Map(claim.kept.map(({ assetId, amountAtoms }) => [assetId, amountAtoms]));
  for (const { assetId, amountAtoms } of venues.filter(isOwn))
    kept.set(assetId, atoms((kept.get(assetId) ?? ZERO_ATOMS) + amountAtoms));
  return { ...claim, parts: { ...claim.parts, idleAtoms: atoms(idleAtoms) }, kept: balancesOf(kept) };
}

const balancesOf = (sums: ReadonlyMap<number, Balance["amountAtoms"]>): Balance[] =>
  [...sums]
    .filter(([, amountAtoms]) => amountAtoms > 0n)
    .map(([assetId, amountAtoms]) => ({ assetId, amountAtoms }))
    .sort((left, right) => left.assetId - right.assetId);
