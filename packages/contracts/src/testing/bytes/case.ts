/**
 * One question to the vault's own functions, and what TypeScript answers to it.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { climbTree } from "@novate/evm";
import { type AbiValue, encodeCall } from "../abi.ts";

/** Where a batch of questions is asked. */
export interface Scene {
  readonly chainId: bigint;
  readonly vault: Hex;
  readonly selectors: ReadonlyMap<string, Hex>;
}

export interface ByteCase {
  /** What is asked, for whoever reads of a difference. */
  readonly kind: string;
  readonly data: Hex;
  /** What is returned, or the first four bytes of a refusal. */
  readonly expected: Hex;
}

/** A case whose answer is returned, or refused by an error of that name. */
export function caseOf(
  scene: Scene,
  name: string,
  values: readonly AbiValue[],
  expected: { readonly returned: Hex } | { readonly refused: string },
): ByteCase {
  const selector = scene.selectors.get(name)!;
  const answer = "returned" in expected ? expected.returned : scene.selectors.get(expected.refused)!;
  return { kind: name, data: encodeCall(selector, ...values), expected: answer };
}

/** What a proof comes to, as the vault says it. */
export function climbed(
  leaf: Hex,
  index: number,
  siblings: readonly Hex[],
  depth: number,
): { readonly returned: Hex } | { readonly refused: string } {
  const root = climbTree(leaf, index, siblings, depth);
  if (root !== undefined) return { returned: root };
  return { refused: siblings.length > depth ? "ProofTooLong" : "NoSuchLeaf" };
}
