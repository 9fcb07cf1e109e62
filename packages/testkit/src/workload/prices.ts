/**
 * The true prices of the world, and what each publisher says about them: mostly the truth, sometimes anything else.
 *
 * @module
 */
import type { Observation } from "@novate/codec";
import type { Dice } from "../dice.ts";
import { FEEDS, PREMIUM_FEED } from "../world/genesis.ts";

/** How the prices move for a while: relative drift and volatility a block, and how many blocks it lasts on average. */
interface Regime {
  readonly weight: number;
  readonly drift: number;
  readonly volatility: number;
  readonly blocks: number;
}

const REGIMES: readonly Regime[] = [
  { weight: 5, drift: 0, volatility: 0.0006, blocks: 50 },
  { weight: 2, drift: 0, volatility: 0.003, blocks: 20 },
  { weight: 2, drift: -0.005, volatility: 0.002, blocks: 25 },
  { weight: 2, drift: 0.005, volatility: 0.002, blocks: 25 },
  { weight: 0.5, drift: -0.03, volatility: 0.01, blocks: 8 },
  { weight: 0.5, drift: 0.04, volatility: 0.01, blocks: 8 },
];
/** In a crisis a run of calm blocks ends in a fall or a rise of a third. */
const CRISIS: readonly Regime[] = [
  { weight: 5, drift: 0, volatility: 0.0006, blocks: 25 },
  { weight: 3, drift: -0.04, volatility: 0.01, blocks: 8 },
  { weight: 2, drift: 0.05, volatility: 0.01, blocks: 8 },
];

/** Feeds that follow another: the forward and the premium follow their index. The two stable coins hardly move. */
const FOLLOWS: Readonly<Record<number, number>> = { 5: 2, [PREMIUM_FEED]: 2 };
const BETA: Readonly<Record<number, number>> = { 1: 0.01, 4: 0.05 };

const UNITS = 1e8;

export class Prices {
  readonly #dice: Dice;
  readonly #price = new Map<number, number>(FEEDS.map(({ feedId, price }) => [feedId, price]));
  readonly #first: ReadonlyMap<number, number> = new Map(this.#price);
  readonly #silentUntil = new Map<number, number>();
  readonly #regimes: readonly Regime[];
  readonly #feeds: readonly (typeof FEEDS)[number][];
  readonly #volatility = new Map<number, number>([1, 2, 3].map((underlyingId) => [underlyingId, 0.6]));
  #regime = REGIMES[0]!;
  #block = 0;

  /** Every other history is one of crises. */
  constructor(dice: Dice, hasPremium: boolean) {
    this.#dice = dice;
    this.#feeds = FEEDS.filter(({ feedId }) => hasPremium || feedId !== PREMIUM_FEED);
    this.#regimes = dice.chance(0.5) ? REGIMES : CRISIS;
  }

  /** One block's move. Prices are pulled back when they stray far from where they began, so that a long run stays lively. */
  step(): void {
    const dice = this.#dice;
    this.#block += 1;
    if (dice.chance(1 / this.#regime.blocks))
      this.#regime = dice.weighted(this.#regimes.map((regime) => [regime.weight, regime] as const));
    this.#stepVolatility();
    const common = this.#regime.drift + this.#regime.volatility * dice.bell();
    for (const { feedId } of this.#feeds) {
      const leader = FOLLOWS[feedId];
      if (leader !== undefined) {
        this.#price.set(feedId, this.#price.get(leader)! * (1.0005 + 0.0003 * dice.bell()));
        continue;
      }
      const own = 0.4 * this.#regime.volatility * dice.bell();
      const price = this.#price.get(feedId)!;
      const first = this.#first.get(feedId)!;
      const move =
        Math.max(-0.2, Math.min(0.2, (BETA[feedId] ?? 1) * (common + own))) - 0.002 * Math.log(price / first);
      this.#price.set(feedId, price * (1 + move));
    }
  }

  /** What an underlying's options are priced at, a year. */
  volatilityOf(underlyingId: number): number {
    return this.#volatility.get(underlyingId)!;
  }

  /** A slow walk that seldom leaps, between a tenth and twice. */
  #stepVolatility(): void {
    const dice = this.#dice;
    for (const [underlyingId, before] of this.#volatility) {
      const leap = dice.chance(0.003) ? dice.float(0.7, 1.6) : 1;
      const after = before * leap * (1 + 0.004 * dice.bell());
      this.#volatility.set(underlyingId, Math.max(0.1, Math.min(2, after)));
    }
  }

  /** What a publisher says in this block, or nothing. */
  observe(publisherId: number, timeMs: number): Observation[] {
    const dice = this.#dice;
    if ((this.#silentUntil.get(publisherId) ?? 0) > this.#block) return [];
    if (dice.chance(0.004)) this.#silentUntil.set(publisherId, this.#block + dice.int(5, 60));
    const observations: Observation[] = [];
    for (const { feedId } of this.#feeds) {
      if (dice.chance(0.05)) continue;
      const publishedAtMs =
        timeMs -
        dice.weighted([
          [20, 0],
          [3, 700],
          [1, 45_000],
          [1, -1_500],
          [0.3, -60_000],
        ]);
      observations.push({ feedId, ...this.#word(feedId), publishedAtMs: Math.max(publishedAtMs, 0) });
    }
    return observations;
  }

  /** A value and its confidence: the truth with a little noise, or one of the ways in which feeds go wrong. */
  #word(feedId: number): { value: bigint; confidence: bigint } {
    const dice = this.#dice;
    const price = this.#price.get(feedId)!;
    const said = price * (1 + 0.0002 * dice.bell());
    const scale = dice.weighted([
      [400, 1],
      [2, dice.float(0.3, 0.95)], // a wick
      [2, dice.float(1.05, 3)],
      [0.5, 1_000], // another unit
      [0.5, 0],
      [0.2, -1],
      [0.2, 1e9], // out of bounds
    ]);
    const value = BigInt(Math.round(said * scale * UNITS));
    const confidence = dice.chance(0.01) ? value / 10n : BigInt(Math.round(price * 0.0001 * UNITS));
    return { value, confidence: confidence < 0n ? 0n : confidence };
  }
}
