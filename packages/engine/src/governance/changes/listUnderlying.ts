/** Lists what instruments refer to, or moves the depth and open interest that its margin is scaled by. @module */
import { FeedKind, type ListUnderlying, type MarginParameters, MarketMode, type ValueOf } from "@novate/codec";
import { maxOf, mulDivUp, PPM_ONE, type Ppm, ppm, sqrtDown, YEAR_MS } from "@novate/num";
import { type Fault, fault, firstFault, outside } from "../../command/fault.ts";
import { isSeasoned } from "../../gate/forecastView.ts";
import { mustGet, type StateView } from "../../state/state.ts";
import { ADDING_RISK_MS, type ChangeRule, IMMEDIATE_MS, MAX_ATOMS, NOTICE_MS } from "./rule.ts";

/** 1 % a year. */
const LEAST_VOL_PPM = 10_000n;

type Spec = ValueOf<typeof ListUnderlying>;

export const listUnderlying: ChangeRule<"ListUnderlying"> = {
  faultOf(state, change) {
    const before = state.underlyings.get(change.underlyingId)?.spec;
    const feed = state.feeds.get(change.indexFeedId);
    return firstFault(
      state.segments.has(change.segmentId) ? null : fault("segmentId", `no segment ${change.segmentId}`),
      before !== undefined && before.segmentId !== change.segmentId ? fault("segmentId", "is fixed at listing") : null,
      before === undefined ? faultOfCount(state, change) : null,
      change.symbol === "" ? fault("symbol", "is empty") : null,
      feed?.spec.kind === FeedKind.index ? null : fault("indexFeedId", `no index feed ${change.indexFeedId}`),
      before !== undefined && before.indexFeedId !== change.indexFeedId
        ? fault("indexFeedId", "is fixed at listing")
        : null,
      outside("initialVolPpm", change.initialVolPpm, LEAST_VOL_PPM, 10_000_000n),
      before === undefined ? comparableFault(state, change) : null,
      outside("depthAtoms", change.depthAtoms, 1n, MAX_ATOMS),
      outside("vegaDepthAtoms", change.vegaDepthAtoms, 1n, MAX_ATOMS),
      outside("openInterestLowAtoms", change.openInterestLowAtoms, 0n, MAX_ATOMS),
      outside("openInterestHighAtoms", change.openInterestHighAtoms, change.openInterestLowAtoms + 1n, MAX_ATOMS),
      outside("openInterestCapAtoms", change.openInterestCapAtoms, 0n, MAX_ATOMS),
    );
  },

  delayMsOf(state, change) {
    const row = state.underlyings.get(change.underlyingId);
    if (row === undefined || !isTighter(row.spec, change)) return ADDING_RISK_MS;
    return isNewRiskOnly(row.spec, change) ? IMMEDIATE_MS : NOTICE_MS;
  },

  movesRisk: true,

  write(state, { type: _, ...spec }) {
    const row = state.underlyings.get(spec.underlyingId);
    if (row !== undefined) {
      state.underlyings.put({ ...row, spec });
      return;
    }
    const { margin } = mustGet(state.segments, spec.segmentId).parameters;
    const declaredRange = declaredRangePpm(spec.initialVolPpm, margin);
    state.underlyings.put({
      spec,
      mode: MarketMode.closeOnly,
      volAnnualPpm: spec.initialVolPpm,
      scanRangePpm: declaredRange,
      newRiskRangePpm: declaredRange,
      announced: [],
      scanMovedAtMs: 0,
      forecast: [],
      slices: [],
      surfaceAtMs: 0,
      surfacePublisherId: 0,
      surfaceTakenAtMs: 0,
      surfaceHalfWidthPpm: ppm(0n),
      surfacePendingAtMs: 0,
    });
  },
};

/** Half of what the book of margin has room for (MOST_UNDERLYINGS of `risk`). */
const MAX_UNDERLYINGS = 1_024;

function faultOfCount(state: StateView, { segmentId }: Spec): Fault | null {
  let count = 0;
  for (const { spec } of state.underlyings.values()) if (spec.segmentId === segmentId) count += 1;
  return count < MAX_UNDERLYINGS ? null : fault("segmentId", `lists ${MAX_UNDERLYINGS} underlyings already`);
}

/**
 * A new listing is declared at least as volatile as the middle of the segment's seasoned underlyings is forecast to be:
 * its range stands on the declaration until it is seasoned itself (FCST-091, FCST-099). Of two middles the lower one.
 */
function comparableFault(state: StateView, { segmentId, initialVolPpm }: Spec) {
  const segment = state.segments.get(segmentId);
  if (segment === undefined) return null;
  const { margin } = segment.parameters;
  const comparables = [...state.underlyings.values()]
    .filter((row) => row.spec.segmentId === segmentId && isSeasoned(row, margin))
    .map(({ volAnnualPpm }) => volAnnualPpm)
    .sort((left, right) => (left < right ? -1 : left > right ? 1 : 0));
  const middle = comparables[(comparables.length - 1) >> 1];
  return middle === undefined || initialVolPpm >= middle
    ? null
    : fault("initialVolPpm", `is below ${middle}, the middle of its comparables`);
}

/** Scan range of the declared volatility, k·σ·√MPOR or the floor: what counts until a forecast has seen a price. */
function declaredRangePpm(volPpm: Ppm, { mporMs, rangeMultiplePpm, rangeFloorPpm }: MarginParameters): Ppm {
  const overPeriod = sqrtDown(mulDivUp(volPpm * volPpm, BigInt(mporMs), BigInt(YEAR_MS))) + 1n;
  return maxOf(ppm(mulDivUp(overPeriod, rangeMultiplePpm, PPM_ONE)), rangeFloorPpm);
}

/** Open interest scales initial margin and caps what is opened; the rest takes part in maintenance margin. */
const isNewRiskOnly = (before: Spec, after: Spec): boolean =>
  after.initialVolPpm === before.initialVolPpm &&
  after.depthAtoms === before.depthAtoms &&
  after.vegaDepthAtoms === before.vegaDepthAtoms;

const isTighter = (before: Spec, after: Spec): boolean =>
  after.initialVolPpm >= before.initialVolPpm &&
  after.depthAtoms <= before.depthAtoms &&
  after.vegaDepthAtoms <= before.vegaDepthAtoms &&
  after.openInterestLowAtoms <= before.openInterestLowAtoms &&
  after.openInterestHighAtoms <= before.openInterestHighAtoms &&
  after.openInterestCapAtoms <= before.openInterestCapAtoms;
