/** Goal: a request is refused for its form before anything acts on it. Method: tables of texts on both sides of each pattern. */
import { expect, test } from "vitest";
import { ClientMessage, Decimal, Hash, IdParam, PageQuery } from "./index.ts";

const HASH = `0x${"5e".repeat(32)}`;

test.each([
  [Decimal, ["0", "-1", "9007199254740993"], ["", "-0", "01", "1.0", "1e3", " 1", "0x1"]],
  [Hash, [HASH], [HASH.toUpperCase(), HASH.slice(2), `${HASH}00`, HASH.slice(0, -1)]],
  [IdParam, ["0", "4294967295"], ["4294967296", "-1", "1.5", "", "x"]],
])("a pattern takes its own form alone: %#", (schema, taken, refused) => {
  expect(taken.filter((text) => !schema.safeParse(text).success)).toEqual([]);
  expect(refused.filter((text) => schema.safeParse(text).success)).toEqual([]);
});

test("a page has from 1 to 500 entries", () => {
  const limits = ["0", "1", "500", "501"];
  expect(limits.filter((limit) => PageQuery.safeParse({ limit }).success)).toEqual(["1", "500"]);
});

test("a client subscribes to the channels that there are", () => {
  const isTaken = (channel: string) => ClientMessage.safeParse({ type: "subscribe", channel }).success;
  const known = ["status", "blocks", "events", "market:7", "account:12", "prices", "waterfall", "trades:venue:3"];
  const narrowed = [
    "events:market:1",
    "prices:market:1",
    "defaults:account:1",
    "withdrawals:account:4",
    "limits:venue:2",
  ];
  const wrong = [
    "market",
    "market:",
    "market:x",
    "account:-1",
    "orders",
    "prices:account:1",
    "trades:venue",
    "blocks:account:1",
  ];
  expect([...known, ...narrowed, ...wrong].filter(isTaken)).toEqual([...known, ...narrowed]);
});
