/**
 * Where a replay's blocks are made: in memory for the headless one, or through a node's own driver and store.
 *
 * @module
 */
import type { BlockResult, Engine } from "@novate/engine";

/**
 * Safety: every signature is checked before a block; the transactions of one call enter one block in their order, alone or
 * among others' that a node's API took. Liveness: a call resolves once its block stands.
 */
export interface ReplayHost {
  apply(timeMs: number, transactions: readonly Uint8Array[]): Promise<BlockResult>;
  /** Runs a synchronous query against the last block. */
  read<T>(query: (engine: Engine) => T): Promise<T>;
}
