/**
 * What collateral is worth in settlement atoms, exactly (COLL-021, COLL-022).
 *
 * An amount of asset a is worth amount · P_a / P_s · 10^(decimals of s − decimals of a), where both prices are in the
 * unit of account and neither token is assumed to be one unit. All of it is one fraction of integers, divided once.
 *
 * Both prices have an interval, and so has the value: its ends are those of the two prices that hurt, and that help.
 *
 * @module
 */
import { type AccountRow, ExitPhase, type FeedRow, type SegmentRow } from "@novate/codec";
import { type Atoms, atoms, divDown, maxOf, mulDivUp, PPM_ONE, type Ppm, YEAR_MS, ZERO_ATOMS } from "@novate/num";
import {
  ageAhead,
  ageOpen,
  ageSpreadPpm,
  dueRangePpm,
  intervalOf,
  type PriceAge,
  priceAge,
} from "../ledger/interval.ts";
import { isCollateralKnown } from "../ledger/known.ts";
import { FEED_WINDOW_MS, medianValue } from "../ledger/medianMark.ts";
import { CLOSING_MS } from "../ledger/notice.ts";
import { pricedFeedOf, type Rate, rateAt } from "../ledger/price.ts";
import { exitOfAsset } from "../ledger/vaultExit.ts";
import { collateralKey } from "../state/keys.ts";
import { houseOf, mustGet, type StateView } from "../state/state.ts";

/**
 * Which end of the interval of a value; `highOpen`: the high one without what closed markets may move; `due`: the middle less what
 * closings that are due may take of it.
 */
type End = "low" | "middle" | "high" | "highOpen" | "due";

/** A settlement asset counts with half its last price at least: a ratio to less says nothing. */
const LEAST_UNIT_PART = 2n;

/** A side of a price, and which closings count: those that have begun, those within the margin period as well, none, or those alone that are due. */
interface PriceEnd {
  readonly side: "low" | "middle" | "high";
  readonly closings: "begun" | "ahead" | "none" | "due";
}

/** The end that is asked for, and the one that hurts the holder. */
interface Ends {
  readonly asked: PriceEnd;
  readonly worst: PriceEnd;
}

const ENDS = {
  low: { side: "low", closings: "ahead" },
  middle: { side: "middle", closings: "begun" },
  high: { side: "high", closings: "begun" },
  highOpen: { side: "high", closings: "none" },
  due: { side: "low", closings: "due" },
} as const satisfies Record<End, PriceEnd>;

/** At the middle, and once prices are unknown beyond the term at the low end. */
const MIDDLE: Ends = { asked: ENDS.middle, worst: { side: "low", closings: "begun" } };

const OPPOSITE = { low: "high", middle: "middle", high: "low" } as const;
const opposite = ({ side, closings }: PriceEnd): PriceEnd => ({ side: OPPOSITE[side], closings });

/**
 * Null where one of the two never had a price: the asset is then worth nothing as collateral.
 *
 * Beyond the term it counts at the end that hurts, whichever is asked for: what is unknown shields nobody for ever.
 */
function rateOf(
  state: StateView,
  segment: SegmentRow,
  assetId: number,
  timeMs: number,
  { asked, worst }: Ends,
): Rate | null {
  const feed = pricedFeedOf(state, assetId);
  const unit = pricedFeedOf(state, segment.settlementAssetId);
  if (feed === null || unit === null) return null;
  const { unknownTermMs } = segment.parameters.oracle;
  const [feedAge, unitAge] = [priceAge(feed, feed.aggregatedAtMs, timeMs), priceAge(unit, unit.aggregatedAtMs, timeMs)];
  const end = Math.max(feedAge.overdueMs, unitAge.overdueMs) > unknownTermMs ? worst : asked;
  const price = endOf(state, segment, assetId, feed, feedAge, end);
  const unitEnd = endOf(state, segment, segment.settlementAssetId, unit, unitAge, opposite(end));
  const unitPrice = maxOf(unitEnd, unit.value / LEAST_UNIT_PART + 1n);
  return rateAt(
    state,
    { assetId, value: price, decimals: feed.spec.decimals },
    { assetId: segment.settlementAssetId, value: unitPrice, decimals: unit.spec.decimals },
  );
}

/**
 * The range of a collateral is its stressed one: as many stressed deviations as its haircut is made of (COLL-001). The
 * interval reaches to the median of the last half minute as well, so that no wick of a collateral decides (COLL-055).
 */
function endOf(
  state: StateView,
  { segmentId, parameters }: SegmentRow,
  assetId: number,
  feed: FeedRow,
  age: PriceAge,
  { side, closings }: PriceEnd,
): bigint {
  if (side === "middle") return feed.value;
  const { timeMs } = houseOf(state);
  if (closings === "due") {
    const range = dueRangePpm(feed, timeMs, Math.min(CLOSING_MS, parameters.margin.mporMs));
    const part = mulDivUp(feed.value, range, PPM_ONE);
    return side === "low" ? feed.value - part : feed.value + part;
  }
  const stressVolPpm = state.collaterals.get(collateralKey(segmentId, assetId))?.spec.stressVolPpm ?? PPM_ONE;
  const rangePpm = (stressVolPpm * parameters.collateral.volatilityMultiplePpm) / PPM_ONE + 1n;
  const median = medianValue(feed, timeMs - FEED_WINDOW_MS, timeMs);
  const held =
    closings === "none"
      ? ageOpen(age)
      : ageAhead(feed, age, timeMs, closings === "ahead" ? parameters.margin.mporMs : 0);
  return intervalOf(feed, ageSpreadPpm({ rangePpm, periodMs: YEAR_MS }, held), median)[side];
}

