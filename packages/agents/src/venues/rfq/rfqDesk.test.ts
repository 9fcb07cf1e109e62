/**
 * Goal: every refusal of the desk, the ranking of quotes, and what a refusal of the house takes away.
 * Method: hand-laid requests and quotes; the ranking against a naive search over random quotes.
 */
import { lots, ticks } from "@novate/num";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type NewQuote, type NewRequest, RfqDesk } from "./rfqDesk.ts";

const request = (patch: Partial<NewRequest<string>> = {}): NewRequest<string> => ({
  owner: 1,
  instrumentId: 5,
  side: "buy",
  lots: lots(10n),
  limitTicks: undefined,
  expiresAtMs: 1_000,
  authority: "signed",
  ...patch,
});
const side = (price: bigint, size = 10n) => ({ priceTicks: ticks(price), lots: lots(size), authority: "dealer" });
const quote = (dealer: number, bid: bigint, ask: bigint, patch: Partial<NewQuote<string>> = {}): NewQuote<string> => ({
  dealer,
  bid: side(bid),
  ask: side(ask),
  expiresAtMs: 900,
  ...patch,
});

/** A desk with one open request, number 1. */
function openDesk(patch: Partial<NewRequest<string>> = {}): RfqDesk<string> {
  const desk = new RfqDesk<string>(8);
  desk.request(request(patch), 0);
  return desk;
}
const winners = (desk: RfqDesk<string>) =>
  desk.takeMatches().map((match) => [match.makerOrder.owner, match.priceTicks, match.lots]);

describe("requests", () => {
  it.each([
    ["LotsNotPositive", { lots: lots(0n), limitTicks: ticks(0n) }],
    ["PriceNotPositive", { limitTicks: ticks(0n), expiresAtMs: 0 }],
    ["AlreadyExpired", { expiresAtMs: 0 }],
  ] as const)("refuses: %s", (refused, patch) => {
    expect(new RfqDesk<string>(8).request(request(patch), 0)).toEqual({ refused });
  });

  it("shows dealers neither the side nor the limit", () => {
    expect(openDesk().openRequests(0)).toEqual([{ requestId: 1, instrumentId: 5, lots: 10n, expiresAtMs: 1_000 }]);
    expect(openDesk().openRequests(1_000)).toEqual([]);
  });
});

describe("quotes", () => {
  it.each([
    ["RequestUnknown", 9, quote(2, 98n, 102n), 0],
    ["RequestExpired", 1, quote(1, 98n, 102n), 1_000],
    ["DealerIsRequester", 1, quote(1, 98n, 102n), 0],
    ["QuoteEmpty", 1, quote(2, 98n, 102n, { bid: undefined, ask: undefined }), 0],
    ["LotsNotPositive", 1, quote(2, 98n, 102n, { ask: side(0n, 0n) }), 0],
    ["PriceNotPositive", 1, quote(2, 0n, 102n), 0],
    ["QuoteCrossed", 1, quote(2, 103n, 102n, { expiresAtMs: 0 }), 0],
    ["AlreadyExpired", 1, quote(2, 98n, 102n, { expiresAtMs: 0 }), 0],
  ] as const)("refuses: %s", (refused, requestId, given, nowMs) => {
    expect(openDesk().quote(requestId, given, nowMs)).toEqual({ refused });
  });
});

describe("awards", () => {
  it("goes to the best price, at equal prices to the earlier quote", () => {
    const desk = openDesk();
    for (const one of [quote(2, 97n, 103n), quote(3, 98n, 102n), quote(4, 98n, 102n)]) desk.quote(1, one, 0);
    expect(desk.award(1, 10)).toEqual({ filledLots: 10n, unfilledLots: 0n });
    expect(winners(desk)).toEqual([[3, 102n, 10n]]);
    expect(desk.award(1, 10)).toEqual({ refused: "RequestUnknown" });
  });

  it("sends a replaced quote to the back, and sells at the highest bid", () => {
    const desk = openDesk({ side: "sell" });
    for (const one of [quote(2, 98n, 102n), quote(3, 98n, 102n), quote(2, 98n, 101n)]) desk.quote(1, one, 0);
    desk.award(1, 10);
    expect(winners(desk)).toEqual([[3, 98n, 10n]]);
  });

  it("walks several quotes up to the limit and skips dead ones", () => {
    const desk = openDesk({ limitTicks: ticks(103n) });
    desk.quote(1, quote(2, 90n, 102n, { ask: side(102n, 4n) }), 0);
    desk.quote(1, quote(3, 90n, 101n, { expiresAtMs: 5 }), 0);
    desk.quote(1, quote(4, 90n, 103n, { ask: side(103n, 4n) }), 0);
    desk.quote(1, quote(5, 90n, 104n), 0);
    expect(desk.award(1, 10)).toEqual({ filledLots: 8n, unfilledLots: 2n });
    expect(winners(desk)).toEqual([
      [2, 102n, 4n],
      [4, 103n, 4n],
    ]);
  });

  it("refuses an expired request and forgets it", () => {
    const desk = openDesk();
    desk.quote(1, quote(2, 98n, 102n), 0);
    expect(desk.award(1, 1_000)).toEqual({ refused: "RequestExpired" });
    const forgetful = openDesk();
    forgetful.expire(1_000);
    expect(forgetful.award(1, 0)).toEqual({ refused: "RequestUnknown" });
  });

  it("withdraws the quotes and requests of a side that the house refused", () => {
    const desk = openDesk();
    desk.request(request({ owner: 9 }), 0);
    desk.quote(1, quote(2, 98n, 102n), 0);
    desk.quote(2, quote(2, 98n, 102n), 0);
    desk.quote(2, quote(3, 97n, 103n), 0);
    desk.award(1, 10);
    desk.answer(desk.takeMatches()[0]!.matchId, { accepted: false, faulty: ["maker"] });
    desk.award(2, 10);
    expect(winners(desk)).toEqual([[3, 103n, 10n]]);
  });

  it("never pays more than a naive search over the same quotes would", () => {
    const quoteArbitrary = fc.record({
      ask: fc.bigInt({ min: 95n, max: 105n }),
      size: fc.bigInt({ min: 1n, max: 8n }),
    });
    fc.assert(
      fc.property(fc.array(quoteArbitrary, { maxLength: 12 }), fc.bigInt({ min: 1n, max: 30n }), (quotes, wanted) => {
        const desk = openDesk({ lots: lots(wanted) });
        quotes.forEach(({ ask, size }, index) => {
          desk.quote(1, quote(index + 2, 1n, ask, { ask: side(ask, size) }), 0);
        });
        desk.award(1, 10);
        // One price a lot, sorted: the cheapest `wanted` of them are what the requester must get.
        const perLot = quotes.flatMap(({ ask, size }) => new Array<bigint>(Number(size)).fill(ask));
        const cheapest = perLot.sort((left, right) => Number(left - right)).slice(0, Number(wanted));
        const paid = desk
          .takeMatches()
          .flatMap((match) => new Array<bigint>(Number(match.lots)).fill(match.priceTicks));
        expect(paid).toEqual(cheapest);
      }),
      { numRuns: 200 },
    );
  });
});
