/**
 * What the publishers of a house to play with say: prices that move or stand where somebody put them, and surfaces for its options.
 *
 * @module
 */
import { STANDARD_VOLATILITY, surfaceSlices } from "@novate/agents";
import type { PlayHouse } from "@novate/lab";
import { E6, MINUTE_MS } from "@novate/num";
import type { Hand, Word } from "./hand.ts";
import type { Moves } from "./moves.ts";
import type { SoloNode } from "./soloNode.ts";

const ONE_DOLLAR = 100_000_000n;
const SETTLEMENT_FEED_ID = 1;
const PUBLISHER_ID = 1;
const SURFACES_APART_MS = 1_000;
const SURFACES_EVERY_MS = 4 * MINUTE_MS; // a surface is fresh for ten

export class Board {
  readonly #house: PlayHouse;
  readonly #node: SoloNode;
  readonly #hand: Hand;
  readonly #moves: Moves;
  /** Underlyings that stand where somebody put them. */
  readonly #held = new Set<string>();
  #surfacesAtMs: number;

  constructor(house: PlayHouse, node: SoloNode, hand: Hand, moves: Moves) {
    this.#house = house;
    this.#node = node;
    this.#hand = hand;
    this.#moves = moves;
    // The house hears a publisher's surfaces a second apart, and the last start may have ended just now (ORCL-100).
    const { height, timeMs } = node.chain.head;
    this.#surfacesAtMs = height === 0 ? Number.NEGATIVE_INFINITY : timeMs + SURFACES_APART_MS - SURFACES_EVERY_MS;
  }

  /** What the publisher said last, in units of the feed, by the underlying's name. */
  async spoken(): Promise<Map<string, bigint>> {
    const { underlyings } = this.#house.plan;
    return this.#node.chain.read(({ state }) => {
      const value = (feedId: number, otherwise: bigint): bigint =>
        state.feeds.get(feedId)?.sources[0]?.value ?? otherwise;
      return new Map(underlyings.map((one) => [one.name, value(one.feedId, one.openingIndex)]));
    });
  }

  /** Says the next prices, and surfaces where they are due. */
  async step(): Promise<void> {
    const before = await this.spoken();
    const next = this.#moves(before);
    for (const name of this.#held) next.set(name, before.get(name)!); // of the plan
    await this.#say(next);
  }

  /** Says these and holds them there; null lets one move again. The others are said again. */
  async put(prices: ReadonlyMap<string, bigint | null>): Promise<void> {
    const values = await this.spoken();
    for (const [name, value] of prices) {
      if (value === null) this.#held.delete(name);
      else {
        this.#held.add(name);
        values.set(name, value);
      }
    }
    await this.#say(values);
  }

  async #say(values: ReadonlyMap<string, bigint>): Promise<void> {
    const { plan, keys } = this.#house;
    const publishedAtMs = this.#node.consensus.status().nowMs;
    const observed = (feedId: number, value: bigint) => ({
      feedId,
      value,
      confidence: value / 5_000n,
      publishedAtMs,
    });
    const observations = [
      observed(SETTLEMENT_FEED_ID, ONE_DOLLAR),
      ...plan.underlyings.map(({ feedId, name }) => observed(feedId, values.get(name)!)), // as above
    ];
    const prices = { type: "SubmitObservations", publisherId: PUBLISHER_ID, observations, surfaces: [] } as const;
    await this.#hand([keys.publishers[PUBLISHER_ID - 1]!, prices], ...this.#volatility(values, publishedAtMs)); // it has one of prices
  }

  /** All say the long-run volatility, now and then: a surface that nobody doubts. Nothing once everything has expired. */
  #volatility(values: ReadonlyMap<string, bigint>, atMs: number): Word[] {
    if (atMs - this.#surfacesAtMs < SURFACES_EVERY_MS) return [];
    this.#surfacesAtMs = atMs;
    const surfaces = this.#surfaces(values, atMs);
    if (surfaces.length === 0) return [];
    const { plan, keys } = this.#house;
    return plan.volatilityPublisherIds.map((publisherId) => [
      keys.publishers[publisherId - 1]!, // as many as ids
      { type: "SubmitObservations", publisherId, observations: [], surfaces },
    ]);
  }

  #surfaces(values: ReadonlyMap<string, bigint>, atMs: number) {
    return this.#house.plan.underlyings.flatMap(({ underlyingId, name, profile, contracts }) => {
      const longRunVolAnnual = Number(profile.volatilityPpm) / E6;
      const memory = { price: Number(values.get(name)!), atMs, varianceAnnual: longRunVolAnnual ** 2 };
      const expiries = contracts.flatMap(({ terms }) => (terms.type === "Option" ? [terms.expiryMs] : []));
      const policy = { ...STANDARD_VOLATILITY, longRunVolAnnual };
      const slices = surfaceSlices(memory, atMs, [...new Set(expiries)], policy);
      return slices.length === 0 ? [] : [{ underlyingId, publishedAtMs: atMs, slices }];
    });
  }
}
