/**
 * Proves to the house how far a vault is on its way into exit, and that a request was cancelled.
 *
 * @module
 */
import type { ChainSource } from "@novate/chains";
import { type CommandOf, ExitPhase, type HeaderRow, type VaultRow } from "@novate/codec";
import { readExitWord, vaultSlots } from "@novate/evm";
import type { CustodyRows } from "../custody/rows.ts";
import { provenAt } from "./provenAt.ts";

/** The proof at an accepted header, or null where the house knows it. Rejects with `ChainError`. */
export async function proveExit(
  { vaultExits }: Pick<CustodyRows, "vaultExits">,
  source: ChainSource,
  vault: VaultRow,
  header: HeaderRow,
  accountId: number,
): Promise<CommandOf<"ProveExit"> | null> {
  const { vaultId, vault: address } = vault.spec;
  const known = vaultExits.find((row) => row.vaultId === vaultId);
  if (known?.phase === ExitPhase.exit) return null;
  const { exit, checkpointInForce, claimsRoot, assetsRoot } = vaultSlots;
  const { accountNodes, slots } = await source.proof(header, address, [
    exit,
    checkpointInForce,
    claimsRoot,
    assetsRoot,
  ]);
  const { phase } = readExitWord(slots[0]!.value);
  const isOlder = header.number <= (known?.number ?? 0n) && phase !== ExitPhase.exit;
  if (phase === (known?.phase ?? ExitPhase.none) || isOlder) return null;
  const [exitProof, inForceProof, claimsProof, assetsProof] = slots.map(({ nodes }) => [...nodes]);
  return {
    type: "ProveExit",
    ...provenAt(vault, header, accountId, accountNodes),
    ...{ exitProof: exitProof!, inForceProof: inForceProof!, claimsProof: claimsProof!, assetsProof: assetsProof! },
  };
}
