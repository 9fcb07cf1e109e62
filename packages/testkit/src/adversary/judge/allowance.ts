/**
 * Declared market risk: what true prices alone may cost the house, because no house can act between two looks.
 *
 * An account that was sound and is moved below nothing by jumps may cost what it is short of within the next few looks, at true
 * prices, with the positions it held: not what it gives away, not what a house that does not look lets grow, and nothing of an account
 * that was not sound when it took them. Who is sound at a word that the house must reach to is not looked at ({@link Reach}).
 *
 * A block's own prices move an account before the house can look, so the house is late only from the block on that comes after one
 * in which it should have acted: the next few looks over, the second clock run out, and no jump waiting. Were that block there and
 * the account still open after it, whatever moves it from then on is the house's own loss.
 *
 * @module
 */
import { AccountRole, type AccountRow, AccountStatus } from "@novate/codec";
import type { Block } from "@novate/engine";
import type { Observer, Stage } from "../stage/stage.ts";
import { isSilent } from "../stage/words.ts";
import { FEED_IDS, MAX_AGE_MS } from "../world.ts";
import { Reach } from "./reach.ts";
import type { Wealth } from "./wealth.ts";

/** A jump waits for a second word, and no look counts before; then the house looks, and closes out what fits into a block. */
const [CONFIRMED, LOOKS] = [2, 4];
/** What is not far below is closed out by two clocks: twice the second one's window. */
const SECOND_CLOCK_MS = 60_000;
const E6 = 1e6;

interface Fall {
  /** Dollars by market moves alone since the account was last sound. */
  equity: number;
  looks: number;
  readonly sinceMs: number;
  /** There was a block in which the house should have acted. */
  isOver: boolean;
}
const fallTo = (equity: number, sinceMs: number): Fall => ({ equity, looks: 0, sinceMs, isOver: false });

export class Allowance implements Observer {
  readonly #wealth: Wealth;
  readonly #reach = new Reach();
  readonly #falls = new Map<number, Fall>();
  readonly #short = new Map<number, number>();
  readonly #sound = new Map<number, number>();
  /** True prices that honest sources told of last, and when. */
  readonly #heard = new Map<number, { readonly price: number; readonly timeMs: number }>();
  /** Dollars of positions that all accounts hold, both sides: the most that there was. */
  notional = 0;

  constructor(wealth: Wealth) {
    this.#wealth = wealth;
  }

  before(): void {}

  after(stage: Stage, block: Block): void {
    const { state } = stage;
    this.#reach.hear(stage, block);
    const isHeard = !FEED_IDS.some((feedId) => isSilent(stage.weather, feedId));
    const isLook = isHeard && stage.truth.blocksSinceJump >= CONFIRMED;
    this.#hear(stage);
    for (const account of state.accounts.values()) this.#follow(stage, account, isLook);
    if (!isHeard) this.#followUnheard(stage);
    this.notional = Math.max(this.notional, notionalOf(stage));
  }

  #follow(stage: Stage, account: AccountRow, isLook: boolean): void {
    const { accountId } = account;
    const moved = this.#wealth.lastMove.get(accountId) ?? 0;
    const sound = this.#sound.get(accountId);
    const fall = this.#falls.get(accountId) ?? (sound === undefined ? null : fallTo(sound, stage.timeMs));
    if (fall !== null) this.#fall(stage, accountId, fall, moved, isLook);
    const worth = stage.values.equity(stage.state, account, stage.timeMs);
    const margin = stage.maintenanceOf(account);
    const isSound = worth >= margin && account.status === AccountStatus.active;
    if (isSound) this.#falls.delete(accountId);
    else if (isStranded(stage, account, worth)) this.#falls.set(accountId, fallTo(worth, stage.timeMs));
    else if (fall !== null && !fall.isOver && this.#reach.isShielded(stage, account, margin))
      this.#falls.set(accountId, fallTo(fall.equity, stage.timeMs));
    else if (fall !== null) this.#falls.set(accountId, fall);
    if (isSound && account.positions.length > 0) this.#sound.set(accountId, worth);
    if (account.positions.length === 0 && isSound) this.#sound.delete(accountId);
  }

  #hear({ truth, weather, timeMs }: Stage): void {
    for (const feedId of FEED_IDS)
      if (!isSilent(weather, feedId)) this.#heard.set(feedId, { price: truth.of(feedId), timeMs });
  }

  /** Who is sound at prices that their feeds still call fresh has opened soundly, whatever nobody could have told the house since. */
  #followUnheard(stage: Stage): void {
    const { state, values, timeMs } = stage;
    if ([...this.#heard.values()].some((heard) => timeMs - heard.timeMs > MAX_AGE_MS)) return;
    const known = values.at({ of: (feedId) => this.#heard.get(feedId)!.price });
    for (const account of state.accounts.values()) {
      const { accountId, positions, status } = account;
      if (positions.length === 0 || status !== AccountStatus.active) continue;
      const worth = values.equity(state, account, timeMs);
      const margin = stage.maintenanceOf(account);
      if (worth >= (this.#falls.get(accountId)?.equity ?? margin)) continue;
      if (known.equity(state, account, timeMs) < margin) continue;
      this.#falls.set(accountId, fallTo(worth, timeMs));
      this.#short.set(accountId, Math.max(this.#short.get(accountId) ?? 0, -worth));
    }
  }

  #fall({ timeMs, truth }: Stage, accountId: number, fall: Fall, moved: number, isLook: boolean): void {
    fall.equity += moved;
    if (fall.isOver) return;
    if (isLook) fall.looks += 1;
    this.#short.set(accountId, Math.max(this.#short.get(accountId) ?? 0, -fall.equity));
    const isLate = fall.looks > LOOKS && timeMs - fall.sinceMs > SECOND_CLOCK_MS;
    fall.isOver = isLate && truth.blocksSinceJump >= CONFIRMED;
  }

  /** Dollars that true prices may have cost the house in this run. */
  get dollars(): number {
    let total = 0;
    for (const short of this.#short.values()) total += short;
    return total;
  }
}

/**
 * Under management above close-out, and no backstop has the margin to take what it is short of, which is initial margin (LIQ-003): the
 * house waits for more means (LIQ-080) though maintenance margin be met again (LIQ-035), and what a jump takes meanwhile is market risk.
 * Below close-out nobody waits: what backstops leave is torn up in the same block (LIQ-060).
 */
function isStranded({ engine, state }: Stage, account: AccountRow, worth: number): boolean {
  if (account.status !== AccountStatus.managed) return false;
  const { closeOutAtoms, initialAtoms } = engine.house.margin.assess(state, account);
  if (worth * E6 < Number(closeOutAtoms)) return false;
  const takers = [...state.accounts.values()].filter(
    ({ role, owner, status }) =>
      role === AccountRole.backstop && owner !== account.owner && status === AccountStatus.active,
  );
  let free = 0;
  for (const taker of takers) {
    const { initialEquityAtoms, initialAtoms: needed } = engine.house.margin.assess(state, taker);
    free += Math.max(0, Number(initialEquityAtoms - needed) / E6);
  }
  return free < Number(initialAtoms) / E6 - worth;
}

/** At true prices; from the middle of a block's rows, whoever holds them. */
function notionalOf({ state, values, timeMs }: Stage): number {
  let total = 0;
  for (const { instrumentId, openLots } of state.markets.values())
    if (openLots > 0n) total += 2 * Number(openLots) * Math.abs(values.lotDollars(state, instrumentId, timeMs));
  return total;
}
