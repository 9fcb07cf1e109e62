/**
 * Which index and mark the house used, block by block.
 *
 * @module
 */
import type { BlockResult } from "@novate/engine";
import type { HousePlan } from "../house/plan.ts";

/** One underlying as the house saw it from `timeMs` on. */
export interface UsedPrice {
  readonly timeMs: number;
  /** In feed units. */
  readonly index: bigint;
  readonly confidence: bigint;
  /** The perpetual's mark, in feed units; 0 before the first. */
  readonly mark: bigint;
}

export interface PriceTally {
  /** Changes in order of time, by underlying. */
  readonly used: ReadonlyMap<string, readonly UsedPrice[]>;
}

export function createPriceTally({ underlyings }: HousePlan) {
  const byFeed = new Map(underlyings.map((one) => [one.feedId, one]));
  const byPerpetual = new Map(underlyings.map((one) => [one.contracts[0]!.instrumentId, one]));
  const used = new Map<string, UsedPrice[]>(underlyings.map(({ name }) => [name, []]));

  const push = (name: string, timeMs: number, change: Partial<UsedPrice>): void => {
    const history = used.get(name)!;
    const last = history.at(-1) ?? { timeMs, index: 0n, confidence: 0n, mark: 0n };
    if (last.timeMs === timeMs) history.pop();
    history.push({ ...last, ...change, timeMs });
  };

  return {
    take({ events, timeMs }: BlockResult): void {
      for (const event of events) {
        if (event.type === "FeedAggregated") {
          const underlying = byFeed.get(event.feedId);
          if (underlying === undefined) continue;
          push(underlying.name, timeMs, { index: event.value, confidence: event.confidence });
        }
        if (event.type !== "MarkSet") continue;
        const underlying = byPerpetual.get(event.instrumentId);
        if (underlying === undefined) continue;
        push(underlying.name, timeMs, { mark: event.markTicks * underlying.contracts[0]!.tickFeedUnits });
      }
    },
    read: (): PriceTally => ({ used }),
  };
}

/** The last price used at or before `timeMs`; undefined before the first. Work: a binary search. */
export function priceAt(history: readonly UsedPrice[], timeMs: number): UsedPrice | undefined {
  let [low, high] = [0, history.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (history[middle]!.timeMs <= timeMs) low = middle + 1;
    else high = middle;
  }
  return history[low - 1];
}
