/**
 * Checkpoints that a vault accepted, from its logs: the n-th is of number n.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { toEventSelector } from "viem";
import { vaultAbi } from "../abi/abi.ts";
import type { ChainSource } from "../source/source.ts";

const ACCEPTED = toEventSelector(
  vaultAbi.find((entry) => entry.type === "event" && entry.name === "CheckpointAccepted")!,
) as Hex; // a hash

export interface AcceptedLog {
  readonly number: number;
  readonly digest: Hex;
  /** Of the block that took it. */
  readonly timeSec: bigint;
  readonly blockNumber: bigint;
}

/** A vault keeps this many. */
const KEPT = 16;

/** The last of them, the oldest first; `fromBlock` is the vault's first. */
export async function readAccepted(source: ChainSource, vault: Hex, fromBlock: bigint): Promise<AcceptedLog[]> {
  const { number: latest } = await source.header("latest");
  const logs = await source.logs(vault, ACCEPTED, fromBlock, latest);
  const numbered = logs.map((log, number) => ({ ...log, number })).slice(-KEPT);
  return Promise.all(
    numbered.map(async ({ number, data, blockNumber }) => {
      const { timeSec } = await source.header(blockNumber);
      return { number, digest: data, timeSec, blockNumber };
    }),
  );
}
