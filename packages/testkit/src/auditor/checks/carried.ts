/**
 * Work that a block has no room for is done within the blocks that its queue takes: nothing waits for ever. INV-031.
 *
 * Every queue is counted anew from the twin: who waits, since when, how long the queue was meanwhile, how many leave it a block.
 *
 * @module
 */
import { type AccountRow, AccountStatus, type Event, InstrumentStatus } from "@novate/codec";
import { isEnding } from "../entries/endings.ts";
import { check } from "../failure.ts";
import type { Ledger } from "../ledger.ts";
import { equityOf, isPriced } from "../worth.ts";
import { checkPlaces } from "./places.ts";

/** Stated here once more, so that the engine's own numbers are judged and not repeated. */
const EXPIRIES_A_BLOCK = 4_096;
const CYCLE_PAYMENTS_A_BLOCK = 8_192;
const CYCLE_IDS_A_BLOCK = 65_536;
const DEBTS_A_BLOCK = 4_096;
const FORGOTTEN_A_BLOCK = 4_096;
const LOOKS_A_BLOCK = 32_768;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const SECOND_MS = 1_000;
/** Blocks beyond what a queue takes: one in which it began, one that ends it. */
const SLACK_BLOCKS = 2;

/** Something that waits: since which block, and the longest queue that it stood in. */
interface Wait {
  readonly since: number;
  readonly longest: number;
}

export class Carried {
  readonly #waits = new Map<string, Wait>();
  /** When the cursor last came by each account, and when blocks were last more than half a minute apart. */
  readonly #visitedAtMs = new Map<number, number>();
  #cursor = 0;
  #gapEndedMs = 0;
  #lastMs = 0;

  /** Judges the end of a block. `asked`: indexes of the events of commands. */
  check(ledger: Ledger, events: readonly Event[], asked: ReadonlySet<number>): void {
    const waiting = new Set<string>();
    const wait = (key: string, queue: number, aBlock: number) => {
      waiting.add(key);
      this.#wait(ledger.house.height, key, queue, aBlock);
    };
    this.#entries(ledger, events, asked, wait);
    turns(ledger, wait);
    expiries(ledger, wait);
    cycles(ledger, wait);
    clocks(ledger, wait);
    for (const key of this.#waits.keys()) if (!waiting.has(key)) this.#waits.delete(key);
    checkForgotten(ledger, events);
    this.#checkVisits(ledger, events);
  }

  #wait(height: number, key: string, queue: number, aBlock: number): void {
    const before = this.#waits.get(key) ?? { since: height, longest: 0 };
    const longest = Math.max(before.longest, queue);
    this.#waits.set(key, { since: before.since, longest });
    const most = Math.ceil(longest / Math.max(aBlock, 1)) + SLACK_BLOCKS;
    const waited = height - before.since;
    check("INV-031", waited <= most, () => `${key} waits for ${waited} blocks, its queue was ${longest}`);
  }

  /** Accounts without equity that no block had room for; and a block carries nobody over while it has room. */
  #entries(ledger: Ledger, events: readonly Event[], asked: ReadonlySet<number>, wait: Waiter): void {
    const queues = new Map<number, number[]>();
    for (const account of ledger.rows("accounts")) {
      if (isEnding(ledger, account.segmentId)) continue;
      if (account.status === AccountStatus.managed || equityOf(ledger, account) >= 0n) continue;
      if (!isPriced(ledger, account)) continue;
      const queue = queues.get(account.segmentId) ?? [];
      queues.set(account.segmentId, [...queue, account.accountId]);
    }
    for (const [segmentId, queue] of queues) {
      const { entriesPerBlock } = ledger.must("segments", segmentId).parameters.clearing;
      for (const accountId of queue) wait(`account ${accountId} of the entry queue`, queue.length, entriesPerBlock);
    }
    checkPlaces(ledger, events, asked);
  }

  /** CALL-010 and CALL-018, from the ring of ids and what stands under each. */
  #checkVisits(ledger: Ledger, events: readonly Event[]): void {
    const { timeMs, nextAccountId } = ledger.house;
    if (timeMs - this.#lastMs > MINUTE_MS / 2) this.#gapEndedMs = timeMs;
    this.#lastMs = timeMs;
    for (const event of events) {
      if (event.type !== "AccountsVisited") continue;
      const count = nextAccountId - 1;
      let at = this.#cursor;
      let looked = 0;
      for (let steps = 0; steps < count; steps += 1) {
        at = at >= count ? 1 : at + 1;
        this.#visitedAtMs.set(at, timeMs);
        if (at === event.cursor) break;
        looked += looksOf(ledger.get("accounts", at));
      }
      check("CALL-018", looked < LOOKS_A_BLOCK, () => `a block visited ${looked} accounts and positions, and went on`);
      this.#cursor = event.cursor;
    }
    const looks = [...ledger.rows("accounts")].reduce((sum, account) => sum + looksOf(account), 0);
    if (looks > 15 * LOOKS_A_BLOCK) return; // CALL-019
    for (const { accountId, openedAtMs } of ledger.rows("accounts")) {
      const sinceMs = Math.max(this.#visitedAtMs.get(accountId) ?? 0, openedAtMs, this.#gapEndedMs);
      check("CALL-010", timeMs - sinceMs <= MINUTE_MS, () => `account ${accountId} was not visited for a minute`);
    }
  }
}

