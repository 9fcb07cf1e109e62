/**
 * Goal: every outcome of an order, and what the venue does with the house's answers.
 * Method: small books laid by hand; outcomes in order of precedence.
 */
import { lots, ticks } from "@novate/num";
import { describe, expect, it } from "vitest";
import type { NewOrder } from "./orderBook.ts";
import { OrderBookVenue } from "./orderBookVenue.ts";

const ETH = 2;
const order = (patch: Partial<NewOrder<string>> = {}): NewOrder<string> => ({
  owner: 1,
  side: "buy",
  lots: lots(10n),
  limitTicks: ticks(100n),
  timeInForce: "rest",
  authority: "signed",
  ...patch,
});

/** Sells of owners 1, 2, 3 at 101, 101 and 102. */
function laidVenue(): OrderBookVenue<string> {
  const venue = new OrderBookVenue<string>(7, [ETH]);
  for (const [owner, price] of [
    [1, 101n],
    [2, 101n],
    [3, 102n],
  ] as const) {
    venue.submit(ETH, order({ owner, side: "sell", limitTicks: ticks(price) }));
  }
  return venue;
}

describe("submitting an order", () => {
  it.each([
    ["InstrumentUnknown", 9, {}],
    ["LotsNotPositive", ETH, { lots: lots(0n), limitTicks: ticks(0n) }],
    ["PriceNotPositive", ETH, { limitTicks: ticks(0n) }],
    ["MarketOrderRests", ETH, { limitTicks: undefined }],
    ["PostOnlyWouldMatch", ETH, { limitTicks: ticks(101n), timeInForce: "postOnly" }],
  ] as const)("refuses: %s", (refused, instrumentId, patch) => {
    const venue = laidVenue();
    expect(venue.submit(instrumentId, order(patch))).toEqual({ refused });
    expect(venue.takeMatches()).toEqual([]);
    expect(venue.book(ETH)!.depth("sell", 9)).toEqual([
      { priceTicks: 101n, lots: 20n },
      { priceTicks: 102n, lots: 10n },
    ]);
  });

  it("walks the book by price, then by time, at the resting prices", () => {
    const venue = laidVenue();
    const outcome = venue.submit(ETH, order({ owner: 4, lots: lots(25n), limitTicks: ticks(102n) }));
    expect(outcome).toMatchObject({ filledLots: 25n, restingLots: 0n, lapsedLots: 0n });
    expect(venue.takeMatches().map((match) => [match.makerOrder.owner, match.priceTicks, match.lots])).toEqual([
      [1, 101n, 10n],
      [2, 101n, 10n],
      [3, 102n, 5n],
    ]);
    expect(venue.takeMatches()).toEqual([]);
    expect(venue.book(ETH)!.lastPrice()).toBe(102n);
  });

  it("rests what is left, lapses it when immediate, and takes any price at market", () => {
    const resting = laidVenue();
    expect(resting.submit(ETH, order({ owner: 4, lots: lots(25n), limitTicks: ticks(101n) }))).toMatchObject({
      filledLots: 20n,
      restingLots: 5n,
    });
    expect(resting.book(ETH)!.best()).toEqual({ bidTicks: 101n, askTicks: 102n });
    const patch = { owner: 4, lots: lots(35n), limitTicks: undefined, timeInForce: "immediate" } as const;
    expect(laidVenue().submit(ETH, order(patch))).toMatchObject({ filledLots: 30n, restingLots: 0n, lapsedLots: 5n });
  });

  it("never matches an owner with itself: the resting order in the way goes", () => {
    const venue = laidVenue();
    const outcome = venue.submit(ETH, order({ owner: 1, lots: lots(15n), limitTicks: ticks(102n) }));
    expect(outcome).toMatchObject({ filledLots: 15n, selfCancelledLots: 10n });
    expect(venue.takeMatches().map((match) => match.makerOrder.owner)).toEqual([2, 3]);
  });

  it("cancels an order once", () => {
    const venue = laidVenue();
    expect(venue.cancel(ETH, 2)).toBe(10n);
    expect(venue.cancel(ETH, 2)).toBe(0n);
    expect(venue.book(ETH)!.depth("sell", 1)).toEqual([{ priceTicks: 101n, lots: 10n }]);
  });
});

describe("the house's answer", () => {
  it("leaves resting orders alone when the trade is accepted", () => {
    const venue = laidVenue();
    venue.submit(ETH, order({ owner: 4, lots: lots(5n), limitTicks: ticks(101n) }));
    venue.answer(venue.takeMatches()[0]!.matchId, { accepted: true });
    expect(venue.book(ETH)!.depth("sell", 1)).toEqual([{ priceTicks: 101n, lots: 15n }]);
  });

  it("cancels what the faulty side has resting, in every instrument, once", () => {
    const venue = laidVenue();
    venue.list(3);
    venue.submit(3, order({ owner: 1 }));
    venue.submit(ETH, order({ owner: 4, lots: lots(5n), limitTicks: ticks(101n) }));
    const { matchId } = venue.takeMatches()[0]!;
    venue.answer(matchId, { accepted: false, faulty: ["maker"] });
    expect(venue.book(ETH)!.depth("sell", 1)).toEqual([{ priceTicks: 101n, lots: 10n }]);
    expect(venue.book(3)!.best().bidTicks).toBeUndefined();
    venue.submit(3, order({ owner: 1 }));
    venue.answer(matchId, { accepted: false, faulty: ["maker"] });
    expect(venue.book(3)!.best().bidTicks).toBe(100n);
  });
});
