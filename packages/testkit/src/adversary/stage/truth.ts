/**
 * The true prices of an episode: moved by the script alone, so that both runs of it see the same.
 *
 * @module
 */
import type { Truth as Course } from "../script.ts";
import { BTC_FEED, ETH_FEED, FIRST_PRICE, FUND_FEED, USDC_FEED } from "../world.ts";

/** Relative move of bitcoin in a block. A drift takes many looks to pass a maintenance margin; a jump needs one. */
const MOVE: Readonly<Record<Course, number>> = {
  calm: 0,
  up: 0.012,
  down: -0.012,
  jumpUp: 0.06,
  jumpDown: -0.06,
  crash: -0.24,
  wick: -0.08,
};
const JUMPS: readonly Course[] = ["jumpUp", "jumpDown", "crash", "wick"];
/** Ether follows a little stronger; the other two only breathe. */
const BETA: Readonly<Record<number, number>> = { [BTC_FEED]: 1, [ETH_FEED]: 1.1, [USDC_FEED]: 0, [FUND_FEED]: 0 };
const BREATH = 0.0001;
const QUIET = 0.001;
const JUMP = 0.02;

export class Truth {
  readonly #price = new Map<number, number>(
    Object.entries(FIRST_PRICE).map(([feedId, price]) => [Number(feedId), price]),
  );
  #count = 0;
  #owed = 0;
  #movedAt = Number.NEGATIVE_INFINITY;
  #jumpedAt = Number.NEGATIVE_INFINITY;

  /** The same prices, with a future of their own. */
  copy(): Truth {
    const copy = new Truth();
    for (const [feedId, price] of this.#price) copy.#price.set(feedId, price);
    [copy.#count, copy.#owed] = [this.#count, this.#owed];
    [copy.#movedAt, copy.#jumpedAt] = [this.#movedAt, this.#jumpedAt];
    return copy;
  }

  /** One block's move; what jumps does so in the first block of its step. */
  step(course: Course, isFirst: boolean): void {
    this.#count += 1;
    const isJump = JUMPS.includes(course);
    const back = this.#owed;
    this.#owed = isFirst && course === "wick" ? 1 / (1 + MOVE.wick) - 1 : 0;
    const move = (isJump && !isFirst ? 0 : MOVE[course]) + back;
    if (Math.abs(move) > QUIET) this.#movedAt = this.#count;
    if (Math.abs(move) > JUMP) this.#jumpedAt = this.#count;
    for (const [feedId, price] of this.#price) {
      const breath = BREATH * (((this.#count * 7 + feedId * 3) % 5) - 2) * (feedId === USDC_FEED ? 0.1 : 1);
      this.#price.set(feedId, price * (1 + move * BETA[feedId]!) * (1 + breath));
    }
  }

  of(feedId: number): number {
    return this.#price.get(feedId)!;
  }

  /** Blocks since the prices last did more than breathe. */
  get blocksSinceMove(): number {
    return this.#count - this.#movedAt;
  }

  /** Blocks since a jump: none of a drift is one. */
  get blocksSinceJump(): number {
    return this.#count - this.#jumpedAt;
  }
}
