/**
 * Declared market risk: what true prices alone may cost the house, because no house can act between two looks.
 *
 * An account that was sound and is moved below nothing by jumps may cost what it is short of within the next few looks, at true
 * prices, with the positions it held: not what it gives away, nor what a house that does not look lets grow.
 *
 * @module
 */
import type { AccountRow } from "@novate/codec";
import type { Block, BlockResult } from "@novate/engine";
import type { Observer, Stage } from "../stage/stage.ts";
import { isSilent } from "../stage/words.ts";
import { FEED_IDS } from "../world.ts";
import type { Wealth } from "./wealth.ts";

/** A jump waits for a second word, and no look counts before; then the house looks, and closes out what fits into a block. */
const [CONFIRMED, LOOKS] = [2, 4];
const E6 = 1e6;

interface Fall {
  /** Dollars by market moves alone since the account was last sound. */
  equity: number;
  looks: number;
}

export class Allowance implements Observer {
  readonly #wealth: Wealth;
  readonly #falls = new Map<number, Fall>();
  readonly #short = new Map<number, number>();
  readonly #sound = new Map<number, number>();
  /** Penalties that close-outs paid to each backstop, and what it bought away from the truth within the looks, dollars. */
  readonly taken = new Map<number, number>();
  /** Dollars of positions that all accounts hold, for fees and funding: the most that there was. */
  notional = 0;

  constructor(wealth: Wealth) {
    this.#wealth = wealth;
  }

  before(): void {}

  after(stage: Stage, _: Block, { events }: BlockResult): void {
    const { state } = stage;
    const isHeard = !FEED_IDS.some((feedId) => isSilent(stage.weather, feedId));
    const isLook = isHeard && stage.truth.blocksSinceJump >= CONFIRMED;
    for (const account of state.accounts.values()) this.#follow(stage, account, isLook);
    for (const event of events) {
      if (event.type !== "PositionsClosedOut") continue;
      let off = Number(event.discountAtoms) / E6;
      for (const { instrumentId, lots, priceTicks } of event.passages) {
        const { tickValueAtoms } = state.instruments.get(instrumentId)!.spec;
        const price = (Number(priceTicks) * Number(tickValueAtoms)) / E6;
        off += Math.abs(Number(lots) * (stage.values.lotDollars(state, instrumentId, stage.timeMs) - price));
      }
      this.taken.set(event.backstopAccountId, (this.taken.get(event.backstopAccountId) ?? 0) + off);
    }
  }

  #follow(stage: Stage, account: AccountRow, isLook: boolean): void {
    const { accountId } = account;
    if (account.positions.length === 0 && !this.#falls.has(accountId)) {
      this.#sound.delete(accountId);
      return;
    }
    const worth = stage.values.equity(stage.state, account, stage.timeMs);
    const margin = Number(stage.engine.house.margin.requirement(stage.state, account).maintenanceMargin) / E6;
    const moved = this.#wealth.lastMove.get(accountId) ?? 0;
    if (worth >= margin && account.status === 0) {
      this.#falls.delete(accountId);
      this.#sound.set(accountId, worth);
      return;
    }
    const fall = this.#falls.get(accountId) ?? { equity: this.#sound.get(accountId) ?? worth, looks: 0 };
    fall.equity += moved;
    if (isLook) fall.looks += 1;
    this.#falls.set(accountId, fall);
    if (fall.looks > LOOKS) return;
    this.#short.set(accountId, Math.max(this.#short.get(accountId) ?? 0, -fall.equity));
  }

  /** Dollars that true prices may have cost the house in this run. */
  get dollars(): number {
    let total = 0;
    for (const short of this.#short.values()) total += short;
    return total;
  }
}
