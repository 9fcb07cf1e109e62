/**
 * Where a relayer works: one vault, with a source and a writer of its chain.
 *
 * @module
 */
import type { ChainSource, ChainWriter } from "@novate/chains";

export interface RelayPlace {
  readonly chainId: number;
  readonly source: ChainSource;
  /** Its key pays for gas and has no other authority. */
  readonly writer: ChainWriter;
  /** Block from which the vault's logs begin. */
  readonly fromBlock: bigint;
}
