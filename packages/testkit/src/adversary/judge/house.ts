/**
 * What no block may do, whoever asks for it: owe more than is held, forget a loss, work without bound, break a promise or a limit.
 *
 * @module
 */
import { AccountStatus } from "@novate/codec";
import type { Block } from "@novate/engine";
import { nameOf } from "../roles.ts";
import type { Played } from "../stage/playhouse.ts";
import type { Observer, Stage } from "../stage/stage.ts";
import { SEGMENT } from "../world.ts";
import { dollars, type Finds } from "./find.ts";

/** Dollars under water that are nobody's concern. */
const SPECK = 100;
/** Looks, with every price there, in which a loss must be under management, and then be recognised. */
const LOOKS = 4;
const SECOND_CLOCK_MS = 60_000;
const RECOGNISED_MS = 3_600_000;
/** Events and rows that a block may write beside its answers: so many a thing that is there. */
const WORK_EACH = 3;
/** Two fees are each rounded up to an atom. */
const ROUNDING = 2n;

export class HouseRules implements Observer {
  readonly #finds: Finds;
  readonly #sunk = new Map<number, { looks: number; sinceMs: number }>();
  /** Dollars that the deepest account was ever under water. */
  sunk = 0;
  /** The most that a block worked, over its bound. */
  work = 0;

  constructor(finds: Finds) {
    this.#finds = finds;
  }

  before(): void {}

  after(stage: Stage, block: Block, result: Played): void {
    this.#means(stage);
    this.#losses(stage);
    this.#work(stage, result);
    this.#promises(stage, block, result);
    this.#limits(stage, result);
  }

  /** INV-014: the outbox never owes more than the vault holds, and no segment pays out what it does not have. */
  #means({ state }: Stage): void {
    for (const { symbol, outboxAtoms, escrowAtoms } of state.assets.values())
      if (outboxAtoms > escrowAtoms) this.#finds.add("means", `${outboxAtoms} ${symbol} owed of ${escrowAtoms}`);
    for (const { spec, heldAtoms } of state.collaterals.values())
      if (heldAtoms < 0n) this.#finds.add("means", `asset ${spec.assetId}: ${heldAtoms} held`);
  }

  /** Who is under water at true prices is managed within some looks; what is left of a spent account is recognised within the hour. */
  #losses(stage: Stage): void {
    const { state, values, timeMs } = stage;
    const isLook = stage.weather === "fair";
    const { shortfallAtMs, smallLossAtoms, earmarkedAtoms } = state.segments.get(SEGMENT)!;
    for (const account of state.accounts.values()) {
      const { accountId, status } = account;
      const worth = values.equity(state, account, timeMs);
      this.sunk = Math.max(this.sunk, -worth);
      if (worth >= -SPECK) {
        this.#sunk.delete(accountId);
        continue;
      }
      const sunk = this.#sunk.get(accountId) ?? { looks: 0, sinceMs: timeMs };
      if (isLook) sunk.looks += 1;
      this.#sunk.set(accountId, sunk);
      if (sunk.looks <= LOOKS || timeMs - sunk.sinceMs <= SECOND_CLOCK_MS) continue;
      const isSpent =
        account.positions.length === 0 &&
        shortfallAtMs === 0 &&
        smallLossAtoms === 0n &&
        earmarkedAtoms === 0n &&
        timeMs - sunk.sinceMs > RECOGNISED_MS;
      if (status !== AccountStatus.managed || isSpent)
        this.#finds.add(
          "hiddenLoss",
          `account ${nameOf(accountId) ?? accountId} stands at ${dollars(worth)}, ${isSpent ? "not recognised" : "not managed"}`,
        );
    }
  }

  /** Bounded work: what the block writes beside its answers grows with what is there, not with a product of it. */
  #work({ state }: Stage, { events, receipts }: Played): void {
    const answered = receipts.reduce((sum, { eventCount }) => sum + eventCount, 0);
    let positions = 0;
    for (const account of state.accounts.values()) positions += account.positions.length;
    const things = state.accounts.size + state.markets.size + state.feeds.size + positions;
    const forgotten = events.filter(({ type }) => type.endsWith("Forgotten")).length; // what earlier blocks made, and were counted for
    const beside = events.length - answered - forgotten;
    this.work = Math.max(this.work, beside / (WORK_EACH * things));
    if (beside > WORK_EACH * things) this.#finds.add("work", `${beside} events with ${things} things there`);
  }

  /** A voided order fills nothing, and an order's fee is at most what it says. */
  #promises({ memory, state }: Stage, { transactions }: Block, { receipts, events }: Played): void {
    const salt = memory.voided?.order.salt;
    for (const [index, { transaction }] of transactions.entries()) {
      if (transaction?.command.type !== "ReportTrades") continue;
      for (const [at, { buyer, seller }] of transaction.command.trades.entries()) {
        const isVoided = [buyer, seller].some((leg) => leg.type === "Order" && leg.order.salt === salt);
        if (isVoided && receipts[index]!.outcomes[at]?.accepted)
          this.#finds.add("promise", "a voided order was filled");
      }
    }
    for (const event of events) {
      if (event.type !== "PositionNovated") continue;
      const { tickValueAtoms, terms } = state.instruments.get(event.instrumentId)!.spec;
      // What is nearly free pays on the width of its band, a twentieth of a tenth of the strike (NOV-081).
      const least = terms.type === "Option" ? terms.strikeTicks / 200n + 1n : 0n;
      const price = event.priceTicks < 0n ? -event.priceTicks : event.priceTicks;
      const notional = event.lots * (price > least ? price : least) * tickValueAtoms;
      for (const { feeAtoms } of [event.buyer, event.seller])
        if ((feeAtoms - ROUNDING) * 1_000n > notional)
          this.#finds.add("promise", `a fee of ${feeAtoms} on ${notional}`);
    }
  }

  /** A trade takes no account above its share of an asset, and no underlying above its cap. */
  #limits({ state }: Stage, { events }: Played): void {
    for (const event of events) {
      if (event.type !== "DeliverySettled") continue;
      const { terms } = state.instruments.get(event.instrumentId)!.spec;
      if (terms.type !== "Spot") continue;
      const { spec } = state.collaterals.get(`${SEGMENT}/${terms.baseAssetId}`)!;
      const share = (spec.capAtoms * spec.accountSharePpm) / 1_000_000n;
      if (event.buyer.baseAfterAtoms > share)
        this.#finds.add("limit", `${event.buyer.baseAfterAtoms} of an asset over a share of ${share}`);
    }
  }
}
