/**
 * What close-outs moved between those who were closed out and each backstop, against true prices: of either run, as the
 * adversary's moves may bring a close-out about, or keep one from happening. And what tear-ups moved while honest sources were apart.
 *
 * No house knows which of its honest sources is right: where one differs, all that lies between their words is a fair price, and who
 * speaks with less than a third of the weight may choose among them. So a tear-up's distance from the truth is declared where its
 * price lies between what honest sources say in that block, and nowhere else.
 *
 * @module
 */
import type { Event } from "@novate/codec";
import type { Block } from "@novate/engine";
import type { Played } from "../stage/playhouse.ts";
import type { Observer, Stage } from "../stage/stage.ts";
import { APART, NOISE } from "../stage/words.ts";

type TornUp = Extract<Event, { type: "PositionTornUp" }>;
const E6 = 1e6;
/** Of a tick: a mark is rounded to the nearest, and a breath is left for floats. */
const ROUNDING = 0.51;

export class CloseOuts implements Observer {
  /** Penalties that were paid to each backstop, and what it bought away from the truth either way, dollars. */
  readonly taken = new Map<number, number>();
  /** What each backstop won by them: penalties, and what it bought for less than it was worth, dollars. */
  readonly won = new Map<number, number>();
  /** What each account lost by tear-ups at prices between the words of honest sources that were apart, dollars. */
  readonly torn = new Map<number, number>();

  before(): void {}

  after(stage: Stage, _: Block, { events }: Played): void {
    for (const event of events) {
      if (event.type === "PositionTornUp") this.#tear(stage, event);
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

  #tear({ state, values, timeMs, weather }: Stage, { accountId, positionAfter, lots, priceTicks }: TornUp): void {
    if (weather !== "apart") return;
    const { instrumentId } = positionAfter;
    const { tickValueAtoms } = state.instruments.get(instrumentId)!.spec;
    const price = (Number(priceTicks) * Number(tickValueAtoms)) / E6;
    const ends = [1 - APART, 1 + NOISE].map((scale) => values.lotDollars(state, instrumentId, timeMs, scale));
    const rounding = (ROUNDING * Number(tickValueAtoms)) / E6;
    const isBetween = Math.min(...ends) - rounding <= price && price <= Math.max(...ends) + rounding;
    const lost = Number(lots) * (price - values.lotDollars(state, instrumentId, timeMs));
    if (isBetween && lost > 0) add(this.torn, accountId, lost);
  }
}

const add = (sums: Map<number, number>, accountId: number, amount: number): void => {
  sums.set(accountId, (sums.get(accountId) ?? 0) + amount);
};
