/**
 * The places of a block's entries into default management: no more are used than there are (LIQ-052), and nobody is carried over while
 * one is left (INV-031).
 *
 * Whoever has its withdrawals taken back uses an entry's place, whether or not it then enters (LIQ-095); what follows it at once for the
 * same account is of the same place.
 *
 * @module
 */
import type { Event } from "@novate/codec";
import { check } from "../failure.ts";
import type { Ledger } from "../ledger.ts";

/** What one segment used of a block. */
interface Used {
  readonly places: number;
  readonly takenBack: number;
}
const NOTHING: Used = { places: 0, takenBack: 0 };

type Books = Pick<Ledger, "account" | "must" | "get" | "rows">;

/** Judges a block's events in turn. `asked`: indexes of the events of commands. */
export function checkPlaces(ledger: Books, events: readonly Event[], asked: ReadonlySet<number>): void {
  const used = new Map<number, Used>();
  const clearingOf = (segmentId: number) => ledger.must("segments", segmentId).parameters.clearing;
  let taking: number | null = null;
  const use = (accountId: number, takenBack: number) => {
    const { segmentId } = ledger.account(accountId);
    const before = used.get(segmentId) ?? NOTHING;
    const places = before.places + (accountId === taking ? 0 : 1);
    used.set(segmentId, { places, takenBack: before.takenBack + takenBack });
  };
  const isOfExit = takenForExits(ledger, events);
  for (const [index, event] of events.entries()) {
    if (event.type === "WithdrawalsTakenBack") {
      if (isOfExit(event.accountId)) continue;
      use(event.accountId, event.parts.length);
      taking = event.accountId;
      continue;
    }
    if ((event.type === "DebtCounted" || event.type === "HaircutMoved") && !asked.has(index)) continue;
    if (event.type === "AccountManaged") use(event.managed.accountId, 0);
    taking = null;
    if (event.type !== "EntriesCarried") continue;
    const { places, takenBack } = used.get(event.segmentId) ?? NOTHING;
    const { entriesPerBlock, workPerBlock } = clearingOf(event.segmentId);
    // An entry is three rows, beside those taken back; entries alone may use a quarter of a block.
    const isFull = places >= entriesPerBlock || 4 * (3 * places + takenBack) >= workPerBlock;
    check("INV-031", isFull, () => `segment ${event.segmentId} carried entries over after ${places}`);
  }
  for (const [segmentId, { places }] of used) {
    const isWithin = places <= clearingOf(segmentId).entriesPerBlock;
    check(
      "LIQ-052",
      isWithin,
      () => `${places} accounts came in to segment ${segmentId}, or had their withdrawals back`,
    );
  }
}

/** EXIT-130: who owes what a vault in exit paid has its owner's withdrawals back, and EXIT-212 who is booked; neither takes a place. */
function takenForExits(ledger: Books, events: readonly Event[]): (accountId: number) => boolean {
  const booked = events.flatMap((event) =>
    event.type === "ExitOffset" || event.type === "ExitCharged" || event.type === "AccountWoundUp"
      ? [event.accountId]
      : [],
  );
  const owing = [...ledger.rows("exitDebts")].map(({ accountId }) => accountId);
  const owners = new Set([...booked, ...owing].map((accountId) => ledger.get("accounts", accountId)?.owner));
  return (accountId) => owners.has(ledger.get("accounts", accountId)?.owner);
}
