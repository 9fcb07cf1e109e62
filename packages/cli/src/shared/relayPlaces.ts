/**
 * Where a relayer of a command line works: every chain that it was told of, with one key for gas.
 *
 * @module
 */
import type { ChainSource } from "@novate/chains";
import { writerOf } from "./chains.ts";

/** Errors: those of the key's file. */
export async function relayPlaces(
  chains: ReadonlyMap<number, readonly ChainSource[]>,
  keyFile: string,
  fromBlock = 0n,
) {
  const places = [...chains].map(async ([chainId, [source]]) => {
    const writer = await writerOf(source!, chainId, keyFile); // a chain has a source
    return [chainId, { source: source!, writer, fromBlock }] as const;
  });
  return new Map(await Promise.all(places));
}
