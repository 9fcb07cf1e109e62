/**
 * What a house may not act against: the words that it must reach to, which leave an account sound.
 *
 * No house knows which of its honest sources is right while they are apart (ORCL-089). And whoever has a fifth of the weight may be the
 * one who is right, so the adversary's publisher is reached to as well: for ten minutes from where it stands apart, silent or not, and
 * again once it has agreed for an hour (ORCL-045 … ORCL-048). So it delays, which margin is asked for, and never blocks.
 *
 * @module
 */
import { type AccountRow, AccountStatus } from "@novate/codec";
import type { Block } from "@novate/engine";
import { HOUR_MS, MINUTE_MS } from "@novate/num";
import { OWN_PUBLISHER } from "../roles.ts";
import type { Stage } from "../stage/stage.ts";
import { APART, isSilent } from "../stage/words.ts";
import { BTC_FEED, ETH_FEED, MAX_AGE_MS } from "../world.ts";

const E8 = 1e8;
const LONE_REACH_MS = 10 * MINUTE_MS;
/** A word this near to an honest one agrees. */
const NEAR = 0.01;

interface Word {
  readonly price: number;
  readonly publishedAtMs: number;
}
/** Since when a publisher stands apart, and since when it agrees again; zero: not at all. */
interface Standing {
  readonly apartMs: number;
  readonly agreesMs: number;
}
const AGREES: Standing = { apartMs: 0, agreesMs: 0 };

export class Reach {
  readonly #words = new Map<number, Word>();
  readonly #standings = new Map<number, Standing>();

  /** Takes up what the adversary's publisher says in the block. */
  hear(stage: Stage, { transactions }: Pick<Block, "transactions">): void {
    const { timeMs, truth } = stage;
    for (const feedId of [BTC_FEED, ETH_FEED])
      if (!this.#words.has(feedId)) this.#words.set(feedId, { price: truth.of(feedId), publishedAtMs: timeMs });
    const heard = new Set<number>();
    for (const { transaction } of transactions) {
      const command = transaction?.command;
      if (command?.type !== "SubmitObservations" || command.publisherId !== OWN_PUBLISHER) continue;
      for (const { feedId, value, publishedAtMs } of command.observations) {
        if (publishedAtMs <= (this.#words.get(feedId)?.publishedAtMs ?? 0)) continue;
        this.#words.set(feedId, { price: Number(value) / E8, publishedAtMs });
        heard.add(feedId);
      }
    }
    for (const feedId of [BTC_FEED, ETH_FEED]) this.#stand(stage, feedId, heard.has(feedId));
  }

  #stand(stage: Stage, feedId: number, isHeard: boolean): void {
    const { timeMs, weather } = stage;
    if (isSilent(weather, feedId)) return; // nobody is judged without the others
    const { apartMs, agreesMs } = this.#standings.get(feedId) ?? AGREES;
    const { price, publishedAtMs } = this.#words.get(feedId)!;
    const isFresh = timeMs - publishedAtMs <= MAX_AGE_MS;
    const isNear = honestPrices(stage, feedId).some((honest) => Math.abs(price / honest - 1) <= NEAR);
    const isRestored = agreesMs > 0 && timeMs - agreesMs >= HOUR_MS;
    if (isFresh && !isNear)
      this.#standings.set(feedId, { apartMs: apartMs > 0 && !isRestored ? apartMs : timeMs, agreesMs: 0 });
    else if (apartMs > 0 && isRestored) this.#standings.set(feedId, AGREES);
    else if (apartMs > 0)
      this.#standings.set(feedId, { apartMs, agreesMs: isHeard ? (agreesMs > 0 ? agreesMs : timeMs) : 0 });
  }

  /**
   * Whether a word leaves the account sound, so that nobody may take it; but not once its equity is gone at every honest word, and with
   * that at the house's price, wherever it is (LIQ-018).
   */
  isShielded(stage: Stage, account: AccountRow, margin: number): boolean {
    if (account.status !== AccountStatus.active) return false;
    const honest = (feedId: number) => honestPrices(stage, feedId);
    const reached = (feedId: number) => [...honest(feedId), ...this.#ownPrices(stage, feedId)];
    return bestOf(stage, account, reached) >= margin && bestOf(stage, account, honest) >= 0;
  }

  #ownPrices({ timeMs }: Stage, feedId: number): readonly number[] {
    const word = this.#words.get(feedId);
    const { apartMs } = this.#standings.get(feedId) ?? AGREES;
    const isSpent = apartMs > 0 && timeMs - apartMs > LONE_REACH_MS;
    return word === undefined || isSpent || timeMs - word.publishedAtMs > MAX_AGE_MS ? [] : [word.price];
  }
}

const honestPrices = ({ truth, weather }: Stage, feedId: number): readonly number[] =>
  weather === "apart" ? [truth.of(feedId), truth.of(feedId) * (1 - APART)] : [truth.of(feedId)];

/** Dollars that the account is worth where each price is the one of those said that helps it most. */
function bestOf(
  { state, values, truth, timeMs }: Stage,
  account: AccountRow,
  said: (feedId: number) => readonly number[],
): number {
  let best = Number.NEGATIVE_INFINITY;
  for (const btc of said(BTC_FEED))
    for (const eth of said(ETH_FEED)) {
      const of = (feedId: number) => (feedId === BTC_FEED ? btc : feedId === ETH_FEED ? eth : truth.of(feedId));
      best = Math.max(best, values.at({ of }).equity(state, account, timeMs));
    }
  return best;
}
