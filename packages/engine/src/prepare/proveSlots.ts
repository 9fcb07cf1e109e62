/**
 * What stands in some slots of a contract under a stated root, and which code it has: proofs of a stranger's, no state needed.
 *
 * @module
 */
import { type Hex, hexToBytes } from "@novate/codec";
import { verifyAccountProof, verifyStorageProof } from "@novate/evm";

/** Words in the order of the slots, undefined where nothing was ever stored; or the first fault that was met. */
export type SlotsProof =
  | { readonly ok: true; readonly codeHash: Hex; readonly words: readonly (Hex | undefined)[] }
  | { readonly ok: false; readonly fault: string };

export interface ShownSlot {
  readonly slot: Hex;
  readonly nodes: readonly Hex[];
}

/** Work: a hash a node. */
export function proveSlots(
  stateRoot: Hex,
  contract: Hex,
  accountProof: readonly Hex[],
  slots: readonly ShownSlot[],
): SlotsProof {
  const account = verifyAccountProof(stateRoot, contract, accountProof.map(hexToBytes));
  if (!account.ok) return account;
  if (account.value === undefined) return { ok: false, fault: "AccountAbsent" };
  const { storageRoot, codeHash } = account.value;
  const words: (Hex | undefined)[] = [];
  for (const { slot, nodes } of slots) {
    const stored = verifyStorageProof(storageRoot, slot, nodes.map(hexToBytes));
    if (!stored.ok) return stored;
    words.push(stored.value);
  }
  return { ok: true, codeHash, words };
}
