/**
 * NOV-068, NOV-070: no trade brings a segment's debts above their part of the cash held; a cure's part, which is twice it.
 *
 * @module
 */
import type { Event } from "@novate/codec";
import type { Receipt } from "@novate/engine";
import { PPM_ONE } from "@novate/num";
import { check } from "../failure.ts";
import type { Ledger } from "../ledger.ts";

/** Judges the event at `index` before it is entered: a command's own count of debts, not the sweep's. */
export function checkDebts(ledger: Ledger, event: Event, index: number, receipts: readonly Receipt[]): void {
  if (event.type !== "DebtsCounted") return;
  const isAsked = receipts.some((each) => index >= each.firstEvent && index < each.firstEvent + each.eventCount);
  const { owedAtoms, settlementAssetId, parameters } = ledger.must("segments", event.segmentId);
  if (!isAsked || event.owedAtoms <= owedAtoms) return;
  const held = ledger.get("collaterals", `${event.segmentId}/${settlementAssetId}`)?.heldAtoms ?? 0n;
  const most = 2n * held * parameters.clearing.debtSharePpm;
  check("NOV-068", event.owedAtoms * PPM_ONE <= most, () => `a trade made debts of ${event.owedAtoms}, held ${held}`);
}
