/**
 * What a vault pays for a claim: the sum that a contract works out from an account's leaf and an asset's rates (CLAIM-012).
 *
 * @module
 */
import type { ClaimLeaf, SegmentRate } from "./claims.ts";

/** Binary digits behind the point of rates and kept parts. */
const RATE_BITS = 64n;
/** Rates and kept parts are whole numbers times this. */
export const RATE_ONE = 1n << RATE_BITS;

const part = (amount: bigint, fraction: bigint): bigint => (amount * fraction) >> RATE_BITS;

/** As rows have them: all of it bigints. */
type Parts = { readonly [Part in keyof ClaimLeaf["parts"]]: bigint };
type Rate = { readonly [Field in Exclude<keyof SegmentRate, "segmentId">]: bigint };

/** What is owed in settlement atoms after the cuts: each part rounded down on its own. */
export const owedAtoms = (parts: Parts, rate: Rate): bigint =>
  parts.idleAtoms +
  part(parts.holderAtoms, rate.holderKept) +
  part(parts.gainAtoms, rate.gainKept) +
  part(parts.juniorAtoms, rate.juniorKept) +
  part(parts.seniorAtoms, rate.seniorKept);

interface Claim {
  readonly parts: Parts;
  readonly kept: readonly { readonly assetId: number; readonly amountAtoms: bigint }[];
}

/** Atoms of an asset, `rate` being its rate for the claim's segment; rounded down. */
export function payableAtoms({ parts, kept }: Claim, assetId: number, rate: Rate | undefined): bigint {
  const own = kept.find((balance) => balance.assetId === assetId)?.amountAtoms ?? 0n;
  return rate === undefined ? own : own + part(owedAtoms(parts, rate), rate.rate);
}
