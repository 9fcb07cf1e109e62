/**
 * Leaves of accepted checkpoints that somebody asked a vault for, and that nobody has shown.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { slotAfter, vaultSlots, wordToUint } from "@novate/evm";
import { decodeEventLog, getAbiItem, toEventSelector } from "viem";
import { exitAbi } from "../abi/abi.ts";
import type { BlockHeader } from "../source/rawHeader.ts";
import type { ChainLog, ChainSource } from "../source/source.ts";
import { allLogs } from "../vault/logs.ts";
import { CHALLENGE_TREES, type ChallengeTree } from "./challengeCalls.ts";

export interface OpenChallenge {
  /** Of the accepted checkpoint. */
  readonly number: number;
  readonly tree: ChallengeTree;
  readonly index: number;
  readonly challenger: Hex;
  /** Until when an answer counts, in seconds since 1970 by the vault's chain. */
  readonly untilSec: bigint;
}

const TOPICS = (["Challenged", "Answered"] as const).map(
  (name): Hex => toEventSelector(getAbiItem({ abi: exitAbi, name })) as Hex, // a hash
);

/** Those that may still be answered, the oldest first. `fromBlock`: where the first may stand. Logs are not proven: the vault says so where one is wrong. */
export async function readOpenChallenges(
  source: ChainSource,
  { number: toBlock, timeSec }: Pick<BlockHeader, "number" | "timeSec">,
  vault: Hex,
  fromBlock: bigint,
): Promise<OpenChallenge[]> {
  const [asked, shown] = await Promise.all(TOPICS.map((topic) => allLogs(source, vault, topic, fromBlock, toBlock)));
  const open = new Map<string, OpenChallenge>();
  for (const log of [...asked!, ...shown!].sort(inOrder)) {
    const { eventName, args } = decodeEventLog({ abi: exitAbi, data: log.data, topics: log.topics as [Hex, ...Hex[]] });
    if (eventName !== "Challenged" && eventName !== "Answered") continue;
    const { number, tree, index } = args;
    const place = `${number}/${tree}/${index}`;
    if (eventName === "Answered") open.delete(place);
    else
      open.set(place, {
        number,
        tree: CHALLENGE_TREES[tree]!, // the vault has no other
        index,
        challenger: args.challenger.toLowerCase() as Hex,
        untilSec: args.until,
      });
  }
  return [...open.values()].filter(({ untilSec }) => untilSec >= timeSec);
}

const inOrder = (one: ChainLog, other: ChainLog): number =>
  one.blockNumber === other.blockNumber ? one.logIndex - other.logIndex : one.blockNumber < other.blockNumber ? -1 : 1;

const BOND_BITS = 128;

/** What a challenge costs, in the smallest unit of the chain's coin; by proof. */
export async function readBondWei(
  source: ChainSource,
  at: Pick<BlockHeader, "number" | "stateRoot">,
  vault: Hex,
): Promise<bigint> {
  const { slots } = await source.proof(at, vault, [slotAfter(vaultSlots.exit, 2)]);
  const { value } = slots[0]!;
  return value === undefined ? 0n : BigInt.asUintN(BOND_BITS, wordToUint(value)!); // every word is a uint256
}
