/** Goal: each condition of a leg's authority, alone. Method: one sound trade; a row breaks one thing in it. */
import { type Authority, KeyScope, Side, type TradeReport } from "@novate/codec";
import { DAY_MS, HOUR_MS, lots, ppm, ticks } from "@novate/num";
import { beforeEach, describe, expect, test } from "vitest";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import { address, BTC_PERP, keySigner, ownerSigner, usdc, VENUE } from "../testing/testMarket.ts";
import { orderOf, tradeOf } from "../testing/trades.ts";
import { outcomeOf, PRICE, twoTraders } from "./twoTraders.fixture.ts";

let house: TestHouse;
let buyer: number;
let seller: number;

beforeEach(() => {
  ({ house, buyer, seller } = twoTraders());
});

const report = (trade: TradeReport): string => outcomeOf(house, trade).code;

/** Ten lots at 100,000 dollars: 1,000 dollars of notional. */
const sound = (overrides: Partial<TradeReport> = {}): TradeReport =>
  tradeOf(house, buyer, seller, 10n, PRICE, overrides);
const order = (overrides: object, side: number = Side.buy): Authority =>
  orderOf(house, side === Side.buy ? buyer : seller, side, 10n, PRICE, overrides);

describe("an order", () => {
  test.each<[string, string, () => Partial<TradeReport>]>([
    ["NOV-002 is for its venue", "OrderMismatch", () => ({ buyer: order({ venueId: VENUE + 1 }) })],
    ["NOV-002 is for its instrument", "OrderMismatch", () => ({ buyer: order({ instrumentId: BTC_PERP + 1 }) })],
    ["NOV-002 is for its side", "OrderMismatch", () => ({ buyer: order({}, Side.sell) })],
    ["NOV-017 fills no more than its quantity", "OrderOverfilled", () => ({ buyer: order({ lots: lots(9n) }) })],
    ["NOV-018 buys at its limit at most", "LimitPriceBreached", () => ({ buyer: order(limitAt(PRICE - 1n)) })],
    ["NOV-018 sells at its limit at least", "LimitPriceBreached", () => ({ seller: order(limitAt(PRICE + 1n), 1) })],
    [
      "NOV-019 bears no higher fees, the venue's and the house's",
      "FeeAboveLimit",
      () => ({ buyer: order({ maxFeePpm: ppm(149n) }) }),
    ],
    ["NOV-020 is over at its expiry", "OrderExpired", () => ({ buyer: order({ expiresAtMs: house.timeMs + 1_000 }) })],
    ["NOV-021 lives no longer than allowed", "OrderLifetimeTooLong", () => ({ buyer: order(aYear()) })],
    ["NOV-022 reduces where it says so", "ReduceOnlyBreached", () => ({ buyer: order({ reduceOnly: true }) })],
    [
      "NOV-023 keeps its equity",
      "MinimumEquityBreached",
      () => ({ buyer: order({ minEquityAfterAtoms: usdc(99_999) }) }),
    ],
    ["NOV-024 is signed by its owner", "NotAuthorised", () => ({ buyer: signedBy(ownerSigner(address(9))) })],
  ])("%s", (_, code, broken) => {
    expect(report(sound(broken()))).toBe(code);
    expect(report(sound())).toBe("accepted");
  });
});

const limitAt = (price: bigint) => ({ limitPriceTicks: ticks(price) });
const aYear = () => ({ expiresAtMs: house.timeMs + 366 * DAY_MS });
const signedBy = (signer: ReturnType<typeof ownerSigner>) => ({ ...order({}), signer }) as Authority;

