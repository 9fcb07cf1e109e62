/**
 * Refusals about vaults in exit. Numbers 930–949.
 *
 * @module
 */
import { u64 } from "../../field/index.ts";
import { vaultId } from "../ids.ts";
import { define } from "./definition.ts";

export const exitRefusals = {
  VaultInExit: define(
    930,
    "The vault is on its way into exit, or there: nothing of it moves in the house.",
    "Claim it of the vault, or wait until its exit is shown to be cancelled.",
    { vaultId },
  ),
  ExitTooOld: define(931, "A later header has shown the vault's exit.", "Prove it at a later header.", {
    vaultId,
    number: u64,
    newestNumber: u64,
  }),
} as const;
