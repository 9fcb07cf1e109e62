/**
 * Haircuts of new risk that follow a word at once, to where only the house reckons them.
 *
 * @module
 */
import type { CollateralRow } from "@novate/codec";
import type { Ledger } from "../ledger.ts";

/** COLL-056: what new risk is judged by moves with the rules at once; what is held keeps its haircut. */
export function judgeAnew(ledger: Ledger, row: CollateralRow): void {
  ledger.put("collaterals", row);
  ledger.adopted.set(`collaterals/${row.spec.segmentId}/${row.spec.assetId}`, ["newRiskHaircutPpm"]);
}
