/**
 * What became of a transaction.
 *
 * @module
 */
import type { Answers } from "@novate/wire";
import { grouped, instant } from "../terminal/figures.ts";
import { factLines, tableLines } from "../terminal/table.ts";
import { RefusedError } from "./failure.ts";
import { refusalText, refusedError } from "./refused.ts";

type Receipt = Answers["receipt"];

export function receiptPage(receipt: Receipt): string {
  const facts = factLines([
    ["transaction", receipt.hash],
    ["answer", answerText(receipt)],
    ["block", `${grouped(receipt.height)}, number ${receipt.index}, ${instant(receipt.timeMs)} UTC`],
    ["events", String(receipt.eventCount)],
  ]);
  if (receipt.outcomes.length === 0) return facts;
  const trades = tableLines(
    [
      ["TRADE", "right"],
      ["ANSWER", "left"],
    ],
    receipt.outcomes.map((trade, index) => [String(index), answerText(trade)]),
  );
  return `${facts}\n${trades}`;
}

const answerText = ({ accepted, refusal }: Pick<Receipt, "accepted" | "refusal">): string =>
  accepted || refusal === null ? "accepted" : `refused: ${refusalText(refusal)}`;

/** Errors: `RefusedError` when the rules refused the transaction; a trade of a report that was refused is in its receipt. */
export function mustBeAccepted({ accepted, refusal }: Receipt): void {
  if (accepted) return;
  throw refusal === null ? new RefusedError("Refused", "the rules refused the transaction") : refusedError(refusal);
}
