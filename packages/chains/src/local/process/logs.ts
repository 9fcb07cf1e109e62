/**
 * Logs that a filter lets through, from the oldest on.
 *
 * @module
 */
import { dataOf, listOf } from "../../rpc/checked.ts";
import { blockAt } from "./blockAt.ts";
import type { MinedBlock } from "./blocks.ts";
import type { ProcessChain } from "./chain.ts";
import { type LogJson, logsToJson } from "./json.ts";

type Filter = Readonly<Record<string, unknown>>;

export function logsOf(chain: ProcessChain, { address, topics, fromBlock, toBlock, blockHash }: Filter): LogJson[] {
  const addresses = address === undefined ? null : choicesOf(address);
  const wanted = listOf(topics ?? [], "topics", 4).map((topic) => (topic === null ? null : choicesOf(topic)));
  const isWanted = (log: LogJson): boolean =>
    (addresses?.includes(log.address) ?? true) &&
    wanted.every((choices, place) => choices === null || choices.includes(log.topics[place] ?? ""));
  return blocksOf(chain, fromBlock, toBlock, blockHash)
    .flatMap((block) => block.mined.flatMap((_, index) => logsToJson(block, index)))
    .filter(isWanted);
}

/** One, or a list of those any of which will do. */
const choicesOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).map((one) => dataOf(one, "address or topic"));

function blocksOf(chain: ProcessChain, from: unknown, to: unknown, hash: unknown): readonly MinedBlock[] {
  if (hash !== undefined) return [chain.blockOf(dataOf(hash, "block hash", 32))].filter((one) => one !== undefined);
  const last = blockAt(chain, to) ?? chain.head;
  const found: MinedBlock[] = [];
  const first = blockAt(chain, from);
  if (first === null) return found;
  for (let height = first.block.header.number; height <= last.block.header.number; height++)
    found.push(chain.block(Number(height))!); // at most the newest
  return found;
}
