/**
 * The marks and prices of a count: last confirmed, one number for both sides (CLAIM-004).
 *
 * @module
 */

import {
  type AccountRow,
  type ClaimCountRow,
  ExitPhase,
  type MarketRow,
  type StruckCollateral,
  type StruckMark,
  type StruckOwer,
  type StruckSegment,
} from "@novate/codec";
import { PPM_ONE } from "@novate/num";
import { ownerId } from "../ledger/owner.ts";
import { priceOf, rateAt } from "../ledger/price.ts";
import { exitOfAsset } from "../ledger/vaultExit.ts";
import { collateralKey } from "../state/keys.ts";
import { mustGet, type StateView } from "../state/state.ts";

/** Marks and funding indexes of all contracts that were ever marked, by id. Work: the contracts. */
export const struckMarks = (state: StateView): StruckMark[] =>
  [...state.markets.values()]
    .flatMap((market) => {
      const { instrumentId, mark, fundingIndexE6 } = market;
      return mark === null
        ? []
        : [{ instrumentId, priceTicks: mark.priceTicks, fundingIndexE6, strike: strikeOf(state, market) }];
    })
    .sort((left, right) => left.instrumentId - right.instrumentId);

/** At what a cycle under way that takes a cut has struck it, or null. */
function strikeOf(state: StateView, { instrumentId, strike }: MarketRow): StruckMark["strike"] {
  const { cycle } = mustGet(state.segments, mustGet(state.instruments, instrumentId).segmentId);
  if (strike === null || cycle === null || cycle.cutAtoms === 0n || strike.cycleMs !== cycle.cycleMs) return null;
  const { priceTicks, fundingIndexE6 } = strike;
  return { priceTicks, fundingIndexE6 };
}

/** Worth nothing, and given for nothing. */
const KEPT = { numerator: 0n, denominator: 1n };

/**
 * Collateral that is worth something, after its haircut; by segment and asset. What lies in a vault in exit is given for nothing: the vault pays
 * it to whom it had it at X. Where an exit is only asked for, the haircut that the request brought says nothing of what it is worth (CLAIM-040).
 */
export const struckCollaterals = (state: StateView): StruckCollateral[] =>
  [...state.collaterals.values()]
    .flatMap(({ spec: { segmentId, assetId, haircutFloorPpm }, haircutPpm: bound }) => {
      const exit = exitOfAsset(state, assetId);
      if (exit?.phase === ExitPhase.exit) return [{ segmentId, assetId, ...KEPT }];
      const haircutPpm = exit === null ? bound : haircutFloorPpm;
      const { settlementAssetId } = mustGet(state.segments, segmentId);
      const [price, unit] = [priceOf(state, assetId), priceOf(state, settlementAssetId)];
      if (assetId === settlementAssetId || price === null || unit === null || haircutPpm >= PPM_ONE) return [];
      const rate = rateAt(state, { assetId, ...price }, { assetId: settlementAssetId, ...unit });
      const numerator = rate.numerator * (PPM_ONE - haircutPpm);
      return [{ segmentId, assetId, numerator, denominator: rate.denominator * PPM_ONE }];
    })
    .sort((left, right) => left.segmentId - right.segmentId || left.assetId - right.assetId);

/** A price and a funding index, by which a position's gain is reckoned. */
export interface CountValue {
  /** What a lot is worth, in settlement atoms. */
  readonly lotAtoms: bigint;
  readonly fundingIndexE6: bigint;
}

/** Of a contract, in its settlement atoms; `strike`: at what a cycle that takes a cut has struck it. */
export interface CountMark extends CountValue {
  readonly strike: CountValue | null;
}

/** A count's rows, found by their ids. */
export interface CountPrices {
  readonly epoch: number;
  /** Block time of the state that is counted. */
  readonly timeMs: number;
  readonly segments: ReadonlyMap<number, StruckSegment>;
  /** Owners that owe for assets in exit, by segment and owner. */
  readonly owers: ReadonlyMap<string, StruckOwer>;
  readonly marks: ReadonlyMap<number, CountMark>;
  /** By {@link collateralKey}. */
  readonly collaterals: ReadonlyMap<string, StruckCollateral>;
}

export const countPrices = (
  state: Pick<StateView, "instruments">,
  {
    draft,
    segments,
    marks,
    collaterals,
  }: Pick<ClaimCountRow, "segments" | "marks" | "collaterals"> & {
    readonly draft: { readonly epoch: number; readonly timeMs: number };
  },
): CountPrices => ({
  epoch: draft.epoch,
  timeMs: draft.timeMs,
  segments: new Map(segments.map((segment) => [segment.segmentId, segment])),
  owers: new Map(
    segments.flatMap(({ segmentId, owers }) => owers.map((ower) => [owerKey({ ...ower, segmentId }), ower])),
  ),
  marks: new Map(marks.map((mark) => [mark.instrumentId, countMark(state, mark)])),
  collaterals: new Map(collaterals.map((each) => [collateralKey(each.segmentId, each.assetId), each])),
});

/** An owner in a segment. */
export const owerKey = (account: Pick<AccountRow, "segmentId" | "owner" | "ownerChain">): string =>
  `${account.segmentId}/${ownerId(account)}`;

/** How the account's owner was struck, if it owes and was looked ahead for. */
export const owerOf = ({ owers }: CountPrices, account: AccountRow): StruckOwer | undefined =>
  owers.size === 0 ? undefined : owers.get(owerKey(account));

/** Of an instrument only what never changes is read; all that moves comes from the count. */
function countMark(state: Pick<StateView, "instruments">, { instrumentId, strike, ...mark }: StruckMark): CountMark {
  const { tickValueAtoms } = mustGet(state.instruments, instrumentId).spec;
  const countValue = ({
    priceTicks,
    fundingIndexE6,
  }: Pick<StruckMark, "priceTicks" | "fundingIndexE6">): CountValue => ({
    lotAtoms: priceTicks * tickValueAtoms,
    fundingIndexE6,
  });
  return { ...countValue(mark), strike: strike === null ? null : countValue(strike) };
}