const looksOf = (account: AccountRow | undefined): number => (account === undefined ? 0 : 1 + account.positions.length);

type Waiter = (key: string, queue: number, aBlock: number) => void;

/** LIQ-056: half of the places go to whoever waited longest, so that every managed account with something left has a turn. */
function turns(ledger: Ledger, wait: Waiter): void {
  const { height } = ledger.house;
  const queues = new Map<number, number[]>();
  for (const row of ledger.rows("managed")) {
    const { segmentId, positions } = ledger.account(row.accountId);
    if (positions.length === 0 || isEnding(ledger, segmentId)) continue;
    const queue = queues.get(segmentId) ?? [];
    queues.set(segmentId, [...queue, row.accountId]);
  }
  for (const [segmentId, queue] of queues) {
    const { managedPerBlock } = ledger.must("segments", segmentId).parameters.clearing;
    const places = Math.floor(managedPerBlock / 2);
    if (queue.length <= managedPerBlock || places === 0) continue; // all have a turn
    for (const accountId of queue) {
      const { openedHeight, triedHeight } = ledger.must("managed", accountId);
      const isNow = height === Math.max(openedHeight, triedHeight);
      if (!isNow) wait(`managed account ${accountId}, not tried since ${triedHeight},`, queue.length, places);
    }
  }
}

/** SETL-031: what settled is paid. */
function expiries(ledger: Ledger, wait: Waiter): void {
  const holders = new Map<number, number>();
  let all = 0;
  for (const { positions } of ledger.rows("accounts"))
    for (const { instrumentId } of positions) {
      if (ledger.must("markets", instrumentId).status !== InstrumentStatus.settled) continue;
      if (isEnding(ledger, ledger.must("instruments", instrumentId).segmentId)) continue;
      holders.set(instrumentId, (holders.get(instrumentId) ?? 0) + 1);
      all += 1;
    }
  for (const instrumentId of holders.keys()) wait(`settled instrument ${instrumentId}`, all, EXPIRIES_A_BLOCK);
}

/** SETL-028, SETL-029: a cycle that is due is struck, and one that is struck is paid. */
function cycles(ledger: Ledger, wait: Waiter): void {
  const { timeMs, nextAccountId } = ledger.house;
  const positions = [...ledger.rows("accounts")].reduce((count, row) => count + 1 + row.positions.length, 0);
  const blocks = Math.ceil(positions / CYCLE_PAYMENTS_A_BLOCK) + Math.ceil(nextAccountId / CYCLE_IDS_A_BLOCK);
  for (const { segmentId, cycle, lastCycleMs, parameters } of ledger.rows("segments")) {
    const { variationCycleMs } = parameters.clearing;
    if (cycle !== null) wait(`the cycle of ${cycle.cycleMs} of segment ${segmentId}`, blocks, 1);
    else if (isEnding(ledger, segmentId)) continue;
    else if (Math.floor(timeMs / variationCycleMs) > Math.floor(lastCycleMs / variationCycleMs))
      wait(`the cycle due in segment ${segmentId}`, 0, 1);
  }
}

/** What the clock brings: interest, rises of a range, losses that waited an hour for a sale. */
function clocks(ledger: Ledger, wait: Waiter): void {
  const { timeMs } = ledger.house;
  const accounts = ledger.tables.accounts.size;
  for (const { segmentId, interest, lastInterestMs } of ledger.rows("segments"))
    if (!isEnding(ledger, segmentId) && (interest !== null || timeMs - lastInterestMs >= HOUR_MS))
      wait(`interest of segment ${segmentId}`, accounts, DEBTS_A_BLOCK);
  for (const { spec, announced } of ledger.rows("underlyings"))
    if (announced.some(({ bindsAtMs }) => bindsAtMs <= timeMs)) wait(`a rise of underlying ${spec.underlyingId}`, 0, 1);
}

/** INV-027: while a block forgets less than it may, nothing is left whose second of ending has passed. */
function checkForgotten(ledger: Ledger, events: readonly Event[]): void {
  const { timeMs } = ledger.house;
  if (events.filter(({ type }) => type.endsWith("Forgotten")).length >= FORGOTTEN_A_BLOCK) return;
  const isOver = (endMs: number) => Math.floor(endMs / SECOND_MS) * SECOND_MS + SECOND_MS <= timeMs;
  for (const { venueId, reference, forgetAtMs } of ledger.rows("trades"))
    check("INV-027", !isOver(forgetAtMs), () => `trade ${venueId}/${reference} ended at ${forgetAtMs}`);
  for (const { accountId, digest, expiresAtMs } of ledger.rows("orders"))
    check("INV-027", !isOver(expiresAtMs), () => `order ${accountId}/${digest} ended at ${expiresAtMs}`);
}
