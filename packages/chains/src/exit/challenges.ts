/**
 * Leaves of accepted checkpoints that somebody asked a vault for, and that nobody has shown.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { hashWords, mappingSlot, slotAfter, uintWord, vaultSlots, wordToUint } from "@novate/evm";
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

export interface AskedLeaf extends OpenChallenge {
  /** Whether somebody showed it. */
  readonly isShown: boolean;
}

/** Every question that a vault was asked, the newest of each leaf: open, lapsed or answered. Logs are not proven. */
export async function readAskedLeaves(
  source: ChainSource,
  { number: toBlock }: Pick<BlockHeader, "number">,
  vault: Hex,
  fromBlock: bigint,
): Promise<AskedLeaf[]> {
  const [asked, shown] = await Promise.all(TOPICS.map((topic) => allLogs(source, vault, topic, fromBlock, toBlock)));
  const found = new Map<string, AskedLeaf>();
  for (const log of [...asked!, ...shown!].sort(inOrder)) {
    const { eventName, args } = decodeEventLog({ abi: exitAbi, data: log.data, topics: log.topics as [Hex, ...Hex[]] });
    if (eventName !== "Challenged" && eventName !== "Answered") continue;
    const { number, tree, index } = args;
    const place = `${number}/${tree}/${index}`;
    const before = found.get(place);
    if (eventName === "Challenged") {
      const [challenger, untilSec] = [args.challenger.toLowerCase() as Hex, args.until];
      found.set(place, { number, tree: CHALLENGE_TREES[tree]!, index, challenger, untilSec, isShown: false }); // the vault has no other
    } else if (before !== undefined) found.set(place, { ...before, isShown: true });
  }
  return [...found.values()];
}

/** Those that may still be answered, the oldest first. `fromBlock`: where the first may stand. Logs are not proven: the vault says so where one is wrong. */
export async function readOpenChallenges(
  source: ChainSource,
  at: Pick<BlockHeader, "number" | "timeSec">,
  vault: Hex,
  fromBlock: bigint,
): Promise<OpenChallenge[]> {
  const unanswered = await readUnanswered(source, at, vault, fromBlock);
  return unanswered.filter(({ untilSec }) => untilSec >= at.timeSec);
}

/** Those of a challenger that nobody answered in time and whose bond the vault still has, by its own word: nobody answers them any more. */
export async function readLapsedChallenges(
  source: ChainSource,
  at: Pick<BlockHeader, "number" | "timeSec" | "stateRoot">,
  vault: Hex,
  fromBlock: bigint,
  challenger: Hex,
): Promise<OpenChallenge[]> {
  const unanswered = await readUnanswered(source, at, vault, fromBlock);
  const lapsed = unanswered.filter((one) => one.challenger === challenger && one.untilSec < at.timeSec);
  if (lapsed.length === 0) return [];
  const { slots } = await source.proof(at, vault, lapsed.map(challengeSlot));
  return lapsed.filter((_, place) => {
    const { value } = slots[place]!;
    return value !== undefined && BigInt.asUintN(ADDRESS_BITS, wordToUint(value)!) === BigInt(challenger); // every word is a uint256
  });
}

const ADDRESS_BITS = 160;

/** Where the vault keeps who asked for a leaf. */
const challengeSlot = ({ number, tree, index }: OpenChallenge): Hex =>
  mappingSlot(
    slotAfter(vaultSlots.exit, 6),
    hashWords(uintWord(number), uintWord(CHALLENGE_TREES.indexOf(tree)), uintWord(index)),
  );

const readUnanswered = async (...where: Parameters<typeof readAskedLeaves>): Promise<OpenChallenge[]> =>
  (await readAskedLeaves(...where)).filter(({ isShown }) => !isShown);

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
