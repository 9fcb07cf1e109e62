/**
 * The house's answer to a trade, as its venue understands it.
 *
 * @module
 */
import { type FaultySide, faultySidesOf, type Refusal, type RefusalJson } from "@novate/codec";
import type { ClearingAnswer, Match, Side } from "./types.ts";

const SIDE: Readonly<Record<FaultySide, Side>> = { buyer: "buy", seller: "sell" };

/** What to tell the venue about `match`; `refusal` is null for a trade that was accepted. */
export function clearingAnswerOf<Authority>(
  { takerOrder }: Match<Authority>,
  refusal: Refusal | RefusalJson | null,
): ClearingAnswer {
  if (refusal === null) return { accepted: true };
  const faulty = faultySidesOf(refusal).map((side) => (takerOrder.side === SIDE[side] ? "taker" : "maker"));
  return { accepted: false, faulty };
}
