/**
 * Where records come from: a running node, or the folder of a stopped one, asked in the same way.
 *
 * @module
 */
import { type Chain, openStoredChain, solo, startServer, storeFolder } from "@novate/node";
import { createClient, type NovateClient } from "@novate/sdk";
import { VERSION } from "./version.ts";

export interface Source {
  readonly client: NovateClient;
  /** The chain itself, where a folder is the source. */
  readonly chain: Chain | null;
}

export interface SourceFlags {
  readonly url: string;
  readonly data?: string;
}

/**
 * Hands `use` the node at `url`, or the chain in the folder `data`, opened for so long: its root is computed anew first, and
 * no block is made. Errors: those of the client, or of the store.
 */
export async function withSource({ url, data }: SourceFlags, use: (source: Source) => Promise<void>): Promise<void> {
  if (data === undefined) {
    await use({ client: createClient({ url }), chain: null });
    return;
  }
  const chain = await openStoredChain(storeFolder(data));
  const preparer = {
    prepare: () => Promise.reject(new Error("source: a folder that is looked at takes no transaction")),
    isSigned: () => false,
  };
  const consensus = solo({ pacing: "manual" })({ chain, preparer, onHalt: () => {} });
  const server = await startServer({ context: { chain, consensus, version: VERSION }, port: 0 });
  try {
    await use({ client: createClient({ url: server.url }), chain });
  } finally {
    await server.close();
    await chain.store.close();
  }
}
