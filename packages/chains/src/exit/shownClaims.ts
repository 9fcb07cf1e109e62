/**
 * Claims that somebody showed a vault where they were asked for: the vault's event has them in whole, so that whoever asked needs no node.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { decodeEventLog, getAbiItem, toEventSelector, toFunctionSelector } from "viem";
import { exitAbi } from "../abi/abi.ts";
import type { BlockHeader } from "../source/rawHeader.ts";
import type { ChainSource } from "../source/source.ts";
import { allLogs } from "../vault/logs.ts";
import { CallData } from "./callData.ts";

const SHOWN = toEventSelector(getAbiItem({ abi: exitAbi, name: "Shown" })) as Hex; // a hash
const CLAIM = toFunctionSelector(getAbiItem({ abi: exitAbi, name: "answerClaim" }));

/** Numbers as a vault reads them: nothing of it is verified. */
export interface ShownClaim {
  /** Of the accepted checkpoint. */
  readonly number: number;
  readonly accountId: number;
  readonly segmentId: number;
  readonly exitAddress: Hex;
  readonly exitChain: number;
  /** Idle, holder's, gain, junior, senior. */
  readonly parts: readonly bigint[];
  readonly kept: readonly { readonly assetId: number; readonly amountAtoms: bigint }[];
  readonly siblings: readonly Hex[];
}

/** The oldest first. What no vault could have read is left out. */
export async function readShownClaims(
  source: ChainSource,
  { number: toBlock }: Pick<BlockHeader, "number">,
  vault: Hex,
  fromBlock: bigint,
): Promise<ShownClaim[]> {
  const logs = await allLogs(source, vault, SHOWN, fromBlock, toBlock);
  return logs.flatMap(({ data, topics }) => {
    const { call } = decodeEventLog({
      abi: exitAbi,
      eventName: "Shown",
      data,
      topics: topics as [Hex, ...Hex[]], // it was found by its first
    }).args;
    return call.startsWith(CLAIM) ? (claimIn(call) ?? []) : [];
  });
}

/** Behind the selector: number, nine words of what was accepted, then where the claim stands. */
const FIRST = 4n;
const CLAIM_PLACE = words(10);
/** Words of a claim before its lists. */
const PARTS_FROM = 4;

function claimIn(call: Hex): ShownClaim | null {
  try {
    const data = new CallData(call);
    const at = data.part(FIRST, FIRST + CLAIM_PLACE);
    const numberAt = (place: number): number => Number(data.uint(at + words(place)));
    const kept = data.part(at, at + words(9));
    return {
      number: Number(data.uint(FIRST)),
      accountId: numberAt(0),
      segmentId: numberAt(1),
      exitAddress: `0x${data.word(at + words(2)).slice(-40)}`,
      exitChain: numberAt(3),
      parts: Array.from({ length: 5 }, (_, part) => data.uint(at + words(PARTS_FROM + part))),
      kept: data.list(kept).map((_, place) => {
        const pair = kept + words(1 + 2 * place);
        return { assetId: Number(data.uint(pair)), amountAtoms: data.uint(pair + words(1)) };
      }),
      siblings: data.list(data.part(at, at + words(10))).map((place) => data.word(place)),
    };
  } catch {
    return null;
  }
}

function words(count: number): bigint {
  return BigInt(32 * count);
}
