/**
 * What close-outs moved between those who were closed out and each backstop, against true prices: of either run, as the
 * adversary's moves may bring a close-out about, or keep one from happening. And what passed while honest sources were apart.
 *
 * No house knows which of its honest sources is right: where one differs, all that lies between their words is a fair price, and who
 * speaks with less than a third of the weight may choose among them (ORCL-089). So the distance from the truth of what is torn up,
 * crossed or closed out is declared where its price lies between what honest sources say in that block, and nowhere else: to whoever
 * stands opposite, and to the fund, which pays for a giver that is spent by it.
 *
 * @module
 */
import type { EventOf } from "@novate/codec";
import type { Block, StateView } from "@novate/engine";
import type { Played } from "../stage/playhouse.ts";
import type { Observer, Stage } from "../stage/stage.ts";
import { APART, NOISE } from "../stage/words.ts";

const E6 = 1e6;
/** Of a tick: a mark is rounded to the nearest, and a breath is left for floats. */
const ROUNDING = 0.51;

export class CloseOuts implements Observer {
  /** Penalties that were paid to each backstop, and what it bought away from the truth either way, dollars. */
  readonly taken = new Map<number, number>();
  /** What each account won by what passed: penalties, and what passed for another price than it was worth, dollars. */
  readonly won = new Map<number, number>();
  /** What each account lost by tear-ups and crossings at prices between the words of honest sources that were apart, dollars. */
  readonly torn = new Map<number, number>();
  /** What of managed accounts passed for less than it was worth at such prices, dollars. */
  given = 0;

  before(): void {}

  after(stage: Stage, _: Block, { events }: Played): void {
    for (const event of events) {
      if (event.type === "PositionTornUp") this.#tear(stage, event);
      if (event.type === "PositionsNetted") this.#cross(stage, event);
      if (event.type === "PositionsClosedOut") this.#closeOut(stage, event);
    }
  }

  #closeOut(stage: Stage, { backstopAccountId, discountAtoms, passages }: EventOf<"PositionsClosedOut">): void {
    const penalty = Number(discountAtoms) / E6;
    let [off, won] = [penalty, penalty];
    for (const { instrumentId, lots, priceTicks } of passages) {
      const gain = -lostBy(stage, instrumentId, lots, priceTicks);
      off += Math.abs(gain);
      won += gain;
      if (gain > 0 && isBetweenWords(stage, instrumentId, priceTicks)) this.given += gain;
    }
    add(this.taken, backstopAccountId, off);
    add(this.won, backstopAccountId, won);
  }

  #tear(stage: Stage, { accountId, isGiver, positionAfter, lots, priceTicks }: EventOf<"PositionTornUp">): void {
    const { instrumentId } = positionAfter;
    const lost = lostBy(stage, instrumentId, lots, priceTicks);
    add(this.won, accountId, -lost);
    if (lost <= 0 || !isBetweenWords(stage, instrumentId, priceTicks)) return;
    add(this.torn, accountId, lost);
    if (isGiver) this.given += lost;
  }

  #cross(stage: Stage, { giverAccountId, takerAccountId, passage }: EventOf<"PositionsNetted">): void {
    const { instrumentId, lots, priceTicks } = passage;
    const lost = lostBy(stage, instrumentId, lots, priceTicks);
    add(this.won, takerAccountId, -lost);
    add(this.won, giverAccountId, lost);
    if (!isBetweenWords(stage, instrumentId, priceTicks)) return;
    add(this.torn, lost > 0 ? takerAccountId : giverAccountId, Math.abs(lost));
    this.given += Math.abs(lost);
  }
}

/** Dollars that whoever receives the signed lots at that price loses by it, against the truth. */
function lostBy({ state, values, timeMs }: Stage, instrumentId: number, lots: bigint, priceTicks: bigint): number {
  return Number(lots) * (dollarsOf(state, instrumentId, priceTicks) - values.lotDollars(state, instrumentId, timeMs));
}

function isBetweenWords({ state, values, timeMs, weather }: Stage, instrumentId: number, priceTicks: bigint): boolean {
  if (weather !== "apart") return false;
  const price = dollarsOf(state, instrumentId, priceTicks);
  const ends = [1 - APART, 1 + NOISE].map((scale) => values.lotDollars(state, instrumentId, timeMs, scale));
  const rounding = ROUNDING * dollarsOf(state, instrumentId, 1n);
  return Math.min(...ends) - rounding <= price && price <= Math.max(...ends) + rounding;
}

const dollarsOf = ({ instruments }: StateView, instrumentId: number, priceTicks: bigint): number =>
  (Number(priceTicks) * Number(instruments.get(instrumentId)!.spec.tickValueAtoms)) / E6;

const add = (sums: Map<number, number>, accountId: number, amount: number): void => {
  sums.set(accountId, (sums.get(accountId) ?? 0) + amount);
};
