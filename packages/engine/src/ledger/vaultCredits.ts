/**
 * What became of each deposit that a vault's inbox brought, hashed one upon the other: whoever has the log shows any of them, newest first (EXIT-112).
 *
 * Each link holds the one before. So who shows a link has shown all that came before it, and no row a deposit is kept.
 *
 * @module
 */
import type { HeardDeposit, Hex } from "@novate/codec";
import { hashWords, uintWord } from "@novate/evm";
import type { WritableState } from "../state/state.ts";

/** Before the first deposit. */
export const NO_CREDITS: Hex = `0x${"00".repeat(32)}`;

export const nextCredit = (acc: Hex, { index, accountId, assetId, amountAtoms }: HeardDeposit): Hex =>
  hashWords(acc, uintWord(index), uintWord(accountId), uintWord(assetId), uintWord(amountAtoms));

/** `deposit.accountId` 0: it was kept, or is on its way back. */
export function noteCredit(state: WritableState, vaultId: number, deposit: HeardDeposit): void {
  const acc = state.vaultCredits.get(vaultId)?.acc ?? NO_CREDITS;
  state.vaultCredits.put({ vaultId, acc: nextCredit(acc, deposit) });
}
