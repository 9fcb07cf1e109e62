/**
 * A replay in memory: the engine, its transactions prepared by whoever checks signatures, and nothing stored.
 *
 * @module
 */
import type { Engine, PreparedTransaction } from "@novate/engine";
import type { ReplayHost } from "./host.ts";

/** Decodes and verifies, in order; the node's admission, or anything as pure. */
export interface Preparer {
  prepare(transactions: readonly Uint8Array[]): Promise<PreparedTransaction[]>;
}

export const createEngineHost = (engine: Engine, preparer: Preparer): ReplayHost => ({
  async apply(timeMs, transactions) {
    const prepared = await preparer.prepare(transactions);
    return engine.apply({ height: engine.height + 1, timeMs, transactions: prepared });
  },
  read: async (query) => query(engine),
});
