/**
 * What is to end does: a segment that winds up, and what an owner holds who asked a vault that nothing trade for it (EXIT-204, LIQ-099).
 *
 * @module
 */
import { type Event, ExitPhase, InboxKind } from "@novate/codec";
import type { PreparedTransaction, Receipt } from "@novate/engine";
import { DAY_MS } from "@novate/num";
import { CLOSING, OVER } from "../entries/endings.ts";
import { check } from "../failure.ts";
import type { Ledger } from "../ledger.ts";

/** Blocks for which a count of claims, a cycle or the accounts before it may hold up a segment whose prices are waited for no more. */
const BLOCKS_AT_MOST = 20;

/** So long it waits for what other vaults in exit pay to be booked. */
const BOOKS_WAIT_MS = 3 * DAY_MS;

export class Endings {
  /** Blocks that each segment is late. */
  readonly #late = new Map<number, number>();

  check(ledger: Ledger): void {
    for (const { segmentId, phase, sinceMs } of ledger.rows("windUps")) {
      const { unknownTermMs } = ledger.must("segments", segmentId).parameters.oracle;
      const waitedMs = ledger.timeMs - sinceMs;
      const isWaiting = waitedMs < unknownTermMs || (waitedMs < BOOKS_WAIT_MS && isBooking(ledger));
      const isDue = phase > CLOSING || !isWaiting;
      const late = phase < OVER && isDue ? (this.#late.get(segmentId) ?? 0) + 1 : 0;
      this.#late.set(segmentId, late);
      check("EXIT-204", late <= BLOCKS_AT_MOST, () => `segment ${segmentId} has been about to end for ${late} blocks`);
    }
  }
}

/** A vault in exit has something left to book (EXIT-219). */
const isBooking = (ledger: Ledger): boolean =>
  [...ledger.rows("vaultExits")].some(({ phase, isForeign, vaultId }) => {
    if (phase !== ExitPhase.exit || isForeign) return false;
    const book = ledger.get("exitBooks", vaultId);
    return book === undefined || book.nextAccountId <= book.lastAccountId || !book.isRefunded;
  });

/**
 * Judges, at the end of a block, whoever asked a vault to be let out of all positions. Who was let out in it may hold something again: a
 * backstop takes what others leave.
 */
export function checkAskedEnds(
  ledger: Ledger,
  transactions: readonly PreparedTransaction[],
  receipts: readonly Receipt[],
  events: readonly Event[],
): void {
  const out = new Set(events.flatMap((event) => (event.type === "LeaveEnded" ? [event.accountId] : [])));
  for (const [index, { refusal, outcomes }] of receipts.entries()) {
    const command = transactions[index]!.transaction?.command;
    if (command?.type !== "ProveInbox" || refusal !== null) continue;
    for (const [place, { kind, accountId }] of command.entries.entries()) {
      if (kind !== InboxKind.windDown || outcomes[place]?.accepted !== true) continue;
      const account = ledger.get("accounts", accountId);
      const holds = account?.positions.some(({ lots }) => lots !== 0n) ?? false;
      if (out.has(accountId)) continue;
      const isLeaving = ledger.get("leaving", accountId) !== undefined;
      check("LIQ-099", isLeaving || !holds, () => `account ${accountId} asked to be let out, and holds on`);
    }
  }
}
