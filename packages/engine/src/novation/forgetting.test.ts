/** Goal: what the house forgets cannot come back. Method: attack with the oldest thing that still has a signature. */
import { type Authority, orderDigest, Side, type TradeReport, tradeReference } from "@novate/codec";
import { DAY_MS, lots, MINUTE_MS, ppm } from "@novate/num";
import { beforeEach, describe, expect, test } from "vitest";
import { mustGet } from "../state/state.ts";
import { runBlock } from "../testing/runBlock.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC_FEED,
  BTC_PERP,
  btcTicks,
  HOUSE,
  ownerSigner,
  SEGMENT,
  usdc,
  VENUE,
  VENUE_SIGNER,
} from "../testing/testMarket.ts";
import { orderOf, reportOf, tradeOf } from "../testing/trades.ts";
import { LONGEST_VOID_MS } from "./cancelOrder.ts";
import { TRADE_AHEAD_MS, TRADE_WINDOW_MS } from "./tradeWindow.ts";

const PRICE = btcTicks(100_000);
let house: TestHouse;
let buyer: number;
let seller: number;

beforeEach(() => {
  house = createTestHouse();
  buyer = house.openAccount(address(1), usdc(100_000));
  seller = house.openAccount(address(2), usdc(100_000));
});

/** A block `stepMs` later; prices are as before. */
function pass(stepMs: number): void {
  runBlock(house, [], stepMs);
}

function report(trade: TradeReport, stepMs = 1_000): string {
  const { receipts } = runBlock(house, [{ command: reportOf(trade), signer: VENUE_SIGNER }], stepMs);
  const outcome = receipts[0]!.outcomes[0]!;
  return outcome.accepted ? "accepted" : outcome.refusal.code;
}

type SignedLeg = Extract<Authority, { type: "Order" }>;
const orderFor = (days: number): SignedLeg =>
  orderOf(house, buyer, Side.buy, 10n, PRICE, { expiresAtMs: house.timeMs + days * DAY_MS });
const digestOf = (leg: SignedLeg) => orderDigest(HOUSE, leg.order);
const cancel = (leg: SignedLeg, expiresAtMs = leg.order.expiresAtMs) =>
  house.outcome(
    { type: "CancelOrder", accountId: buyer, orderDigest: digestOf(leg), expiresAtMs },
    ownerSigner(address(1)),
  );

describe("NOV-050 a void order", () => {
  test.each([8, 12, 20, 365])("signed for %i days never fills, however late", (days) => {
    const order = orderFor(days);
    expect(cancel(order)).toBe("accepted");
    const { expiresAtMs } = order.order;
    for (const leftMs of [7 * DAY_MS, DAY_MS, 3_000]) {
      if (expiresAtMs - leftMs > house.timeMs) pass(expiresAtMs - leftMs - house.timeMs);
      expect(house.state.orders.size).toBe(1);
    }
    // The market is silent and the trade is refused for that; what counts is that the row is there while the order lives.
    expect(mustGet(house.state.orders, `${buyer}/${digestOf(order)}`)).toMatchObject({ isVoid: true, expiresAtMs });
    pass(6_000);
    expect(house.state.orders.size).toBe(0);
  });

  test("says OrderVoid when it becomes short enough to fill", () => {
    const order = orderFor(8);
    expect(cancel(order)).toBe("accepted");
    pass(7 * DAY_MS + MINUTE_MS);
    pass(1_000);
    house.setPrice(BTC_FEED, 100_000);
    const code = report(tradeOf(house, buyer, seller, 10n, PRICE, { buyer: order }));
    expect(code).toBe("OrderVoid");
  });

  test("a short word shortens nothing, and a later word makes it longer", () => {
    const order = orderFor(20);
    expect(cancel(order, 0)).toBe("accepted");
    const row = () => mustGet(house.state.orders, `${buyer}/${digestOf(order)}`);
    expect(row().expiresAtMs).toBe(house.timeMs + 7 * DAY_MS);
    expect(cancel(order)).toBe("accepted");
    expect(row().expiresAtMs).toBe(order.order.expiresAtMs);
    expect(cancel(order, 0)).toBe("accepted");
    expect(row().expiresAtMs).toBe(order.order.expiresAtMs);
  });

  test("is remembered as long as governance may ever allow, not as it allows now", () => {
    const segment = mustGet(house.state.segments, SEGMENT);
    const clearing = { ...segment.parameters.clearing, maxOrderLifetimeMs: MINUTE_MS };
    house.state.segments.put({ ...segment, parameters: { ...segment.parameters, clearing } });
    const order = orderFor(6);
    expect(cancel(order, 0)).toBe("accepted");
    expect(mustGet(house.state.orders, `${buyer}/${digestOf(order)}`).expiresAtMs).toBe(house.timeMs + 7 * DAY_MS);
  });

  test("with a fill keeps the end that the fill proved, whatever is said", () => {
    const order = orderFor(1);
    expect(report(tradeOf(house, buyer, seller, 5n, PRICE, { buyer: order }))).toBe("accepted");
    expect(cancel(order, order.order.expiresAtMs + 90 * DAY_MS)).toBe("accepted");
    const row = mustGet(house.state.orders, `${buyer}/${digestOf(order)}`);
    expect(row).toMatchObject({ filledLots: 5n, isVoid: true, expiresAtMs: order.order.expiresAtMs });
  });

  test("NOV-053 fills no sooner than it can be cancelled: beyond a year the cancel waits", () => {
    const order = orderFor(400);
    expect(cancel(order)).toBe("CancelTooEarly");
    expect(cancel(order, house.timeMs + LONGEST_VOID_MS)).toBe("accepted");
  });
});

