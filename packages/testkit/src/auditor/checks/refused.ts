/**
 * What a refusal costs: a known signer its nonce, a stranger nothing, so that strangers make no rows. ACC-005, ACC-011.
 *
 * @module
 */
import type { Signer } from "@novate/codec";
import type { PreparedTransaction, Receipt } from "@novate/engine";
import { checkEqual } from "../failure.ts";
import { type Ledger, signerText } from "../ledger.ts";

/** Refusals of the transaction itself: nobody's nonce is used. */
const UNHEARD = 200;

interface Refused {
  readonly signer: Signer | undefined;
  readonly receipt: Receipt;
}

/** The refused commands by the number of events before them: standing is judged at the moment of hearing. */
export function refusedAt(
  transactions: readonly PreparedTransaction[],
  receipts: readonly Receipt[],
): ReadonlyMap<number, readonly Refused[]> {
  const byMoment = new Map<number, Refused[]>();
  for (const [index, receipt] of receipts.entries()) {
    if (receipt.refusal === null) continue;
    const refused = byMoment.get(receipt.firstEvent) ?? [];
    refused.push({ signer: transactions[index]!.transaction?.signer, receipt });
    byMoment.set(receipt.firstEvent, refused);
  }
  return byMoment;
}

export function checkRefused(ledger: Ledger, { signer, receipt }: Refused): void {
  const { code, number } = receipt.refusal!; // by refusedAt
  const isHeard = number >= UNHEARD && signer !== undefined;
  const expected = isHeard && isKnown(ledger, signer) ? 1 : 0;
  checkEqual("ACC-011", receipt.eventCount, expected, `events of a command refused for ${code}`);
}

/** Walks every row that may name a signer; the first that does is enough. */
function isKnown(ledger: Ledger, signer: Signer): boolean {
  const name = signerText(signer);
  if (ledger.get("nonces", name) !== undefined) return true;
  const isSigner = (other: Signer) => signerText(other) === name;
  for (const { key } of ledger.rows("keys")) if (isSigner(key)) return true;
  for (const { spec } of ledger.rows("venues")) if (isSigner(spec.signer)) return true;
  for (const table of ["publishers", "custodians"] as const)
    for (const row of ledger.rows(table)) if (isSigner(row.signer)) return true;
  const isAddress = (owner: string) => signer.scheme === 0 && signer.key === `0x${"00".repeat(12)}${owner.slice(2)}`;
  for (const { owner } of ledger.rows("governors")) if (isAddress(owner)) return true;
  // A contract signs nothing.
  for (const { owner, ownerChain } of ledger.rows("accounts")) if (ownerChain === 0 && isAddress(owner)) return true;
  for (const { members, next } of ledger.rows("validators"))
    for (const { hot } of [...members, ...(next?.members ?? [])]) if (isAddress(hot)) return true;
  return false;
}
