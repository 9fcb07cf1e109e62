/**
 * How much of an asset a segment and one account may bring in (COLL-024, COLL-038).
 *
 * @module
 */
import type { CollateralRow, RefusalData } from "@novate/codec";
import { type Atoms, mulPpmDown } from "@novate/num";

type Excess = RefusalData<"CollateralCapExceeded">;

/** What the segment would hold beyond its cap, or null. */
export function segmentCapExceeded({ spec }: CollateralRow, heldAtoms: Atoms): Excess | null {
  const { assetId, capAtoms } = spec;
  return heldAtoms > capAtoms ? { assetId, cap: "segment", limitAtoms: capAtoms, heldAtoms } : null;
}

/** What one account would hold beyond its share of the cap, or null. */
export function accountCapExceeded({ spec }: CollateralRow, heldAtoms: Atoms): Excess | null {
  const { assetId, capAtoms, accountSharePpm } = spec;
  const limitAtoms = mulPpmDown(capAtoms, accountSharePpm);
  return heldAtoms > limitAtoms ? { assetId, cap: "account", limitAtoms, heldAtoms } : null;
}
