/**
 * Collateral as `risk` sees it inside the scenarios of a portfolio account: a long position that gains after its haircut and
 * never loses (MARG-025, MARG-077).
 *
 * Only an asset whose price is the index of one of the segment's underlyings stands there. The settlement asset is taken
 * at one unit of the quote, as profit and loss is; what it differs by is inside the haircut.
 *
 * @module
 */
import type { AccountRow, AssetRow, SegmentRow, UnderlyingRow } from "@novate/codec";
import type { CollateralTerms, InstrumentMark } from "@novate/risk";
import { balanceOf } from "../ledger/balances.ts";
import { priceOf } from "../ledger/price.ts";
import { collateralKey } from "../state/keys.ts";
import { mustGet, type StateView } from "../state/state.ts";

/** A lot gains a hundred atoms a point: small enough to leave little out, large enough to round little. */
const LOT_DECIMALS = 2;
/** More lots than this count as so many: sums stay exact, and less collateral never lowers a requirement. */
const MOST_LOTS = 2n ** 40n;
/** A lot worth more is not priced, as for instruments. */
const MOST_LOT_VALUE_ATOMS = 2n ** 50n;

/** An asset of a segment that can stand in scenarios, in lots of its own. */
export interface ScenarioCollateral {
  readonly assetId: number;
  readonly underlyingId: number;
  readonly segmentId: number;
  readonly lotAtoms: bigint;
  /** Settlement atoms that a lot gains per quote unit. */
  readonly atomsPerPoint: number;
}

/** The segment's collaterals that have an underlying, ascending by asset. */
export function scenarioCollaterals(state: StateView, segment: SegmentRow): ScenarioCollateral[] {
  const { segmentId, settlementAssetId } = segment;
  const settlement = mustGet(state.assets, settlementAssetId);
  const underlyings = [...state.underlyings.values()].filter(({ spec }) => spec.segmentId === segmentId);
  return [...state.collaterals.values()]
    .filter(({ spec }) => spec.segmentId === segmentId && spec.assetId !== settlementAssetId)
    .map(({ spec }) => mustGet(state.assets, spec.assetId))
    .sort((left, right) => left.assetId - right.assetId)
    .flatMap((asset) => {
      const underlying = underlyings.find(({ spec }) => spec.indexFeedId === asset.priceFeedId);
      return underlying === undefined ? [] : [collateralOf(segment, asset, settlement, underlying)];
    });
}

function collateralOf(
  { segmentId }: SegmentRow,
  asset: AssetRow,
  settlement: AssetRow,
  { spec }: UnderlyingRow,
): ScenarioCollateral {
  const lotExponent = Math.max(0, asset.decimals - settlement.decimals + LOT_DECIMALS);
  return {
    assetId: asset.assetId,
    underlyingId: spec.underlyingId,
    segmentId,
    lotAtoms: 10n ** BigInt(lotExponent),
    atomsPerPoint: Number(10n ** BigInt(lotExponent + settlement.decimals - asset.decimals)),
  };
}

/** Its terms at the haircut in force; the id is below zero, where no instrument's is. */
export const collateralTermsOf = (
  state: StateView,
  { assetId, underlyingId, segmentId, atomsPerPoint }: ScenarioCollateral,
): CollateralTerms => ({
  kind: "collateral",
  instrumentId: -1 - assetId,
  underlyingId,
  atomsPerPoint,
  haircutPpm: Number(mustGet(state.collaterals, collateralKey(segmentId, assetId)).haircutPpm),
});

/** The mark of a lot at its last price, rounded down; not priced where the asset never had one. */
export function collateralMarkOf(state: StateView, { assetId, atomsPerPoint }: ScenarioCollateral): InstrumentMark {
  const price = priceOf(state, assetId);
  const value = price === null ? 0n : (price.value * BigInt(atomsPerPoint)) / 10n ** BigInt(price.decimals);
  const isPriced = price !== null && value <= MOST_LOT_VALUE_ATOMS;
  return { valueAtoms: isPriced ? Number(value) : 0, fundingRate8h: 0, isPriced };
}

/** Whole lots that the account holds, none where it owes the asset. */
export function collateralLotsOf(account: AccountRow, { assetId, lotAtoms }: ScenarioCollateral): number {
  const lots = balanceOf(account, assetId) / lotAtoms;
  if (lots <= 0n) return 0;
  return Number(lots < MOST_LOTS ? lots : MOST_LOTS);
}
