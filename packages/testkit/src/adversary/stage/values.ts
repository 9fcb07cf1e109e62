/**
 * What contracts and accounts are worth at the true prices, from terms and truth alone: no mark of the house goes in.
 *
 * Floats: these are estimates in dollars to hold a bound of dollars against, never money.
 *
 * @module
 */
import type { AccountRow, InstrumentRow } from "@novate/codec";
import type { StateView } from "@novate/engine";
import { MINUTE_MS, YEAR_MS } from "@novate/num";
import { black76Value } from "@novate/risk";
import { BTC, BTC_FEED, ETH_FEED, FUND, FUND_FEED, SIGMA, USDC } from "../world.ts";
import type { Truth } from "./truth.ts";

const E6 = 1e6;
const E8 = 1e8;
/** Dollars a whole token, and atoms in it. */
const FEED_OF: Readonly<Record<number, number>> = { [BTC]: BTC_FEED, [FUND]: FUND_FEED };
const feedOfUnderlying = (underlyingId: number): number => (underlyingId === 1 ? BTC_FEED : ETH_FEED);

/** The average over a contract's last minutes as the true prices make it, sample for sample with the house's. */
interface Average {
  readonly sum: number;
  readonly samples: number;
  readonly sampledAtMs: number;
}
const NO_SAMPLES: Average = { sum: 0, samples: 0, sampledAtMs: 0 };

export class Values {
  readonly #truth: Pick<Truth, "of">;
  readonly #averages: Map<number, Average>;

  constructor(truth: Pick<Truth, "of">, averages = new Map<number, Average>()) {
    this.#truth = truth;
    this.#averages = averages;
  }

  /** The same averages so far, on other prices from here on. */
  copy(truth: Truth): Values {
    return new Values(truth, new Map(this.#averages));
  }

  /** The same averages at other prices than the true ones. */
  at(prices: Pick<Truth, "of">): Values {
    return new Values(prices, this.#averages);
  }

  /** Follows the samples that the house takes. */
  sample(state: StateView, sampledAtMs: number): void {
    for (const { instrumentId, fixingSamples } of state.markets.values()) {
      const { sum, samples } = this.#averages.get(instrumentId) ?? NO_SAMPLES;
      if (fixingSamples <= samples) continue;
      const { underlyingId } = state.instruments.get(instrumentId)!.spec;
      const price = this.#truth.of(feedOfUnderlying(underlyingId));
      this.#averages.set(instrumentId, { sum: sum + price, samples: samples + 1, sampledAtMs });
    }
  }

  /** Dollars a lot at the true price, or at it times `scale`. */
  lotDollars(state: StateView, instrumentId: number, timeMs: number, scale = 1): number {
    const instrument = state.instruments.get(instrumentId)!;
    const market = state.markets.get(instrumentId)!;
    const dollarsATick = Number(instrument.spec.tickValueAtoms) / E6;
    if (market.settlementTicks !== null) return Number(market.settlementTicks) * dollarsATick;
    const tick = Number(instrument.spec.tickFeedUnits) / E8;
    return (this.#price(instrument, timeMs, scale) / tick) * dollarsATick;
  }

  #price({ spec }: InstrumentRow, timeMs: number, scale: number): number {
    const { terms } = spec;
    const spot = this.#truth.of(feedOfUnderlying(spec.underlyingId)) * scale;
    if (terms.type === "Perpetual" || terms.type === "Spot") return spot;
    const leftMs = Math.max(0, terms.expiryMs - timeMs);
    const { sum, samples } = this.#averages.get(spec.instrumentId) ?? NO_SAMPLES;
    const slots = this.slotsOf(spec.instrumentId, terms.expiryMs, timeMs);
    const settled = (sum + slots * spot) / (samples + slots);
    if (terms.type === "Future") return settled;
    const part = slots / (samples + slots);
    const strike = (Number(terms.strikeTicks) * Number(spec.tickFeedUnits)) / E8;
    return black76Value(terms.isCall ? "call" : "put", settled, strike, SIGMA * Math.sqrt(leftMs / YEAR_MS) * part);
  }

  /** Samples that the average still has to come, a minute between two; before the first the price alone counts. */
  slotsOf(instrumentId: number, expiryMs: number, timeMs: number): number {
    const { samples, sampledAtMs } = this.#averages.get(instrumentId) ?? NO_SAMPLES;
    const nextMs = Math.max(timeMs, sampledAtMs + MINUTE_MS);
    return samples === 0 ? 1 : nextMs > expiryMs ? 0 : Math.floor((expiryMs - nextMs) / MINUTE_MS) + 1;
  }

  /** Dollars of one token. */
  tokenDollars(assetId: number): number {
    const feedId = FEED_OF[assetId];
    return feedId === undefined ? 1 : this.#truth.of(feedId);
  }

  /** Dollars an account is worth; `haircut`: what of other assets counts. */
  equity(
    state: StateView,
    account: AccountRow,
    timeMs: number,
    haircut: (assetId: number) => number = () => 0,
    scale = 1,
  ): number {
    let total = 0;
    for (const { assetId, amountAtoms } of account.balances) {
      const tokens = Number(amountAtoms) / (assetId === USDC ? E6 : E8);
      total += tokens * this.tokenDollars(assetId) * (1 - haircut(assetId));
    }
    for (const { instrumentId, lots, costAtoms, fundingIndexE6 } of account.positions) {
      const market = state.markets.get(instrumentId)!;
      const funding = (Number(lots) * Number(market.fundingIndexE6 - fundingIndexE6)) / E6;
      total += Number(lots) * this.lotDollars(state, instrumentId, timeMs, scale) - (Number(costAtoms) + funding) / E6;
    }
    return total;
  }
}
