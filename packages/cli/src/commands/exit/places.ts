/**
 * The chains of an exit's command line: a source each, and a key for gas where one was named.
 *
 * @module
 */
import { type ExitPlace, sparing } from "@novate/agents";
import type { SentCalls } from "@novate/chains";
import { type RpcFlag, sourcesOf, writerOf } from "../../shared/chains.ts";
import { UsageError } from "../../shared/failure.ts";

/** Gas of one call. A claim takes 150,000, and some hundred more with each rate of its asset; a contract that a kit only calls a vault takes all that it is given. */
export const MOST_GAS = 2_000_000n;

/** Errors: `UsageError` `RpcMissing`, and those of the key's file. */
export async function exitPlaces({
  rpc = [],
  gasKey,
}: {
  readonly rpc?: readonly RpcFlag[];
  readonly gasKey?: string;
}): Promise<Map<number, ExitPlace>> {
  if (rpc.length === 0)
    throw new UsageError("RpcMissing", "no chain is named", "Say where chains are asked: --rpc CHAIN=URL.");
  const places = [...sourcesOf(rpc)].map(async ([chainId, [source]]) => {
    const sent: SentCalls = new Map();
    const writer = gasKey === undefined ? null : await writerOf(source!, chainId, gasKey, { sent, mostGas: MOST_GAS }); // a chain has one at least
    return [chainId, { source: source!, fromBlock: 0n, ...(writer !== null && { writer: sparing(writer) }) }] as const;
  });
  return new Map(await Promise.all(places));
}