/** Value of one balance after its haircut, rounded down. What is owed counts in full: no haircut lightens a debt. */
export function balanceValueAtoms(
  state: StateView,
  segment: SegmentRow,
  assetId: number,
  amountAtoms: Atoms,
  timeMs: number,
  end: End = "middle",
): Atoms {
  // A debt hurts at the price at which it is dear.
  const asked = amountAtoms < 0n ? opposite(ENDS[end]) : ENDS[end];
  const worst: PriceEnd = { side: amountAtoms < 0n ? "high" : "low", closings: "begun" };
  const rate = rateOf(state, segment, assetId, timeMs, { asked, worst });
  if (rate === null) return ZERO_ATOMS;
  const haircutPpm = state.collaterals.get(collateralKey(segment.segmentId, assetId))?.haircutPpm ?? PPM_ONE;
  const kept = amountAtoms < 0n ? PPM_ONE : PPM_ONE - haircutPpm;
  return atoms(divDown(amountAtoms * rate.numerator * kept, rate.denominator * PPM_ONE));
}

/**
 * What balances are worth beyond their value because an exit was asked for of the vault where they lie: margin and new risk do not count on
 * them, but the vault's next word gives them for a debt (CLAIM-040). Work: the balances.
 */
export function doubtedValueAtoms(state: StateView, account: AccountRow): Atoms {
  if (state.vaultExits.size === 0) return ZERO_ATOMS;
  const segment = mustGet(state.segments, account.segmentId);
  const { timeMs } = houseOf(state);
  let sum = 0n;
  for (const { assetId, amountAtoms } of account.balances) {
    if (amountAtoms <= 0n || exitOfAsset(state, assetId)?.phase !== ExitPhase.requested) continue;
    const row = state.collaterals.get(collateralKey(account.segmentId, assetId));
    if (row === undefined || assetId === segment.settlementAssetId) continue;
    const rate = rateOf(state, segment, assetId, timeMs, MIDDLE);
    if (rate === null) continue;
    const doubtedPpm = maxOf<bigint>(row.haircutPpm - row.spec.haircutFloorPpm, 0n);
    sum += divDown(amountAtoms * rate.numerator * doubtedPpm, rate.denominator * PPM_ONE);
  }
  return atoms(sum);
}

/** Value of the account's balances beside its settlement cash, which counts as it is. */
export function collateralValueAtoms(state: StateView, account: AccountRow, end: End = "middle"): Atoms {
  if (account.balances.length === 0) return ZERO_ATOMS;
  const segment = mustGet(state.segments, account.segmentId);
  const { timeMs } = houseOf(state);
  let sum = 0n;
  for (const { assetId, amountAtoms } of account.balances) {
    if (assetId === segment.settlementAssetId) continue;
    sum += balanceValueAtoms(state, segment, assetId, amountAtoms, timeMs, end);
  }
  return atoms(sum);
}

/**
 * The same at the middles for new risk and whatever leaves, given `middleAtoms` of what is held: haircuts on their way up count
 * where they lead (COLL-056). Work: the balances, valued again only where a haircut rises.
 */
export function newRiskValueAtoms(state: StateView, account: AccountRow, middleAtoms: Atoms): Atoms {
  let sum: bigint = middleAtoms;
  for (const { assetId, amountAtoms } of account.balances) {
    const row = state.collaterals.get(collateralKey(account.segmentId, assetId));
    if (row === undefined || amountAtoms <= 0n || row.newRiskHaircutPpm <= row.haircutPpm) continue;
    const segment = mustGet(state.segments, account.segmentId);
    if (assetId === segment.settlementAssetId) continue;
    const { timeMs } = houseOf(state);
    const rate = rateOf(state, segment, assetId, timeMs, MIDDLE);
    if (rate === null) continue;
    const valueAt = (haircutPpm: Ppm): bigint =>
      divDown(amountAtoms * rate.numerator * (PPM_ONE - haircutPpm), rate.denominator * PPM_ONE);
    sum += valueAt(row.newRiskHaircutPpm) - valueAt(row.haircutPpm);
  }
  return atoms(sum);
}

/** How much of an asset a sum of settlement atoms buys at its price, rounded down; zero unless both prices are known. */
export function settlementToAssetAtoms(
  state: StateView,
  segment: SegmentRow,
  assetId: number,
  amountAtoms: Atoms,
  timeMs: number,
): Atoms {
  const { settlementAssetId } = segment;
  if (assetId === settlementAssetId) return amountAtoms;
  if (!isCollateralKnown(state, settlementAssetId, assetId)) return ZERO_ATOMS;
  const rate = rateOf(state, segment, assetId, timeMs, { asked: ENDS.middle, worst: ENDS.middle });
  return rate === null ? ZERO_ATOMS : atoms(divDown(amountAtoms * rate.denominator, rate.numerator));
}
