/**
 * What happened to vaults in exit, and to what lay there. Selectors 220–239.
 *
 * @module
 */
import { struct } from "../../field/index.ts";
import { VaultExitRow } from "../rows/index.ts";

export const exitEvents = {
  /** A header shows the vault's exit in another phase (EXIT-100). */
  VaultExitShown: [220, struct("VaultExitShown", { vaultExit: VaultExitRow })],
} as const;
