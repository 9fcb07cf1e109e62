/**
 * What close-outs moved between those who were closed out and each backstop, against true prices: of either run, as the
 * adversary's moves may bring a close-out about, or keep one from happening.
 *
 * @module
 */
import type { Block } from "@novate/engine";
import type { Played } from "../stage/playhouse.ts";
import type { Observer, Stage } from "../stage/stage.ts";

const E6 = 1e6;

export class CloseOuts implements Observer {
  /** Penalties that were paid to each backstop, and what it bought away from the truth either way, dollars. */
  readonly taken = new Map<number, number>();
  /** What each backstop won by them: penalties, and what it bought for less than it was worth, dollars. */
  readonly won = new Map<number, number>();

  before(): void {}

  after(stage: Stage, _: Block, { events }: Played): void {
    for (const event of events) {
      if (event.type !== "PositionsClosedOut") continue;
      const penalty = Number(event.discountAtoms) / E6;
      let [off, won] = [penalty, penalty];
      for (const { instrumentId, lots, priceTicks } of event.passages) {
        const { tickValueAtoms } = stage.state.instruments.get(instrumentId)!.spec;
        const price = (Number(priceTicks) * Number(tickValueAtoms)) / E6;
        const gain = Number(lots) * (stage.values.lotDollars(stage.state, instrumentId, stage.timeMs) - price);
        off += Math.abs(gain);
        won += gain;
      }
      add(this.taken, event.backstopAccountId, off);
      add(this.won, event.backstopAccountId, won);
    }
  }
}

const add = (sums: Map<number, number>, accountId: number, amount: number): void => {
  sums.set(accountId, (sums.get(accountId) ?? 0) + amount);
};
