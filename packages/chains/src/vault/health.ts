/**
 * How a token stands at a vault: what the vault wrote down of it, by proof.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { readTokenHealth, readTokenHeld, vaultSlots } from "@novate/evm";
import type { BlockHeader } from "../source/rawHeader.ts";
import type { ChainSource } from "../source/source.ts";

type At = Pick<BlockHeader, "number" | "stateRoot">;

/** What a vault's books say of a token: atoms; `frozenSince` in seconds since 1970, 0 of one that moves. */
export interface TokenHealth {
  readonly heldAtoms: bigint;
  readonly shortfallAtoms: bigint;
  readonly frozenSince: bigint;
  /** What proves it to the house. */
  readonly accountNodes: readonly Hex[];
  readonly heldNodes: readonly Hex[];
  readonly healthNodes: readonly Hex[];
}

export async function readHealth(source: ChainSource, at: At, vault: Hex, token: Hex): Promise<TokenHealth> {
  const { accountNodes, slots } = await source.proof(at, vault, [
    vaultSlots.tokenHeld(token),
    vaultSlots.tokenHealth(token),
  ]);
  const [held, health] = slots;
  return {
    heldAtoms: readTokenHeld(held!.value).heldAtoms,
    ...readTokenHealth(health!.value),
    accountNodes,
    heldNodes: held!.nodes,
    healthNodes: health!.nodes,
  };
}
