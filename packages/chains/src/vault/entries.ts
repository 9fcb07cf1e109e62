/**
 * The entries of a vault's inbox, from its logs, as the house folds them.
 *
 * Logs are not proven. It does not matter: entries that do not fold to the proven word are refused by the house, whoever sends them.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import type { InboxEntry } from "@novate/evm";
import { decodeEventLog, toEventSelector } from "viem";
import { vaultAbi } from "../abi/abi.ts";
import { ChainError } from "../rpc/failure.ts";
import type { ChainLog, ChainSource } from "../source/source.ts";
import { newestLogs } from "./logs.ts";

const ENTERED = toEventSelector(vaultAbi.find((entry) => entry.type === "event" && entry.name === "Entered")!) as Hex;

/** Headers that are asked for together. */
const AT_ONCE = 32;

/** An entry with the block that took it. */
export interface InboxLogEntry extends InboxEntry {
  readonly blockNumber: bigint;
}

/**
 * Entries that came in from block `fromBlock` to `toBlock`, in their order; those before `firstIndex` may be left out. Rejects with
 * `SourcesDisagree` after a reorganisation.
 */
export async function readEntries(
  source: ChainSource,
  vault: Hex,
  fromBlock: bigint,
  toBlock: bigint,
  firstIndex = 0n,
): Promise<readonly InboxLogEntry[]> {
  const isEnough = ([first]: readonly ChainLog[]): boolean => first !== undefined && indexOf(first) <= firstIndex;
  const logs = await newestLogs(source, vault, ENTERED, { fromBlock, toBlock, isEnough });
  const times = await timesOf(source, logs);
  return logs
    .map((log) => ({ ...entryOf(log, times.get(log.blockNumber)!), blockNumber: log.blockNumber }))
    .sort((one, other) => Number(one.index - other.index));
}

/** Which entry a log is of; -1 for one that is of none, which is told when it is read. */
const indexOf = ({ topics }: ChainLog): bigint => (topics[1] === undefined ? -1n : BigInt(topics[1]));

/** Times of the blocks that the logs are in, by number. */
async function timesOf(source: ChainSource, logs: readonly ChainLog[]): Promise<ReadonlyMap<bigint, bigint>> {
  const hashes = [...new Map(logs.map(({ blockNumber, blockHash }) => [blockNumber, blockHash]))];
  const times = new Map<bigint, bigint>();
  const read = async ([number, hash]: readonly [bigint, Hex]): Promise<void> => {
    const header = await source.header(number);
    if (header.hash !== hash)
      throw new ChainError("SourcesDisagree", `block ${number} was replaced while it was read`, {
        details: { number, hash, now: header.hash },
      });
    times.set(number, header.timeSec);
  };
  for (let from = 0; from < hashes.length; from += AT_ONCE)
    await Promise.all(hashes.slice(from, from + AT_ONCE).map(read));
  return times;
}

function entryOf({ data, topics }: ChainLog, timeSec: bigint): InboxEntry {
  try {
    const { args } = decodeEventLog({
      abi: vaultAbi,
      eventName: "Entered",
      data,
      topics: [...topics] as [Hex, ...Hex[]],
    });
    return {
      ...args,
      timeSec,
      sender: lower(args.sender),
      owner: lower(args.owner),
      token: lower(args.token),
    };
  } catch (cause) {
    throw new ChainError("RpcMalformed", "a log is no entry of an inbox", { cause });
  }
}

const lower = (address: string): Hex => address.toLowerCase() as Hex; // an address with the case of its checksum
