/** Lists what instruments refer to, or moves the depth and open interest that its margin is scaled by. @module */
import { FeedKind, type ListUnderlying, MarketMode, type ValueOf } from "@novate/codec";
import { maxOf, mulDivUp, PPM_ONE, ppm } from "@novate/num";
import { volOverHorizonPpm } from "../../collateral/haircuts.ts";
import { mustGet } from "../../state/state.ts";
import { ADDING_RISK_MS, type ChangeRule, fault, firstFault, IMMEDIATE_MS, MAX_ATOMS, outside } from "./rule.ts";

type Spec = ValueOf<typeof ListUnderlying>;

export const listUnderlying: ChangeRule<"ListUnderlying"> = {
  faultOf(state, change) {
    const before = state.underlyings.get(change.underlyingId)?.spec;
    const feed = state.feeds.get(change.indexFeedId);
    return firstFault(
      state.segments.has(change.segmentId) ? null : fault("segmentId", `no segment ${change.segmentId}`),
      before !== undefined && before.segmentId !== change.segmentId ? fault("segmentId", "is fixed at listing") : null,
      change.symbol === "" ? fault("symbol", "is empty") : null,
      feed?.spec.kind === FeedKind.index ? null : fault("indexFeedId", `no index feed ${change.indexFeedId}`),
      before !== undefined && before.indexFeedId !== change.indexFeedId
        ? fault("indexFeedId", "is fixed at listing")
        : null,
      outside("initialVolPpm", change.initialVolPpm, 10_000n, 10_000_000n),
      outside("depthAtoms", change.depthAtoms, 1n, MAX_ATOMS),
      outside("vegaDepthAtoms", change.vegaDepthAtoms, 1n, MAX_ATOMS),
      outside("openInterestLowAtoms", change.openInterestLowAtoms, 0n, MAX_ATOMS),
      outside("openInterestHighAtoms", change.openInterestHighAtoms, change.openInterestLowAtoms + 1n, MAX_ATOMS),
      outside("openInterestCapAtoms", change.openInterestCapAtoms, 0n, MAX_ATOMS),
    );
  },

  delayMsOf(state, change) {
    const row = state.underlyings.get(change.underlyingId);
    return row !== undefined && isTighter(row.spec, change) ? IMMEDIATE_MS : ADDING_RISK_MS;
  },

  write(state, { type: _, ...spec }, atMs) {
    const row = state.underlyings.get(spec.underlyingId);
    if (row !== undefined) {
      state.underlyings.put({ ...row, spec });
      return;
    }
    // Until the forecasters have seen prices, the scan range is that of the declared volatility.
    const { margin } = mustGet(state.segments, spec.segmentId).parameters;
    const moved = volOverHorizonPpm(spec.initialVolPpm, margin.mporMs);
    const range = ppm(mulDivUp(moved, margin.rangeMultiplePpm, PPM_ONE));
    state.underlyings.put({
      spec,
      mode: MarketMode.closeOnly,
      scanRangePpm: maxOf(range, margin.rangeFloorPpm),
      scanMovedAtMs: atMs,
      forecast: [],
      slices: [],
      surfaceAtMs: 0,
      surfacePublisherId: 0,
    });
  },
};

const isTighter = (before: Spec, after: Spec): boolean =>
  after.initialVolPpm >= before.initialVolPpm &&
  after.depthAtoms <= before.depthAtoms &&
  after.vegaDepthAtoms <= before.vegaDepthAtoms &&
  after.openInterestLowAtoms <= before.openInterestLowAtoms &&
  after.openInterestHighAtoms <= before.openInterestHighAtoms &&
  after.openInterestCapAtoms <= before.openInterestCapAtoms;
