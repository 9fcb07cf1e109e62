/**
 * Rows of the house in the form in which a vault's hall takes them.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { type ClaimLeaf, type InboxEntry, LANES, type SegmentRate } from "@novate/evm";
import { keccak256 } from "viem";
import type { PaymentArguments } from "../vault/calls.ts";

/** An entry as its leaf has it. */
export const entryArgument = ({ data, kind, ...entry }: InboxEntry) => ({
  ...entry,
  kind: BigInt(kind),
  dataHash: keccak256(data),
});

export const paymentArgument = ({ lane, ...row }: PaymentArguments) => ({ ...row, lane: LANES.indexOf(lane) });

/** A claim with all that its leaf says. */
export const claimArgument = ({ kept, parts, exitChain, ...claim }: ClaimLeaf, siblings: readonly Hex[]) => ({
  claim: {
    ...claim,
    exitChain: BigInt(exitChain),
    idle: BigInt(parts.idleAtoms),
    holder: BigInt(parts.holderAtoms),
    gain: BigInt(parts.gainAtoms),
    junior: BigInt(parts.juniorAtoms),
    senior: BigInt(parts.seniorAtoms),
  },
  kept: kept.map(({ assetId, amountAtoms }) => ({ assetId, amount: BigInt(amountAtoms) })),
  siblings,
});

export const rateArgument = ({ segmentId, rate, holderKept, gainKept, juniorKept, seniorKept }: SegmentRate) => ({
  segmentId,
  rate: BigInt(rate),
  holderKept: BigInt(holderKept),
  gainKept: BigInt(gainKept),
  juniorKept: BigInt(juniorKept),
  seniorKept: BigInt(seniorKept),
});
