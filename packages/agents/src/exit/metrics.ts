/**
 * How far vaults are from exit, in the text form of Prometheus: each age beside the bound that it is held against.
 *
 * @module
 */
import type { VaultOutlook } from "./outlook.ts";

const PHASES = ["none", "requested", "exit"] as const;

const GAUGES = [
  [
    "novate_vault_exit_phase",
    "0: no exit was asked for. 1: one is asked for. 2: in exit.",
    ({ phase }: VaultOutlook) => PHASES.indexOf(phase),
  ],
  [
    "novate_vault_checkpoint_age_seconds",
    "Since the vault took its last checkpoint, by its chain.",
    ({ nowSec, acceptedAtSec }: VaultOutlook) => nowSec - acceptedAtSec,
  ],
  [
    "novate_vault_silence_seconds",
    "At that age anybody may ask for its exit.",
    ({ silenceSec }: VaultOutlook) => silenceSec,
  ],
  [
    "novate_vault_unheard_entries",
    "Entries of its inbox that no checkpoint in force has heard.",
    ({ unheard }: VaultOutlook) => unheard?.count ?? 0,
  ],
  [
    "novate_vault_unheard_age_seconds",
    "Age of the oldest of these.",
    ({ nowSec, unheard }: VaultOutlook) => (unheard === null ? 0 : nowSec - unheard.oldestAtSec),
  ],
  [
    "novate_vault_unserved_seconds",
    "At that age anybody may ask for its exit.",
    ({ unservedSec }: VaultOutlook) => unservedSec,
  ],
] as const;

/** Gauges by chain and vault; the last look at each counts. */
export function exitMetrics(found: Iterable<VaultOutlook>): string {
  const rows = [...new Map([...found].map((row) => [row.vaultId, row])).values()];
  return GAUGES.flatMap(([name, help, read]) => [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} gauge`,
    ...rows.map((row) => `${name}{chain="${row.chainId}",vault="${row.vaultId}"} ${read(row)}`),
  ])
    .concat("")
    .join("\n");
}
