/**
 * Where a relayer of a command line works: every source of every chain that it was told of, with one key for gas.
 *
 * @module
 */
import type { ChainSource, SentCalls } from "@novate/chains";
import { writerOf } from "./chains.ts";

/** Errors: those of the key's file. */
export async function relayPlaces(
  chains: ReadonlyMap<number, readonly ChainSource[]>,
  keyFile: string,
  fromBlock = 0n,
) {
  const places = [...chains].map(async ([chainId, sources]) => {
    const sent: SentCalls = new Map();
    const own = sources.map(async (source) => {
      const writer = await writerOf(source, chainId, keyFile, { sent });
      return { source, writer, fromBlock };
    });
    return [chainId, await Promise.all(own)] as const;
  });
  return new Map(await Promise.all(places));
}
