/**
 * Calls that ask for a leaf of a checkpoint before it is in force, and that show it.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import type { ClaimLeaf, SegmentRate } from "@novate/evm";
import { encodeFunctionData } from "viem";
import { exitAbi } from "../abi/abi.ts";
import type { Call } from "../account/writer.ts";
import type { AcceptedArguments, AssetArguments, PaymentArguments } from "../vault/calls.ts";
import { claimArgument, paymentArgument, rateArgument } from "./arguments.ts";

/** Trees of a checkpoint of which a leaf may be asked for. */
export const CHALLENGE_TREES = ["claims", "outbox", "assets"] as const;
export type ChallengeTree = (typeof CHALLENGE_TREES)[number];

/** An accepted checkpoint that is not in force. */
export interface PendingCheckpoint {
  readonly number: number;
  readonly accepted: AcceptedArguments;
}

/** Asks for a leaf; the call carries the bond, `challengeBondWei` of the vault. */
export const challenge = (
  vault: Hex,
  { number, accepted }: PendingCheckpoint,
  tree: ChallengeTree,
  index: number,
  bondWei: bigint,
): Call => ({
  to: vault,
  value: bondWei,
  data: encodeFunctionData({
    abi: exitAbi,
    functionName: "challenge",
    args: [number, accepted, CHALLENGE_TREES.indexOf(tree), index],
  }),
});

/** A leaf with its words, or that there is none; and where it stands. */
export type Answer = { readonly siblings: readonly Hex[] } & (
  | { readonly tree: "claims"; readonly claim: ClaimLeaf }
  | { readonly tree: "outbox"; readonly row: PaymentArguments }
  | { readonly tree: "assets"; readonly row: AssetArguments; readonly rates: readonly SegmentRate[] }
  | { readonly tree: ChallengeTree; readonly emptyIndex: number }
);

/** Shows the leaf that was asked for; the bond goes to `to`. */
export function answer(vault: Hex, { number, accepted }: PendingCheckpoint, given: Answer, to: Hex): Call {
  return { to: vault, data: dataOf() };

  function dataOf(): Hex {
    if ("emptyIndex" in given)
      return encodeFunctionData({
        abi: exitAbi,
        functionName: "answerEmpty",
        args: [number, accepted, CHALLENGE_TREES.indexOf(given.tree), given.emptyIndex, given.siblings, to],
      });
    if (given.tree === "claims")
      return encodeFunctionData({
        abi: exitAbi,
        functionName: "answerClaim",
        args: [number, accepted, claimArgument(given.claim, given.siblings), to],
      });
    if (given.tree === "outbox")
      return encodeFunctionData({
        abi: exitAbi,
        functionName: "answerPayment",
        args: [number, accepted, paymentArgument(given.row), given.siblings, to],
      });
    return encodeFunctionData({
      abi: exitAbi,
      functionName: "answerAsset",
      args: [number, accepted, given.row, given.rates.map(rateArgument), given.siblings, to],
    });
  }
}

/** Gives the bond of a challenge back to whoever posed it, once nobody has answered in time. */
export const reclaimBond = (vault: Hex, number: number, tree: ChallengeTree, index: number): Call => ({
  to: vault,
  data: encodeFunctionData({
    abi: exitAbi,
    functionName: "reclaimBond",
    args: [number, CHALLENGE_TREES.indexOf(tree), index],
  }),
});
