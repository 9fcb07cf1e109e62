/**
 * When a range of the forecast binds held positions: falls at once, rises a quarter of an hour after they are announced (CALL-001).
 *
 * @module
 */
import type { UnderlyingRow } from "@novate/codec";
import { minOf, type Ppm, ppm } from "@novate/num";
import { assert } from "@novate/stdx";
import type { Evolve } from "../command/evolver.ts";
import type { House } from "../command/house.ts";
import { FORECAST_STEP_MS } from "../gate/forecastView.ts";
import { NOTICE_MS } from "../ledger/notice.ts";
import { houseOf, mustGet } from "../state/state.ts";

type Ranges = Pick<UnderlyingRow, "scanRangePpm" | "announced">;

/**
 * The rises that stand once the forecast publishes `publishedPpm`: no part above it binds, and a part below it keeps its time.
 *
 * Work: at most {@link NOTICE_MS} over the forecast's step rises wait, and that bounds the row.
 */
export function cutRanges({ scanRangePpm, announced }: Ranges, publishedPpm: Ppm): Ranges {
  const reached = announced.findIndex(({ rangePpm }) => rangePpm >= publishedPpm);
  const below = reached < 0 ? announced : announced.slice(0, reached + 1);
  return {
    scanRangePpm: minOf(scanRangePpm, publishedPpm),
    announced: below
      .map(({ rangePpm, bindsAtMs }) => ({ rangePpm: minOf(rangePpm, publishedPpm), bindsAtMs }))
      .filter(({ rangePpm }) => rangePpm > scanRangePpm),
  };
}

/** The greatest range that binds the underlying's held positions or is known to come. */
export const comingRangePpm = ({ scanRangePpm, announced }: Ranges): Ppm => announced.at(-1)?.rangePpm ?? scanRangePpm;

/** The published range rose above what binds or was announced: the rest is announced now. */
export function announceRange(house: House, underlyingId: number, publishedPpm: Ppm): void {
  const row = mustGet(house.state.underlyings, underlyingId);
  if (publishedPpm <= comingRangePpm(row)) return;
  assert(row.announced.length * FORECAST_STEP_MS <= NOTICE_MS, "announced: more rises than a quarter of an hour has");
  const bindsAtMs = houseOf(house.state).timeMs + NOTICE_MS;
  house.emit({ type: "ScanRangeAnnounced", underlyingId, announced: { rangePpm: publishedPpm, bindsAtMs } });
}

/** The rises whose time has come bind, whether or not there is a new price. */
export function bindRange(house: House, { spec, announced }: UnderlyingRow): void {
  const { timeMs } = houseOf(house.state);
  const due = announced.filter(({ bindsAtMs }) => bindsAtMs <= timeMs).at(-1);
  if (due === undefined) return;
  house.emit({ type: "ScanRangeBound", underlyingId: spec.underlyingId, scanRangePpm: ppm(due.rangePpm) });
}

export const evolveScanRangeAnnounced: Evolve<"ScanRangeAnnounced"> = (state, { underlyingId, announced }) => {
  const row = mustGet(state.underlyings, underlyingId);
  state.underlyings.put({ ...row, announced: [...row.announced, announced] });
};

export const evolveScanRangeBound: Evolve<"ScanRangeBound"> = (state, { underlyingId, scanRangePpm }) => {
  const row = mustGet(state.underlyings, underlyingId);
  const announced = row.announced.filter(({ rangePpm }) => rangePpm > scanRangePpm);
  state.underlyings.put({ ...row, scanRangePpm, announced });
};