describe("NOV-051 a reference", () => {
  const aged = (ageMs: number, serial: bigint): TradeReport =>
    tradeOf(house, buyer, seller, 1n, PRICE, { reference: tradeReference(house.timeMs + 1_000 - ageMs, serial) });

  test.each([
    [0, "accepted"],
    [TRADE_WINDOW_MS - 1, "accepted"],
    [TRADE_WINDOW_MS, "TradeTooOld"],
    [30 * DAY_MS, "TradeTooOld"],
    [-TRADE_AHEAD_MS, "accepted"],
    [-TRADE_AHEAD_MS - 1, "TradeTooEarly"],
  ])("%i ms old: %s", (ageMs, code) => {
    expect(report(aged(ageMs, 1n))).toBe(code);
  });

  test("NOV-005 NOV-029 NOV-014 answers the same inside its window and is refused for ever after", () => {
    house.must(
      {
        type: "GrantMandate",
        accountId: buyer,
        venueId: VENUE,
        tradeNotionalAtoms: usdc(1_000_000),
        totalNotionalAtoms: usdc(1_000_000),
        validUntilMs: house.timeMs + 30 * DAY_MS,
      },
      ownerSigner(address(1)),
    );
    const seen = { buyer: { type: "Mandate", accountId: buyer } as const };
    const trade = tradeOf(house, buyer, seller, 1n, PRICE, { ...seen, reference: tradeReference(house.timeMs, 7n) });
    expect(report(trade)).toBe("accepted");
    expect(report(trade, TRADE_WINDOW_MS - 3_000)).toBe("accepted");
    expect(report({ ...trade, lots: lots(2n) }, 1)).toBe("TradeConflict");
    pass(1_000);
    expect(house.state.trades.size).toBe(1);
    expect(report(trade, 2_000)).toBe("TradeTooOld");
    expect(house.state.trades.size).toBe(0);
    house.setPrice(BTC_FEED, 100_000);
    // A mandate has no quantity that a second fill would exceed: the reference alone stands in the way.
    for (const stepMs of [1_000, MINUTE_MS]) expect(report(trade, stepMs)).toBe("TradeTooOld");
    expect(mustGet(house.state.markets, BTC_PERP).openLots).toBe(1n);
  });
});

test("INV-027 INV-011 hundreds of blocks of trades: rows level off, though more ended than a block forgets anyway", () => {
  house.state.venues.put({ ...mustGet(house.state.venues, VENUE), feesAtoms: usdc(0) });
  const peaks: number[] = [];
  const BLOCKS = 520;
  const TRADES = 20;
  for (let block = 0; block < BLOCKS; block += 1) {
    const trades = Array.from({ length: TRADES }, (_, index) => {
      const [from, to] = (block + index) % 2 === 0 ? [buyer, seller] : [seller, buyer];
      const short = { expiresAtMs: house.timeMs + MINUTE_MS };
      return tradeOf(house, from, to, 1n, PRICE, {
        buyer: orderOf(house, from, Side.buy, 1n, PRICE, short),
        seller: orderOf(house, to, Side.sell, 1n, PRICE, { ...short, maxFeePpm: ppm(2_000n) }),
      });
    });
    house.setPrice(BTC_FEED, 100_000);
    runBlock(house, [{ command: reportOf(...trades), signer: VENUE_SIGNER }]);
    if (block % 130 === 129) peaks.push(house.state.trades.size + house.state.orders.size);
  }
  const full = TRADES * (TRADE_WINDOW_MS / 1_000) + 2 * TRADES * 60;
  for (const rows of peaks) expect(rows).toBeGreaterThan(full * 0.9);
  expect(Math.max(...peaks)).toBeLessThanOrEqual(full + 4 * TRADES);
  expect(peaks[3]).toBe(peaks[1]);
});
