/** Goal: nobody misreads a batch that was heard for one that was taken. Method: a table of receipts. */
import { refusal } from "@novate/codec";
import { expect, test } from "vitest";
import { receiptToJson } from "./receipt.ts";

const no = refusal("AccountUnknown", { accountId: 9 });
const yes = { accepted: true } as const;
const refused = { accepted: false, refusal: no } as const;

test.each([
  [null, [], "accepted", true],
  [null, [yes, yes], "accepted", true],
  [null, [yes, refused], "partlyAccepted", true],
  [null, [refused, refused], "refused", true],
  [no, [], "refused", false],
] as const)("refused %j with %j is %s", (refusal, outcomes, verdict, accepted) => {
  const receipt = { hash: `0x${"00".repeat(32)}`, refusal, outcomes, firstEvent: 0, eventCount: 0 } as const;
  expect(receiptToJson(receipt, { height: 1, timeMs: 2 }, 0)).toMatchObject({ verdict, accepted });
});
