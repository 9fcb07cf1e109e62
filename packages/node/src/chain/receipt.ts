/**
 * A receipt in JSON: what a submitter is told, and what is stored, once and for all.
 *
 * @module
 */
import type { Outcome, Receipt, Refusal } from "@novate/engine";
import type { OutcomeJson, ReceiptJson, RefusalJson } from "@novate/wire";

export type { ReceiptJson };

const refusalToJson = ({ code, number, data }: Refusal): RefusalJson => ({
  code,
  number,
  data: Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, typeof value === "bigint" ? value.toString() : value]),
  ),
});

const outcomeToJson = (outcome: Outcome): OutcomeJson =>
  outcome.accepted ? { accepted: true, refusal: null } : { accepted: false, refusal: refusalToJson(outcome.refusal) };

export function receiptToJson(receipt: Receipt, block: { height: number; timeMs: number }, index: number): ReceiptJson {
  const { hash, refusal, outcomes, firstEvent, eventCount } = receipt;
  return {
    hash,
    height: block.height,
    index,
    timeMs: block.timeMs,
    accepted: refusal === null,
    refusal: refusal === null ? null : refusalToJson(refusal),
    outcomes: outcomes.map(outcomeToJson),
    firstEvent,
    eventCount,
  };
}
