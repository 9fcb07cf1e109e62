/**
 * A receipt in JSON: what a submitter is told, and what is stored, once and for all.
 *
 * @module
 */
import { Refusal } from "@novate/codec";
import type { Outcome, Receipt } from "@novate/engine";
import type { OutcomeJson, ReceiptJson } from "@novate/wire";

export type { ReceiptJson };

const outcomeToJson = (outcome: Outcome): OutcomeJson =>
  outcome.accepted ? { accepted: true, refusal: null } : { accepted: false, refusal: Refusal.toJson(outcome.refusal) };

function verdictOf({ refusal, outcomes }: Receipt): ReceiptJson["verdict"] {
  if (refusal !== null) return "refused";
  const accepted = outcomes.filter((outcome) => outcome.accepted).length;
  if (accepted === outcomes.length) return "accepted";
  return accepted === 0 ? "refused" : "partlyAccepted";
}

export function receiptToJson(receipt: Receipt, block: { height: number; timeMs: number }, index: number): ReceiptJson {
  const { hash, refusal, outcomes, firstEvent, eventCount } = receipt;
  return {
    verdict: verdictOf(receipt),
    hash,
    height: block.height,
    index,
    timeMs: block.timeMs,
    accepted: refusal === null,
    refusal: refusal === null ? null : Refusal.toJson(refusal),
    outcomes: outcomes.map(outcomeToJson),
    firstEvent,
    eventCount,
  };
}
