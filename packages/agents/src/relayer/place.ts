/**
 * Where a relayer works: a chain, with a source and a writer.
 *
 * @module
 */
import type { ChainSource, ChainWriter } from "@novate/chains";

export interface RelayPlace {
  readonly source: ChainSource;
  /** Its key pays for gas and has no other authority. */
  readonly writer: ChainWriter;
  /** Block from which its vaults' logs begin. */
  readonly fromBlock: bigint;
}
