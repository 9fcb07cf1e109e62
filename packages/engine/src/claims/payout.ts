/**
 * What a vault pays for a claim: the sum that a contract works out from an account's leaf and an asset's rates (CLAIM-012).
 *
 * @module
 */
import type { ClaimParts, ClaimRate, ClaimRow } from "@novate/codec";
import { mulDivDown } from "@novate/num";
import { RATE_ONE } from "./segmentRates.ts";

/** What is owed in settlement atoms after the cuts: each part rounded down on its own. */
export const owedAtoms = (parts: ClaimParts, rate: ClaimRate): bigint =>
  parts.idleAtoms +
  mulDivDown(parts.holderAtoms, rate.holderKept, RATE_ONE) +
  mulDivDown(parts.gainAtoms, rate.gainKept, RATE_ONE) +
  mulDivDown(parts.juniorAtoms, rate.juniorKept, RATE_ONE) +
  mulDivDown(parts.seniorAtoms, rate.seniorKept, RATE_ONE);

/** Atoms of an asset, `rate` being its rate for the claim's segment; rounded down. */
export function payableAtoms({ parts, kept }: ClaimRow, assetId: number, rate: ClaimRate | undefined): bigint {
  const own = kept.find((balance) => balance.assetId === assetId)?.amountAtoms ?? 0n;
  return rate === undefined ? own : own + mulDivDown(owedAtoms(parts, rate), rate.rate, RATE_ONE);
}
