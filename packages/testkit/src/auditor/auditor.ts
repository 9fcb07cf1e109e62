/**
 * The auditor: follows a house block by block through its events and receipts, and believes nothing.
 *
 * It shares the codec's types with the engine and no line of its logic. Every event is judged by plain arithmetic against
 * a twin of Maps before it is written there; after each command and each block the sums are taken anew.
 *
 * @module
 */
import type { Event } from "@novate/codec";
import type { BlockResult, Engine, PreparedTransaction, Receipt } from "@novate/engine";
import { Carried } from "./checks/carried.ts";
import { checkCounted, checkDebts, countedBy } from "./checks/debts.ts";
import { checkBounded, checkLosses, checkSolvent } from "./checks/defaults.ts";
import { checkAskedEnds, Endings } from "./checks/endings.ts";
import { checkHealth } from "./checks/health.ts";
import { Means } from "./checks/means.ts";
import { checkHouse, checkReceipt } from "./checks/receipts.ts";
import { checkRefused, refusedAt } from "./checks/refused.ts";
import { checkRepeats } from "./checks/repeats.ts";
import { checkAllRows, checkChangedRows } from "./checks/rows.ts";
import { checkConserved, checkLocated, checkMatched } from "./checks/sums.ts";
import { enter } from "./entries/index.ts";
import { Ledger } from "./ledger.ts";

export class Auditor {
  readonly #ledger = new Ledger();
  readonly #means = new Means();
  readonly #carried = new Carried();
  readonly #endings = new Endings();
  /** Hashes of transactions. */
  readonly #tookEffect = new Set<string>();

  /** Starts from the result of height 0. Throws `AuditFailure`, here and below, at the first rule that is broken. */
  constructor(engine: Engine, genesis: BlockResult) {
    for (const event of genesis.events) this.#enter(event);
    this.#settle(genesis, engine);
  }

  /** Judges one block: what was asked, what was answered, what happened, and what the house holds now. */
  audit(transactions: readonly PreparedTransaction[], result: BlockResult, engine: Engine): void {
    const { receipts, events } = result;
    const endsAt = commandEnds(receipts, events);
    const asked = askedFor(receipts);
    const heard = askedFor(
      receipts.filter((_, index) => transactions[index]!.transaction?.command.type === "ProveInbox"),
    );
    const refused = refusedAt(transactions, receipts);
    let counted = new Set<number>();
    for (const [index, event] of events.entries()) {
      for (const each of refused.get(index) ?? []) checkRefused(this.#ledger, each);
      this.#ledger.isHeard = heard.has(index);
      this.#enter(event);
      if (asked.has(index)) for (const accountId of countedBy(event)) counted.add(accountId);
      if (!endsAt.has(index)) continue;
      checkConserved(this.#ledger);
      checkMatched(this.#ledger);
      checkCounted(this.#ledger, counted);
      counted = new Set();
    }
    for (const each of refused.get(events.length) ?? []) checkRefused(this.#ledger, each);
    for (const [index, receipt] of receipts.entries()) {
      checkHouse(transactions[index]!, receipt, this.#ledger.house.house);
      checkReceipt(transactions[index]!, receipt, events);
    }
    checkRepeats(this.#tookEffect, receipts);
    checkSolvent(this.#ledger);
    checkLosses(this.#ledger);
    checkBounded(this.#ledger, events);
    checkDebts(this.#ledger);
    checkHealth(this.#ledger, events, engine);
    checkAskedEnds(this.#ledger, transactions, receipts, events);
    this.#endings.check(this.#ledger);
    this.#means.check(this.#ledger, events);
    this.#carried.check(this.#ledger, events, asked);
    this.#ledger.beforeTrade.clear();
    this.#settle(result, engine);
  }

  /** Compares all that there is, not only what changed. */
  auditEverything(engine: Engine): void {
    checkAllRows(this.#ledger, engine);
  }

  #enter(event: Event): void {
    enter(this.#ledger, event);
    this.#means.note(this.#ledger, event);
  }

  #settle(result: BlockResult, engine: Engine): void {
    checkConserved(this.#ledger);
    checkLocated(this.#ledger);
    checkMatched(this.#ledger);
    checkChangedRows(this.#ledger, result, engine);
  }
}

/** Indexes of the events with which a command's own events end. */
function commandEnds(receipts: readonly Receipt[], events: readonly Event[]): Set<number> {
  const ends = new Set<number>();
  for (const { firstEvent, eventCount } of receipts) {
    // A nonce alone moves no money.
    if (eventCount > 1 || (eventCount === 1 && events[firstEvent]!.type !== "NonceUsed"))
      ends.add(firstEvent + eventCount - 1);
  }
  return ends;
}

/** Indexes of the events of commands; all others are the house's own. */
function askedFor(receipts: readonly Receipt[]): Set<number> {
  const asked = new Set<number>();
  for (const { firstEvent, eventCount } of receipts)
    for (let index = firstEvent; index < firstEvent + eventCount; index += 1) asked.add(index);
  return asked;
}
