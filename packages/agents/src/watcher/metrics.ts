/**
 * What a watcher found, in the text form of Prometheus.
 *
 * @module
 */
import { isSound, type Reconciled } from "./reconcile.ts";

const GAUGES = [
  ["novate_vault_held_atoms", "What a vault holds of an asset by its own books.", (row: Reconciled) => row.heldAtoms],
  ["novate_vault_balance_atoms", "What the token says that the vault holds.", (row: Reconciled) => row.balanceAtoms],
  ["novate_vault_ledger_atoms", "What the house says that it holds there.", (row: Reconciled) => row.ledgerAtoms],
  [
    "novate_vault_difference_atoms",
    "Books that part: zero, or something is wrong.",
    (row: Reconciled) => row.differenceAtoms,
  ],
  [
    "novate_vault_is_sound",
    "1 while books agree and the token is not short.",
    (row: Reconciled) => (isSound(row) ? 1n : 0n),
  ],
] as const;

/** Gauges by chain and asset; the last finding of each counts. */
export function vaultMetrics(found: Iterable<Reconciled>): string {
  const rows = [...new Map([...found].map((row) => [row.assetId, row])).values()];
  return GAUGES.flatMap(([name, help, read]) => [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} gauge`,
    ...rows.map((row) => `${name}{chain="${row.chainId}",vault="${row.vaultId}",asset="${row.assetId}"} ${read(row)}`),
  ])
    .concat("")
    .join("\n");
}
