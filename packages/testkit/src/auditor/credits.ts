/**
 * What became of each deposit that an inbox brought, hashed once more.
 *
 * @module
 */
import type { EventOf, Hex } from "@novate/codec";
import { hashWords, uintWord } from "@novate/evm";
import type { Ledger } from "./ledger.ts";

/** Before the first deposit. */
export const NO_CREDITS: Hex = `0x${"00".repeat(32)}`;

/** What became of a deposit, hashed upon all before it. */
export function noteCredit(ledger: Ledger, { vaultId, index, accountId, assetId, amountAtoms }: Noted): void {
  const acc = ledger.get("vaultCredits", vaultId)?.acc ?? NO_CREDITS;
  const words = [index, accountId, assetId, amountAtoms].map((value) => uintWord(value));
  ledger.put("vaultCredits", { vaultId, acc: hashWords(acc, ...words) });
}

type Noted = Pick<EventOf<"InboxCredited">, "vaultId" | "index" | "accountId" | "assetId" | "amountAtoms">;
