/**
 * What a vault would write down of a token now, on the source's word: whether it is worth a transaction to have it do so.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { encodeFunctionData } from "viem";
import { tokenAbi } from "../abi/abi.ts";
import { dataOf } from "../rpc/checked.ts";
import { isChainError } from "../rpc/failure.ts";
import { type ChainSource, numberText } from "../source/source.ts";
import type { TokenHealth } from "./health.ts";
import { readBalance } from "./reads.ts";

type At = { readonly number: bigint };

/** Whether `sync` would write down something else than what stands: another shortfall, or that the token moves or does not. */
export async function isSyncDue(
  source: ChainSource,
  at: At,
  vault: Hex,
  token: Hex,
  { heldAtoms, shortfallAtoms, frozenSince }: Pick<TokenHealth, "heldAtoms" | "shortfallAtoms" | "frozenSince">,
): Promise<boolean> {
  const balance = await readBalance(source, token, vault, at.number);
  if ((balance < heldAtoms ? heldAtoms - balance : 0n) !== shortfallAtoms) return true;
  const isFrozen = balance > 0n && !(await canMove(source, at, vault, token));
  return isFrozen !== frozenSince > 0n;
}

/** What a vault gives its probe of a token. */
const PROBE_GAS = 300_000n;

/** Whether one atom moves from the vault to itself: the vault's own probe. */
async function canMove(source: ChainSource, { number }: At, vault: Hex, token: Hex): Promise<boolean> {
  const data = encodeFunctionData({ abi: tokenAbi, functionName: "transfer", args: [vault, 1n] });
  const call = { from: vault, to: token, data, gas: numberText(PROBE_GAS + CALL_GAS) };
  try {
    const answer = dataOf(await source.rpc.request("eth_call", [call, numberText(number)]), "transfer");
    return answer === "0x" || (answer.length >= 66 && BigInt(answer.slice(0, 66)) === 1n);
  } catch (failure) {
    if (isChainError(failure, "RpcRefused") && isTokensOwn(failure.details.data, failure.message)) return false;
    throw failure;
  }
}

/** What a transaction costs before its first instruction, with its data. */
const CALL_GAS = 25_000n;

/** Whether the token failed, and not the node: it answers with the token's words, or names what its machine met. */
const isTokensOwn = (data: unknown, message: string): boolean =>
  typeof data === "string" || /revert|out of gas|invalid|stack/i.test(message);
