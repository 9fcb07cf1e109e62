/**
 * A chain of one's own, for tests, the demo and trying things out.
 *
 * @module
 */
import type { ChainSource } from "../source/source.ts";

/** What runs a chain: a process of Foundry's, or EthereumJS in this one. */
export type LocalChainKind = "anvil" | "in-process";

export interface LocalChainOptions {
  readonly chainId: bigint;
  /** Time of its first block. */
  readonly timeSec: number;
  /** Blocks until one is final: two epochs on Ethereum; 0 unless told, so that the newest block is final at once. */
  readonly finalityBlocks?: number;
}

/** A chain that does what it is told: no block and no second passes by itself. */
export interface LocalChain {
  readonly chainId: bigint;
  readonly url: string;
  readonly source: ChainSource;
  /** What runs it, for whoever must say so. */
  readonly kind: LocalChainKind;
  /** Makes one block at a time that is not before the last one's, with everything that waits. */
  mine(timeSec: number): Promise<void>;
  /** Makes `count` empty blocks, `everySec` apart. */
  pass(count: number, everySec: number): Promise<void>;
  stop(): Promise<void>;
}
