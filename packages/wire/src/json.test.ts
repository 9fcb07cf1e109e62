/** Goal: the JSON types say what the codec writes. Method: literals that the compiler holds to the type, held to the codec's own output. */
import {
  bool,
  bytes20,
  Event,
  type EventOf,
  list,
  lots,
  optional,
  struct,
  text,
  timeMs,
  toJson,
  u32,
  u64,
  type ValueOf,
} from "@novate/codec";
import { expect, test } from "vitest";
import type { EventJson, JsonOf } from "./json.ts";

const Leg = struct("Leg", { accountId: u32, quantity: lots });
const Ticket = struct("Ticket", {
  number: u64,
  atMs: timeMs,
  memo: text(12),
  isFinal: bool,
  owner: optional(bytes20),
  venue: optional(bytes20),
  legs: list(Leg, 4),
});

const OWNER = `0x${"a1".repeat(20)}` as const;

test("large numbers are decimal strings at any depth, everything else is as it was", () => {
  const value = {
    number: 2n ** 60n,
    atMs: 1_760_000_000_000,
    memo: "net",
    isFinal: true,
    owner: OWNER,
    venue: null,
    legs: [{ accountId: 7, quantity: -5n as ValueOf<typeof Leg>["quantity"] }],
  } satisfies ValueOf<typeof Ticket>;
  const json = {
    number: "1152921504606846976",
    atMs: 1_760_000_000_000,
    memo: "net",
    isFinal: true,
    owner: OWNER,
    venue: null,
    legs: [{ accountId: 7, quantity: "-5" }],
  } satisfies JsonOf<ValueOf<typeof Ticket>>;
  expect(toJson(Ticket, value)).toEqual(json);
});

test("an event is told apart by its type", () => {
  const event: EventOf<"AccountOpened"> = {
    type: "AccountOpened",
    accountId: 7,
    owner: OWNER,
    ownerChain: 0,
    segmentId: 1,
    method: 1,
    role: 0,
  };
  const json: EventJson = toJson(Event, event) as unknown as EventJson;
  expect(json.type === "AccountOpened" && json.owner).toBe(OWNER);
});
