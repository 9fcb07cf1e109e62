/**
 * Everything that a replay counts while it runs.
 *
 * @module
 */
import type { BlockResult } from "@novate/engine";
import type { HousePlan } from "../house/plan.ts";
import { type CloseOutTally, createCloseOutTally } from "./closeOuts.ts";
import { createMarginTally, type MarginTally } from "./margin.ts";
import { createPriceTally, type PriceTally } from "./prices.ts";
import { createTradeTally, type TradeTally } from "./trades.ts";
import { createWaterfallTally, type WaterfallTally } from "./waterfall.ts";

export interface Counts {
  readonly blocks: number;
  readonly transactions: number;
  readonly events: number;
  readonly trades: TradeTally;
  readonly margin: MarginTally;
  readonly closeOuts: CloseOutTally;
  readonly waterfall: WaterfallTally;
  readonly prices: PriceTally;
}

export interface Tally {
  take(result: BlockResult): void;
  read(): Counts;
}

export function createTally(plan: HousePlan): Tally {
  const trades = createTradeTally(plan);
  const margin = createMarginTally();
  const closeOuts = createCloseOutTally(plan);
  const waterfall = createWaterfallTally();
  const prices = createPriceTally(plan);
  let blocks = 0;
  let transactions = 0;
  let events = 0;
  return {
    take(result) {
      blocks += 1;
      transactions += result.receipts.length;
      events += result.events.length;
      for (const part of [trades, margin, closeOuts, waterfall, prices]) part.take(result);
    },
    read: () => ({
      blocks,
      transactions,
      events,
      trades: trades.read(),
      margin: margin.read(),
      closeOuts: closeOuts.read(),
      waterfall: waterfall.read(),
      prices: prices.read(),
    }),
  };
}
