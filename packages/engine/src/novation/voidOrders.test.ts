/**
 * Goal: cancels leave no rows without end, and no limit keeps an order alive that its account wants void.
 * Method: fill the limit with orders that never were; then attack with orders that were signed before.
 */
import { type Hex, orderDigest, Side } from "@novate/codec";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@novate/num";
import { beforeEach, describe, expect, test } from "vitest";
import { mustGet } from "../state/state.ts";
import { runBlock } from "../testing/runBlock.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC_FEED,
  btcTicks,
  HOUSE,
  keySigner,
  ownerSigner,
  usdc,
  VENUE_SIGNER,
} from "../testing/testMarket.ts";
import { orderOf, reportOf, tradeOf } from "../testing/trades.ts";
import { VOID_ORDERS } from "./cancelOrder.ts";

const PRICE = btcTicks(100_000);
const OWNER = ownerSigner(address(1));
let house: TestHouse;
let buyer: number;
let seller: number;

beforeEach(() => {
  house = createTestHouse();
  buyer = house.openAccount(address(1), usdc(100_000));
  seller = house.openAccount(address(2), usdc(100_000));
});

const digestNo = (serial: number): Hex => `0x${serial.toString(16).padStart(64, "0")}`;
const cancel = (accountId: number, orderDigest: Hex, expiresAtMs: number, signer = OWNER) =>
  house.outcome({ type: "CancelOrder", accountId, orderDigest, expiresAtMs }, signer);
const voidBy = (expiringByMs: number, signer = OWNER, accountId = buyer) =>
  house.outcome({ type: "VoidOrders", accountId, expiringByMs }, signer);

/** Cancels orders that never were until one is refused; how many were taken. */
function fillUp(accountId: number, expiresAtMs: number, signer = OWNER): number {
  for (let serial = 1; ; serial += 1)
    if (cancel(accountId, digestNo(serial), expiresAtMs, signer) !== "accepted") return serial - 1;
}

/** Hears a fill of an order that was signed for `lifeMs` from now on; says what became of it. */
function fill(order: ReturnType<typeof orderOf>): string {
  house.setPrice(BTC_FEED, 100_000);
  const trade = tradeOf(house, buyer, seller, 5n, PRICE, { buyer: order });
  const { receipts } = runBlock(house, [{ command: reportOf(trade), signer: VENUE_SIGNER }], 100);
  const outcome = receipts[0]!.outcomes[0]!;
  return outcome.accepted ? "accepted" : outcome.refusal.code;
}
const orderFor = (lifeMs: number) =>
  orderOf(house, buyer, Side.buy, 10n, PRICE, { expiresAtMs: house.timeMs + lifeMs });

describe("NOV-066 orders that never were", () => {
  test("NOV-067 leave as many rows as the account has a stake for, and a refusal says how many", () => {
    const farMs = house.timeMs + 365 * DAY_MS;
    expect(fillUp(buyer, farMs)).toBe(VOID_ORDERS.withStake);
    expect(
      house.hear({ type: "CancelOrder", accountId: buyer, orderDigest: digestNo(9_999), expiresAtMs: farMs }, OWNER),
    ).toMatchObject({ code: "VoidOrdersFull", data: { accountId: buyer, limit: VOID_ORDERS.withStake } });
    const little = house.openAccount(address(3), usdc(1));
    expect(fillUp(little, farMs, ownerSigner(address(3)))).toBe(VOID_ORDERS.withLittle);
    const nothing = house.openAccount(address(4));
    expect(fillUp(nothing, farMs, ownerSigner(address(4)))).toBe(VOID_ORDERS.withNothing);
    expect(house.state.orders.size).toBe(VOID_ORDERS.withStake + VOID_ORDERS.withLittle);
  });

  test("give their room back when they are forgotten", () => {
    expect(fillUp(buyer, house.timeMs)).toBe(VOID_ORDERS.withStake);
    runBlock(house, [], 7 * DAY_MS + 2_000);
    expect(house.state.orders.size).toBe(0);
    expect(house.account(buyer).voidOrders).toBe(0);
    expect(fillUp(buyer, house.timeMs)).toBe(VOID_ORDERS.withStake);
  });

  test("do not stand in the way of an order that filled, nor of a word that makes a row longer", () => {
    const order = orderFor(HOUR_MS);
    expect(fill(order)).toBe("accepted");
    fillUp(buyer, house.timeMs + DAY_MS);
    expect(cancel(buyer, orderDigest(HOUSE, order.order), order.order.expiresAtMs)).toBe("accepted");
    expect(fill(order)).toBe("OrderVoid");
    expect(cancel(buyer, digestNo(1), house.timeMs + 30 * DAY_MS)).toBe("accepted");
    expect(house.account(buyer).voidOrders).toBe(VOID_ORDERS.withStake);
  });
});

describe("NOV-073 orders that expire by a time", () => {
  test("are void, however many void orders there are, and later ones are not", () => {
    fillUp(buyer, house.timeMs + 365 * DAY_MS);
    const [sooner, later] = [orderFor(HOUR_MS), orderFor(HOUR_MS + 1)];
    const rows = house.state.orders.size;
    expect(voidBy(sooner.order.expiresAtMs)).toBe("accepted");
    expect(house.state.orders.size).toBe(rows);
    expect(fill(sooner)).toBe("OrderVoid");
    expect(fill(later)).toBe("accepted");
  });

  test("are void where they filled in part before", () => {
    const order = orderFor(HOUR_MS);
    expect(fill(order)).toBe("accepted");
    expect(voidBy(order.order.expiresAtMs)).toBe("accepted");
    expect(fill(order)).toBe("OrderVoid");
  });

  test("NOV-064 an earlier time changes nothing", () => {
    const order = orderFor(HOUR_MS);
    expect(voidBy(order.order.expiresAtMs)).toBe("accepted");
    expect(voidBy(order.order.expiresAtMs - MINUTE_MS)).toBe("accepted");
    expect(house.account(buyer).voidedToMs).toBe(order.order.expiresAtMs);
    expect(fill(order)).toBe("OrderVoid");
  });

  test("NOV-065 reach every order in the first block in which it can fill, before it fills", () => {
    const order = orderFor(7 * DAY_MS + 500);
    expect(voidBy(order.order.expiresAtMs)).toBe("VoidTooFar");
    const trade = tradeOf(house, buyer, seller, 5n, PRICE, { buyer: order });
    const floor = { type: "VoidOrders", accountId: buyer, expiringByMs: order.order.expiresAtMs } as const;
    const { receipts } = runBlock(house, [
      { command: reportOf(trade), signer: VENUE_SIGNER },
      { command: floor, signer: OWNER },
    ]);
    expect(receipts[1]!.refusal).toBeNull();
    expect(receipts[0]!.outcomes[0]).toMatchObject({ refusal: { code: "OrderVoid" } });
    expect(house.state.orders.size).toBe(0);
  });

  test("NOV-004 outcomes in order of precedence", () => {
    const farMs = house.timeMs + 30 * DAY_MS;
    expect(voidBy(farMs, keySigner(1), 99)).toBe("AccountUnknown");
    expect(voidBy(farMs, ownerSigner(address(2)))).toBe("NotAuthorised");
    expect(voidBy(farMs)).toBe("VoidTooFar");
    expect(voidBy(house.timeMs + 7 * DAY_MS)).toBe("accepted");
    const { voidedToMs } = mustGet(house.state.accounts, buyer);
    expect(voidedToMs).toBe(house.timeMs + 7 * DAY_MS);
  });
});
