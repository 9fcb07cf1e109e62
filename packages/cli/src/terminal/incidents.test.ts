/** Goal: incidents are told once. Method: blocks made by hand. */
import type { Event } from "@novate/codec";
import type { BlockResult } from "@novate/engine";
import { MINUTE_MS } from "@novate/num";
import { expect, test } from "vitest";
import { createIncidents } from "./incidents.ts";

const managed = { type: "AccountManaged" } as Event; // nothing else of it is read
const block = (timeMs: number, count: number): BlockResult => ({
  height: 1,
  timeMs,
  stateRoot: "0x",
  receipts: [],
  events: Array.from({ length: count }, () => managed),
  changes: [],
});

test("the first managed account is told at once, later ones a minute at a time", () => {
  const incidents = createIncidents();
  const told = [
    [20 * MINUTE_MS, 0],
    [21 * MINUTE_MS + 5_000, 1],
    [21 * MINUTE_MS + 10_000, 2],
    [21 * MINUTE_MS + 55_000, 1],
    [22 * MINUTE_MS, 0],
    [23 * MINUTE_MS, 0],
  ].map(([timeMs, count]) => incidents.take(block(timeMs!, count!)));
  expect(told).toEqual([
    undefined,
    "00:21:05  1 account managed",
    undefined,
    undefined,
    "00:21     3 accounts managed",
    undefined,
  ]);
});
