/** Goal: a block says each kind of thing once, with names. Method: blocks made by hand. */
import type { Event } from "@novate/codec";
import type { BlockResult } from "@novate/engine";
import type { Scene } from "@novate/lab";
import { expect, test } from "vitest";
import { createNews } from "./news.ts";

const plan = { underlyings: [{ underlyingId: 1, feedId: 2, name: "BTC" }] } as unknown as Scene["plan"]; // all that is read
const block = (minute: number, ...events: object[]): BlockResult => ({
  height: 1,
  timeMs: minute * 60_000,
  stateRoot: "0x",
  receipts: [],
  events: events as Event[], // nothing else of them is read
  changes: [],
});
const managed = (accountId: number) => ({ type: "AccountManaged", managed: { accountId } });

test("the newest stands first; what happened to many is a line", () => {
  const news = createNews({ plan });
  news.take(block(1, { type: "UnderlyingModeSet", underlyingId: 1, mode: 1 }, { type: "MarkSet" }));
  news.take(block(2, managed(4), { type: "PriceJumpPending", feedId: 2 }, managed(5)));
  news.take(block(3, ...[1, 2, 3, 4, 5].map(managed)));
  news.take(block(4, { type: "TrancheDrawn", tranche: 1, drawnAtoms: 5_000_000n }));
  expect(news.latest()).toEqual([
    { tone: "bad", text: "00:04:00  junior fund: pays $5" },
    { tone: "bad", text: "00:03:00  account 1, account 2, account 3 and 2 more: under default management" },
    { tone: "quiet", text: "00:02:00  BTC: jump to be confirmed" },
    { tone: "bad", text: "00:02:00  account 4, account 5: under default management" },
    { tone: "warning", text: "00:01:00  BTC: close only" },
  ]);
});

test("what is old is forgotten", () => {
  const news = createNews({ plan });
  for (let minute = 0; minute < 100; minute += 1) news.take(block(minute, managed(minute)));
  expect(news.latest()).toHaveLength(60);
  expect(news.latest()[0]!.text).toBe("01:39:00  account 99: under default management");
});
