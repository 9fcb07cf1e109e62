/**
 * Calls that pay out of a vault in exit: its hall answers them at the vault's own address.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { type ClaimLeaf, type InboxEntry, inboxLeaf, type SegmentRate } from "@novate/evm";
import { encodeFunctionData } from "viem";
import { exitAbi } from "../abi/abi.ts";
import type { Call } from "../account/writer.ts";
import type { AssetArguments, PaymentArguments } from "../vault/calls.ts";
import { claimArgument, entryArgument, paymentArgument, rateArgument } from "./arguments.ts";

/** Fixes what a token pays, by its asset's row under the roots in force. */
export const settle = (vault: Hex, row: AssetArguments, siblings: readonly Hex[]): Call => ({
  to: vault,
  data: encodeFunctionData({ abi: exitAbi, functionName: "settle", args: [row, siblings] }),
});

/**
 * Fixes what a token pays that no row names. `rows`: all of the vault's under the roots in force, ascending by asset, which show that;
 * where nobody has them, none, and the vault waits for one.
 */
export const settleUnlisted = (vault: Hex, token: Hex, rows: readonly AssetArguments[]): Call => ({
  to: vault,
  data: encodeFunctionData({ abi: exitAbi, functionName: "settleUnlisted", args: [token, rows] }),
});

/** Pays an account's claim in a token, with all rates of the token's asset; to its exit address unless that one calls. */
export const exitClaim = (
  vault: Hex,
  claim: ClaimLeaf,
  siblings: readonly Hex[],
  token: Hex,
  rates: readonly SegmentRate[],
  to: Hex = claim.exitAddress,
): Call => ({
  to: vault,
  data: encodeFunctionData({
    abi: exitAbi,
    functionName: "exitClaim",
    args: [claimArgument(claim, siblings), token, rates.map(rateArgument), to],
  }),
});

/** Pays a row of the last outbox; to its recipient unless that one calls. */
export const exitPayment = (vault: Hex, row: PaymentArguments, siblings: readonly Hex[], to = row.recipient): Call => ({
  to: vault,
  data: encodeFunctionData({ abi: exitAbi, functionName: "exitPayment", args: [paymentArgument(row), siblings, to] }),
});

/** Pays a deposit back that was not heard, or could not be; to its sender unless that one calls. `chunk` as for {@link requestExitForEntry}. */
export const exitRefund = (vault: Hex, entry: InboxEntry, chunk: readonly InboxEntry[], to = entry.sender): Call => ({
  to: vault,
  data: encodeFunctionData({
    abi: exitAbi,
    functionName: "exitRefund",
    args: [entryArgument(entry), chunk.map(inboxLeaf), to],
  }),
});
