/**
 * Proves to the house what a vault wrote down of its tokens, where it has heard otherwise.
 *
 * Both ways: who learns first of a shortfall would trade against those who have not heard, and one that is over and that nobody proves
 * closes out whoever holds the token.
 *
 * @module
 */
import { type ChainSource, readHealth } from "@novate/chains";
import type { CommandOf, HeaderRow, VaultRow } from "@novate/codec";
import type { CustodyRows } from "../custody/rows.ts";
import { provenAt } from "./provenAt.ts";

/** What the vault wrote down of its tokens by an accepted header, where the house has heard otherwise. Rejects with `ChainError`. */
export async function proveImpairments(
  rows: CustodyRows,
  source: ChainSource,
  vault: VaultRow,
  header: HeaderRow,
  accountId: number,
): Promise<CommandOf<"ProveImpairment">[]> {
  const commands: CommandOf<"ProveImpairment">[] = [];
  for (const { assetId, token, vaultId } of rows.locations) {
    if (vaultId !== vault.spec.vaultId) continue;
    const known = rows.impairments.find((row) => row.assetId === assetId);
    if (known !== undefined && header.number <= known.number) continue;
    const { accountNodes, heldNodes, healthNodes, ...health } = await readHealth(
      source,
      header,
      vault.spec.vault,
      token,
    );
    const { shortfallAtoms = 0n, frozenSince = 0n } = known ?? {};
    if (health.shortfallAtoms === shortfallAtoms && health.frozenSince === frozenSince) continue;
    const proofs = { heldProof: [...heldNodes], healthProof: [...healthNodes] };
    commands.push({
      type: "ProveImpairment",
      ...provenAt(vault, header, accountId, accountNodes),
      ...{ assetId, token, ...proofs },
    });
  }
  return commands;
}
