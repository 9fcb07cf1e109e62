/**
 * Takes down how far a vault is on its way into exit; from exit there is no way back (EXIT-100, EXIT-101).
 *
 * @module
 */
import { type CommandOf, ExitPhase, type VaultExitRow } from "@novate/codec";
import { assert } from "@novate/stdx";
import { isStruck } from "../checkpoint/struckRoots.ts";
import type { Decide } from "../command/context.ts";
import { accept, refuse, refused } from "../command/decision.ts";
import type { ExitProof } from "../command/evidence.ts";
import type { Evolve } from "../command/evolver.ts";
import { NO_CREDITS } from "../ledger/vaultCredits.ts";
import { houseOf, type StateView, type WritableState } from "../state/state.ts";
import { doubtVault } from "./doubtVault.ts";
import { vaultProven } from "./vaultProof.ts";

const NO_HASH = `0x${"00".repeat(32)}` as const;

export const decideProveExit: Decide<"ProveExit"> = (state, command, context) => {
  const { vaultId, number } = command;
  const { evidence } = context;

  const vault = vaultProven(state, command, evidence, context);
  if ("code" in vault) return refused(vault);
  assert(evidence.ok, "exit: a proof that does not hold was taken");
  const known = state.vaultExits.get(vaultId);
  const phase = known?.phase ?? ExitPhase.none;
  if (phase === ExitPhase.exit || evidence.phase === phase) return accept();
  const newestNumber = known?.number ?? 0n;
  if (number <= newestNumber && evidence.phase !== ExitPhase.exit)
    return refuse("ExitTooOld", { vaultId, number, newestNumber });

  // From here on the vault's word stands.
  return accept({ type: "VaultExitShown", vaultExit: shown(state, command, context.timeMs, evidence) });
};

/** Before exit the checkpoint in force is not yet the last one. */
function shown(
  state: StateView,
  { vaultId, number }: CommandOf<"ProveExit">,
  sinceMs: number,
  { phase, epoch, heardCount, claimsRoot, assetsRoot }: Extract<ExitProof, { ok: true }>,
): VaultExitRow {
  const last =
    phase === ExitPhase.exit
      ? { epoch, heardCount, claimsRoot, assetsRoot }
      : { epoch: 0n, heardCount: 0n, claimsRoot: NO_HASH, assetsRoot: NO_HASH };
  const isForeign = phase === ExitPhase.exit && !isStruck(state, { vaultId, ...last });
  return { vaultId, phase, number, sinceMs, ...last, isForeign };
}

/** Everybody who ever had an account may have a claim; none of later has. */
function openBook(state: WritableState, vaultId: number): void {
  const creditsAcc = state.vaultCredits.get(vaultId)?.acc ?? NO_CREDITS;
  const lastAccountId = houseOf(state).nextAccountId - 1;
  state.exitBooks.put({ vaultId, nextAccountId: 1, lastAccountId, creditsAcc, isRefunded: creditsAcc === NO_CREDITS });
}

/** New risk's haircut follows at once: nobody takes on what rests on coins that may be gone (EXIT-104). */
export const evolveVaultExitShown: Evolve<"VaultExitShown"> = (state, { vaultExit }) => {
  state.vaultExits.put(vaultExit);
  if (vaultExit.phase === ExitPhase.exit) openBook(state, vaultExit.vaultId);
  doubtVault(state, vaultExit.vaultId);
};
