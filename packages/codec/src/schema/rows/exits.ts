/**
 * Vaults that let everybody out without asking the house, as it has been shown.
 *
 * @module
 */
import { bytes32, struct, timeMs, u8, u64, type ValueOf } from "../../field/index.ts";
import { vaultId } from "../ids.ts";

/** Where a vault stands on its way into exit, as its storage numbers it. */
export const ExitPhase = { none: 0, requested: 1, exit: 2 } as const;

/**
 * What the header `number` showed of a vault's exit (EXIT-100). `sinceMs`: when the house first heard of the phase at hand. The rest is of
 * the checkpoint X, whose epoch is `epoch`, and stands from phase `exit` on: zeros before; `heardCount`: entries of the inbox that it had heard.
 */
export const VaultExitRow = struct("VaultExitRow", {
  vaultId,
  phase: u8,
  number: u64,
  sinceMs: timeMs,
  epoch: u64,
  heardCount: u64,
  claimsRoot: bytes32,
  assetsRoot: bytes32,
});
export type VaultExitRow = ValueOf<typeof VaultExitRow>;
