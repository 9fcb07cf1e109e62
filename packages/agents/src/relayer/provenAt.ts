/**
 * What every proof of a vault's storage begins with: whose word it is, of which vault, at which header.
 *
 * @module
 */
import type { HeaderRow, Hex, VaultRow } from "@novate/codec";

/** `accountNodes`: the proof of the vault's own account under the header's state root. */
export function provenAt(
  { spec: { vaultId, vault } }: VaultRow,
  { number, stateRoot }: HeaderRow,
  accountId: number,
  accountNodes: readonly Hex[],
) {
  return { accountId, vaultId, vault, number, stateRoot, accountProof: [...accountNodes] };
}
