/**
 * Contradictions that somebody showed a vault: calls that other vaults of the house take as they are.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { decodeEventLog, getAbiItem, toEventSelector, toFunctionSelector } from "viem";
import { exitAbi } from "../abi/abi.ts";
import type { ChainSource } from "../source/source.ts";
import { allLogs } from "../vault/logs.ts";

const SHOWN = toEventSelector(getAbiItem({ abi: exitAbi, name: "Shown" })) as Hex; // a hash
const SHOW = toFunctionSelector(getAbiItem({ abi: exitAbi, name: "requestExitForContradiction" }));

/** The data of each such call, the oldest first. Logs are not proven: a vault judges what it is shown. */
export async function readContradictionCalls(source: ChainSource, vault: Hex, fromBlock: bigint): Promise<Hex[]> {
  const { number } = await source.header("latest");
  const logs = await allLogs(source, vault, SHOWN, fromBlock, number);
  return logs
    .map(({ data, topics }) => decodeEventLog({ abi: exitAbi, data, topics: topics as [Hex, ...Hex[]] }))
    .flatMap((log) => (log.eventName === "Shown" && log.args.call.startsWith(SHOW) ? [log.args.call] : []));
}
