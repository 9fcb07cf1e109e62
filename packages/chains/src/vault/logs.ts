/**
 * Logs of a contract over any span of blocks, whatever a source takes of it at once.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { isChainError } from "../rpc/failure.ts";
import type { ChainLog, ChainSource } from "../source/source.ts";

/** Blocks that are looked through first, from the newest; four times as many each time that finds too little. */
const FIRST_SPAN = 2_000n;
const WIDER = 4n;

/** All of them, in their order. A span that a source refuses, or whose answer is too long, is asked for in halves. */
export async function allLogs(
  source: ChainSource,
  address: Hex,
  topic: Hex,
  fromBlock: bigint,
  toBlock: bigint,
): Promise<readonly ChainLog[]> {
  if (fromBlock > toBlock) return [];
  try {
    return await source.logs(address, topic, fromBlock, toBlock);
  } catch (failure) {
    const isTooMuch = isChainError(failure, "RpcRefused") || isChainError(failure, "RpcMalformed");
    if (!isTooMuch || fromBlock === toBlock) throw failure;
    const middle = (fromBlock + toBlock) / 2n;
    const first = await allLogs(source, address, topic, fromBlock, middle);
    return [...first, ...(await allLogs(source, address, topic, middle + 1n, toBlock))];
  }
}

/** The newest of them, in their order: those of the last blocks in which `isEnough` finds what it looks for, or all. */
export async function newestLogs(
  source: ChainSource,
  address: Hex,
  topic: Hex,
  {
    fromBlock,
    toBlock,
    isEnough,
  }: { fromBlock: bigint; toBlock: bigint; isEnough: (logs: readonly ChainLog[]) => boolean },
): Promise<readonly ChainLog[]> {
  let found: readonly ChainLog[] = [];
  let span = FIRST_SPAN;
  for (let last = toBlock; last >= fromBlock && !isEnough(found); span *= WIDER) {
    const first = last - span + 1n < fromBlock ? fromBlock : last - span + 1n;
    found = [...(await allLogs(source, address, topic, first, last)), ...found];
    last = first - 1n;
  }
  return found;
}
