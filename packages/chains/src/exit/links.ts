/**
 * Steps from one hot set to the next, as they were brought to a vault's sets.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import type { RotationLink } from "@novate/evm";
import { decodeEventLog, getAbiItem, toEventSelector } from "viem";
import { setsAbi } from "../abi/abi.ts";
import type { ChainLog, ChainSource } from "../source/source.ts";
import { allLogs } from "../vault/logs.ts";
import { hotLinksIn, inputOf } from "./brought.ts";

const [PENDING, BROUGHT] = (["SetPending", "RotationBrought"] as const).map((name) =>
  toEventSelector(getAbiItem({ abi: setsAbi, name })),
) as [Hex, Hex]; // a hash each

/** Of hot sets, the first first. None is proven: whoever reads them checks what was signed. Rejects with `ChainError`. */
export async function readLinks(source: ChainSource, sets: Hex, fromBlock: bigint): Promise<RotationLink[]> {
  const { number } = await source.header("latest");
  const [pending, brought] = await Promise.all(
    [PENDING, BROUGHT].map((topic) => allLogs(source, sets, topic, fromBlock, number)),
  );
  const said = new Set(brought!.map(({ transactionHash }) => transactionHash));
  const straight = new Set(pending!.map(({ transactionHash }) => transactionHash).filter((hash) => !said.has(hash)));
  const inputs = await Promise.all([...straight].map((hash) => inputOf(source, hash)));
  return [...inputs, ...brought!.map(callOf)].flatMap(hotLinksIn);
}

const callOf = ({ data, topics }: ChainLog): Hex =>
  decodeEventLog({ abi: setsAbi, eventName: "RotationBrought", data, topics: topics as [Hex, ...Hex[]] }).args.call;
