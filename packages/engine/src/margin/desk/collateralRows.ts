/**
 * The rows of collateral that stands in a segment's scenarios: each follows its haircut by itself, and prices no listing with it.
 *
 * @module
 */
import type { SegmentRow } from "@novate/codec";
import { buildScenarioRow, type PreparedMarket } from "@novate/risk";
import {
  collateralMarkOf,
  collateralTermsOf,
  type ScenarioCollateral,
  scenarioCollaterals,
} from "../../gate/collateralView.ts";
import type { StateView } from "../../state/state.ts";

/** A row that was priced anew, and the place of its collateral among {@link CollateralRows.listed}. */
interface Priced {
  readonly place: number;
  readonly underlyingId: number;
  readonly row: ReturnType<typeof buildScenarioRow>;
}

export class CollateralRows {
  /** What of an account's balances stands in scenarios. */
  readonly listed: readonly ScenarioCollateral[];
  /** Of each underlying, what its rows were last priced in. */
  readonly #markets = new Map<number, PreparedMarket>();
  /** What the row of each asset was made of. */
  readonly #inputs = new Map<number, string>();
  /** Assets whose haircut moved since. */
  readonly #stale = new Set<number>();

  constructor(state: StateView, segment: SegmentRow) {
    this.listed = scenarioCollaterals(state, segment);
  }

  /** The haircut of an asset moved. */
  expire(assetId: number): void {
    this.#stale.add(assetId);
  }

  /** The underlying's rows are priced in another market: those of its collateral are stale. */
  enter(underlyingId: number, market: PreparedMarket): void {
    this.#markets.set(underlyingId, market);
    for (const { assetId, underlyingId: id } of this.listed) if (id === underlyingId) this.#inputs.delete(assetId);
  }

  /** The underlying's rows that are made of something else than they were. */
  priceOn(state: StateView, underlyingId: number): Priced[] {
    return this.#price(state, (collateral) => collateral.underlyingId === underlyingId);
  }

  /** Those whose haircut moved; where `isAwaited` says so the underlying is about to be priced as a whole. */
  priceStale(state: StateView, isAwaited: (underlyingId: number) => boolean): Priced[] {
    if (this.#stale.size === 0) return [];
    const priced = this.#price(
      state,
      ({ assetId, underlyingId }) => this.#stale.has(assetId) && !isAwaited(underlyingId),
    );
    this.#stale.clear();
    return priced;
  }

  #price(state: StateView, isAsked: (collateral: ScenarioCollateral) => boolean): Priced[] {
    return [...this.listed.entries()].flatMap(([place, collateral]) => {
      if (!isAsked(collateral)) return [];
      const { assetId, underlyingId } = collateral;
      const [terms, mark] = [collateralTermsOf(state, collateral), collateralMarkOf(state, collateral)];
      const inputs = JSON.stringify([terms.haircutPpm, mark]);
      if (inputs === this.#inputs.get(assetId)) return [];
      this.#inputs.set(assetId, inputs);
      const market = this.#markets.get(underlyingId)!; // an underlying is priced as a whole first
      return [{ place, underlyingId, row: buildScenarioRow(terms, mark, market) }];
    });
  }
}
