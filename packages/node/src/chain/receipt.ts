/**
 * A receipt in JSON: what a submitter is told, and what is stored, once and for all.
 *
 * @module
 */
import type { Json } from "@novate/codec";
import type { Receipt, Refusal, TradeOutcome } from "@novate/engine";

export interface RefusalJson {
  readonly code: string;
  readonly number: number;
  /** Large numbers are decimal strings. */
  readonly data: { readonly [key: string]: Json };
}

export interface OutcomeJson {
  readonly accepted: boolean;
  readonly refusal: RefusalJson | null;
}

export interface ReceiptJson extends OutcomeJson {
  readonly hash: string;
  readonly height: number;
  readonly index: number;
  readonly timeMs: number;
  /** For a report of trades: an answer each, in their order. */
  readonly trades: readonly OutcomeJson[];
  /** Place of the transaction's first event in its block. */
  readonly firstEvent: number;
  readonly eventCount: number;
}

const refusalToJson = ({ code, number, data }: Refusal): RefusalJson => ({
  code,
  number,
  data: Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, typeof value === "bigint" ? value.toString() : value]),
  ),
});

const tradeToJson = (outcome: TradeOutcome): OutcomeJson =>
  outcome.accepted ? { accepted: true, refusal: null } : { accepted: false, refusal: refusalToJson(outcome.refusal) };

export function receiptToJson(receipt: Receipt, block: { height: number; timeMs: number }, index: number): ReceiptJson {
  const { hash, refusal, trades, firstEvent, eventCount } = receipt;
  return {
    hash,
    height: block.height,
    index,
    timeMs: block.timeMs,
    accepted: refusal === null,
    refusal: refusal === null ? null : refusalToJson(refusal),
    trades: trades.map(tradeToJson),
    firstEvent,
    eventCount,
  };
}