describe("a session key", () => {
  const granted = (overrides: object) =>
    house.must(
      {
        type: "GrantKey",
        accountId: buyer,
        key: keySigner(1),
        scopes: KeyScope.trade,
        tradeNotionalAtoms: usdc(1_000),
        totalNotionalAtoms: usdc(1_500),
        venueIds: [],
        reduceOnly: false,
        validUntilMs: house.timeMs + HOUR_MS,
        ...overrides,
      },
      ownerSigner(address(1)),
    );
  const byKey = () => report(sound({ buyer: signedBy(keySigner(1)) }));

  test.each<[string, string, object]>([
    ["ACC-004 NOV-024 trades with the trade scope alone", "ScopeMissing", { scopes: KeyScope.withdraw }],
    ["ACC-016 trades within its notional in one trade", "KeyLimitExceeded", { tradeNotionalAtoms: usdc(999) }],
    ["ACC-017 trades within its total", "KeyLimitExceeded", { totalNotionalAtoms: usdc(999) }],
    ["ACC-018 trades on its venues", "KeyLimitExceeded", { venueIds: [VENUE + 1] }],
    ["ACC-019 reduces where it is told to", "KeyLimitExceeded", { reduceOnly: true }],
    ["ACC-020 trades before its expiry", "KeyExpired", { validUntilMs: GENESIS_SOON }],
    ["ACC-018 trades on every venue where none is listed", "accepted", {}],
    ["ACC-018 trades on a venue that is listed", "accepted", { venueIds: [VENUE + 1, VENUE] }],
  ])("%s", (_, code, limits) => {
    granted(limits);
    expect(byKey()).toBe(code);
  });

  test("ACC-017 what it traded counts against its total", () => {
    granted({});
    expect([byKey(), byKey()]).toEqual(["accepted", "KeyLimitExceeded"]);
  });
});

/** Within the block in which the trade is heard. */
const GENESIS_SOON = createTestHouse().timeMs + 1_000;

describe("a mandate", () => {
  const granted = (tradeNotional: number, total: number, lifeMs = HOUR_MS) =>
    house.must(
      {
        type: "GrantMandate",
        accountId: buyer,
        venueId: VENUE,
        tradeNotionalAtoms: usdc(tradeNotional),
        totalNotionalAtoms: usdc(total),
        validUntilMs: house.timeMs + lifeMs,
      },
      ownerSigner(address(1)),
    );
  const byMandate = () => report(sound({ buyer: { type: "Mandate", accountId: buyer } }));

  test("NOV-003 ACC-009 fills without an order, and without it nothing does", () => {
    expect(byMandate()).toBe("MandateMissing");
    granted(1_000, 1_000);
    expect(byMandate()).toBe("accepted");
  });
  test("NOV-025 fills at most its notional in one trade", () => {
    granted(999, 10_000);
    expect(byMandate()).toBe("MandateLimitExceeded");
  });
  test("NOV-026 fills at most its total", () => {
    granted(1_000, 1_500);
    expect([byMandate(), byMandate()]).toEqual(["accepted", "MandateLimitExceeded"]);
  });
  test("NOV-027 fills before its expiry", () => {
    granted(1_000, 10_000, 2_000);
    expect([byMandate(), byMandate()]).toEqual(["accepted", "MandateMissing"]);
  });
});

test("NOV-028 NOV-004 an order that was voided before its first fill never fills", () => {
  const first = order({});
  const digest = outcomeOf(house, sound({ buyer: first })).events.flatMap((event) =>
    event.type === "PositionNovated" ? [event.buyer.orderDigest] : [],
  )[0]!;
  const again = createTestHouse(); // the same order, in a house that has not seen it
  [house, buyer, seller] = [
    again,
    again.openAccount(address(1), usdc(100_000)),
    again.openAccount(address(2), usdc(9_999)),
  ];
  const voidIt = (accountId: number, owner: number) =>
    house.outcome({ type: "CancelOrder", accountId, orderDigest: digest, expiresAtMs: 0 }, ownerSigner(address(owner)));
  expect(voidIt(buyer, 2)).toBe("NotAuthorised");
  expect(voidIt(buyer, 1)).toBe("accepted");
  expect(report(sound({ buyer: first }))).toBe("OrderVoid");
});
