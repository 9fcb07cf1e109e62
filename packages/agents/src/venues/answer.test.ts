/** Goal: the side that the house blames is the maker or taker that stood on it. Method: both ways round, and each count of sides. */
import { refusal } from "@novate/codec";
import { lots, ticks } from "@novate/num";
import { expect, test } from "vitest";
import { clearingAnswerOf } from "./answer.ts";
import type { Match, Side } from "./types.ts";

function matchTakenBy(taker: Side): Match<null> {
  const sideOf = (orderId: number, side: Side) => ({ orderId, owner: orderId, side, authority: null });
  const orders = { makerOrder: sideOf(1, taker === "buy" ? "sell" : "buy"), takerOrder: sideOf(2, taker) };
  return { matchId: 1, instrumentId: 1, priceTicks: ticks(1n), lots: lots(1n), ...orders };
}

test.each([
  ["buy", "buyer", "taker"],
  ["buy", "seller", "maker"],
  ["sell", "buyer", "maker"],
  ["sell", "seller", "taker"],
] as const)("the taker wants to %s, the %s is at fault: the %s", (taker, faulty, role) => {
  const answer = clearingAnswerOf(matchTakenBy(taker), refusal("OrderVoid", { accountId: 1, faulty }));
  expect(answer).toEqual({ accepted: false, faulty: [role] });
});

test("both stand for a trade with oneself, neither for what the market forbids, and an accepted trade blames nobody", () => {
  const match = matchTakenBy("buy");
  const self = clearingAnswerOf(match, refusal("SelfTrade", { accountId: 1 }));
  expect(self).toEqual({ accepted: false, faulty: ["taker", "maker"] });
  const market = { code: "NoMark", number: 523, data: { instrumentId: 1 } } as const;
  expect(clearingAnswerOf(match, market)).toEqual({ accepted: false, faulty: [] });
  expect(clearingAnswerOf(match, null)).toEqual({ accepted: true });
});
