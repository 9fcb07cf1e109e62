/**
 * What the venue knows of its day by itself: what cleared, at which price and fee, and what its members paid in and took out.
 *
 * @module
 */
import type { Hex } from "@novate/sdk";

export interface Trade {
  readonly reference: Hex;
  readonly priceTicks: bigint;
  readonly lots: bigint;
  readonly buyer: number;
  readonly seller: number;
}

/** What a tick of a lot is worth, and what a fill costs each side, as they were listed and registered. */
export interface Tariff {
  readonly tickValueAtoms: bigint;
  readonly venueFeePpm: bigint;
  readonly clearingFeePpm: bigint;
}

/** Of one account, over this venue's trades: signed lots, what they cost (below zero: received), and the fees. */
interface Sums {
  lots: bigint;
  costAtoms: bigint;
  feesAtoms: bigint;
}

export class Blotter {
  readonly trades: Trade[] = [];
  /** In atoms, by account: paid in, less taken out. */
  readonly flows = new Map<number, bigint>();
  readonly #tariff: Tariff;

  constructor(tariff: Tariff) {
    this.#tariff = tariff;
  }

  flow(accountId: number, atoms: bigint): void {
    this.flows.set(accountId, (this.flows.get(accountId) ?? 0n) + atoms);
  }

  sums(accountId: number): Sums {
    const sums: Sums = { lots: 0n, costAtoms: 0n, feesAtoms: 0n };
    const add = (trade: Trade, sign: bigint): void => {
      sums.lots += sign * trade.lots;
      sums.costAtoms += sign * this.#notional(trade);
      sums.feesAtoms += this.#fee(trade, this.#tariff.venueFeePpm) + this.#fee(trade, this.#tariff.clearingFeePpm);
    };
    for (const trade of this.trades) {
      if (trade.buyer === accountId) add(trade, 1n);
      if (trade.seller === accountId) add(trade, -1n);
    }
    return sums;
  }

  /** What the venue has of a trade: both sides pay. */
  earnedOf(trade: Trade): bigint {
    return 2n * this.#fee(trade, this.#tariff.venueFeePpm);
  }

  #notional = ({ lots, priceTicks }: Trade): bigint => lots * priceTicks * this.#tariff.tickValueAtoms;
  /** Each fee is rounded up. */
  #fee = (trade: Trade, ppm: bigint): bigint => (this.#notional(trade) * ppm + 999_999n) / 1_000_000n;
}
