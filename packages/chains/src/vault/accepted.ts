/**
 * Checkpoints that a vault accepted, from its logs: the n-th is of number n.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { toEventSelector } from "viem";
import { vaultAbi } from "../abi/abi.ts";
import type { ChainLog, ChainSource } from "../source/source.ts";
import { newestLogs } from "./logs.ts";
import { readVault } from "./reads.ts";

const ACCEPTED = toEventSelector(
  vaultAbi.find((entry) => entry.type === "event" && entry.name === "CheckpointAccepted")!,
) as Hex; // a hash

export interface AcceptedLog {
  readonly number: number;
  readonly digest: Hex;
  /** Of the block that took it. */
  readonly timeSec: bigint;
  readonly blockNumber: bigint;
  /** Which brought it. */
  readonly transaction: Hex;
}

/** A vault keeps this many. */
export const KEPT_PLACES = 16;

/** The last of them, the oldest first; `fromBlock` is the vault's first. Only as many logs are read as it takes. */
export async function readAccepted(source: ChainSource, vault: Hex, fromBlock: bigint): Promise<AcceptedLog[]> {
  const latest = await source.header("latest");
  const { count } = await readVault(source, latest, vault);
  const kept = count < KEPT_PLACES ? Number(count) : KEPT_PLACES;
  if (kept === 0) return [];
  const isEnough = (logs: readonly ChainLog[]): boolean => logs.length >= kept;
  const logs = await newestLogs(source, vault, ACCEPTED, { fromBlock, toBlock: latest.number, isEnough });
  const first = Number(count) - Math.min(kept, logs.length);
  return Promise.all(
    logs.slice(-kept).map(async ({ data, blockNumber, transactionHash: transaction }, place) => {
      const { timeSec } = await source.header(blockNumber);
      return { number: first + place, digest: data, timeSec, blockNumber, transaction };
    }),
  );
}
