/**
 * A second opinion on every account that came under default management: would it have been in good standing at the price
 * of any deep source?
 *
 * @module
 */
import { AccountRow, decode } from "@novate/codec";
import { type BlockResult, type Engine, healthAt } from "@novate/engine";
import { TradedValue } from "../../tape/tradedValue.ts";
import type { Tape } from "../../tape/types.ts";
import { toFeedUnits } from "../house/feedUnits.ts";
import type { HousePlan } from "../house/plan.ts";

/** What the account would have had at one deep source's prices, the house's where it prints none. */
export interface SourceOpinion {
  readonly venue: string;
  /** Underlyings that it priced. */
  readonly underlyings: readonly string[];
  readonly equityAtoms: bigint;
  readonly maintenanceAtoms: bigint;
}

export interface SecondOpinion {
  readonly timeMs: number;
  readonly accountId: number;
  /** At the house's own prices, with what the account held before the block. */
  readonly equityAtoms: bigint;
  readonly maintenanceAtoms: bigint;
  readonly sources: readonly SourceOpinion[];
  /** A deep source would have left it in good standing, and its equity was not gone at the house's price. */
  readonly isDisputed: boolean;
}

export class SecondOpinions {
  readonly #tape: Tape;
  readonly #plan: HousePlan;
  readonly #traded: TradedValue;
  /** The last print of each source so far, and when. */
  readonly #last: ({ readonly value: bigint; readonly timeMs: number } | undefined)[] = [];
  #next = 0;
  /** Accounts as the block of `#height` left them, by id: rows never change in place. */
  readonly #before = new Map<number, AccountRow>();
  #height = -1;
  readonly found: SecondOpinion[] = [];

  constructor(tape: Tape, plan: HousePlan) {
    this.#tape = tape;
    this.#plan = plan;
    this.#traded = new TradedValue(tape);
  }

  /** Before a block: the accounts as they stand, unless they were followed to here. */
  begin(engine: Engine): void {
    if (this.#height === engine.height) return;
    for (const account of engine.state.accounts.values()) this.#before.set(account.accountId, account);
    this.#height = engine.height;
  }

  /**
   * Judges the accounts that the block took, by what they held before it. A block that a resumed replay only reads again is
   * passed over: the rows of its time are gone. Work: the accounts that the block changed.
   */
  take(engine: Engine, { events, changes, height, timeMs }: BlockResult): void {
    this.#advance(timeMs);
    if (engine.height !== height) return;
    for (const event of events) {
      if (event.type !== "AccountManaged") continue;
      const account = this.#before.get(event.managed.accountId);
      if (account !== undefined) this.found.push(this.#judge(engine, account, timeMs));
    }
    for (const { table, bytes } of changes) {
      if (table !== "accounts" || bytes === null) continue;
      const row = decode(AccountRow, bytes);
      if (row.ok) this.#before.set(row.value.accountId, row.value);
    }
    this.#height = height;
  }

  #advance(timeMs: number): void {
    this.#traded.advance(timeMs);
    const { sources, underlyings } = this.#tape.header;
    for (; this.#next < this.#tape.steps.length && this.#tape.steps[this.#next]!.timeMs <= timeMs; this.#next += 1) {
      const step = this.#tape.steps[this.#next]!;
      for (const [column, print] of step.prints.entries()) {
        if (print === undefined) continue;
        const { priceDecimals } = underlyings.find(({ name }) => name === sources[column]!.underlying)!;
        this.#last[column] = { value: toFeedUnits(print.lastTicks, priceDecimals), timeMs: step.timeMs };
      }
    }
  }

  #judge(engine: Engine, account: AccountRow, timeMs: number): SecondOpinion {
    const { equityAtoms, maintenanceAtoms } = healthAt(engine.state, account, new Map());
    const sources = [...this.#pricesByVenue(timeMs)].map(([venue, prices]): SourceOpinion => {
      const health = healthAt(engine.state, account, new Map(prices.map(({ feedId, value }) => [feedId, value])));
      const underlyings = prices.map(({ name }) => name);
      return { venue, underlyings, equityAtoms: health.equityAtoms, maintenanceAtoms: health.maintenanceAtoms };
    });
    const isDisputed = equityAtoms >= 0n && sources.some((one) => one.equityAtoms >= one.maintenanceAtoms);
    return { timeMs, accountId: account.accountId, equityAtoms, maintenanceAtoms, sources, isDisputed };
  }

  /** Fresh prices of deep sources. */
  #pricesByVenue(timeMs: number) {
    const prices = new Map<string, { readonly name: string; readonly feedId: number; readonly value: bigint }[]>();
    for (const [column, { underlying, venue }] of this.#tape.header.sources.entries()) {
      const last = this.#last[column];
      if (last === undefined || timeMs - last.timeMs > this.#plan.maxAgeMs || !this.#traded.isDeep(column)) continue;
      const { feedId, name } = this.#plan.underlyings.find((one) => one.name === underlying)!;
      const own = prices.get(venue) ?? [];
      own.push({ name, feedId, value: last.value });
      prices.set(venue, own);
    }
    return prices;
  }
}
