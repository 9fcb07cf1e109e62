/**
 * Where a relayer works: a chain, with a source and a writer.
 *
 * @module
 */
import { type ChainError, type ChainSource, type ChainWriter, isChainError } from "@novate/chains";

export interface RelayPlace {
  readonly source: ChainSource;
  /** Its key pays for gas and has no other authority. */
  readonly writer: ChainWriter;
  /** Block from which its vaults' logs begin. */
  readonly fromBlock: bigint;
}

/** A contract's refusal is an answer: somebody was faster, or it is too early. */
export const isRefusedByVault = (failure: unknown): failure is ChainError => isChainError(failure, "Reverted");
