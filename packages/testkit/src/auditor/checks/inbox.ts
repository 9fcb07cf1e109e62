/**
 * Every entry of a proven inbox has an answer, and every atom in it one event. CSTD-035, CSTD-036, CSTD-040.
 *
 * @module
 */
import { type CommandOf, type Event, InboxKind } from "@novate/codec";
import type { Outcome } from "@novate/engine";
import { check, checkEqual } from "../failure.ts";

export function checkInbox(
  { firstIndex, entries }: CommandOf<"ProveInbox">,
  outcomes: readonly Outcome[],
  own: readonly Event[],
): void {
  checkEqual("CSTD-030", outcomes.length, entries.length, "answers to entries");
  const moved = own.filter(({ type }) => MOVED.has(type)) as Moved[];
  const [advanced, ...more] = own.filter(({ type }) => type === "InboxAdvanced");
  check("CSTD-033", more.length === 0, () => "an inbox advanced twice");
  const isStill = outcomes.every((answer) => !answer.accepted && answer.refusal.code === "EntryWaits");
  check("CSTD-033", isStill === (advanced === undefined), () => "an inbox was heard and did not advance");
  const heard = advanced?.type === "InboxAdvanced" ? advanced.count - firstIndex : 0n;
  for (const [place, { kind, amountAtoms, sender, accountId }] of entries.entries()) {
    const index = firstIndex + BigInt(place);
    const events = moved.filter((event) => event.index === index);
    const brings = kind === InboxKind.deposit && amountAtoms > 0n && BigInt(place) < heard;
    checkEqual("CSTD-040", events.length, brings ? 1 : 0, `events of entry ${index}`);
    const [event] = events;
    if (event === undefined) continue;
    checkEqual("CSTD-040", event.amountAtoms, amountAtoms, `atoms of entry ${index}`);
    const isCredited = event.type === "InboxCredited";
    check("CSTD-036", isCredited === outcomes[place]!.accepted, () => `entry ${index} has another answer than effect`);
    if (event.type === "InboxReturned")
      check("CSTD-036", event.recipient === sender, () => `${event.recipient} is paid back for ${sender}`);
    else if (isCredited)
      check("CSTD-035", accountId === 0 || event.accountId === accountId, () => `entry ${index} went astray`);
  }
}

type Moved = Extract<Event, { type: "InboxCredited" | "InboxReturned" | "InboxKept" | "InboxUnplaced" }>;
const MOVED: ReadonlySet<string> = new Set(["InboxCredited", "InboxReturned", "InboxKept", "InboxUnplaced"]);
