/**
 * The haircut of an asset as collateral: what it should be, and its bounded walk there (COLL-025, COLL-026, COLL-058, COLL-063).
 *
 * @module
 */

import type { AnnouncedHaircut, CollateralRow, EventOf, SegmentRow } from "@novate/codec";
import { type Atoms, atoms, HOUR_MS, maxOf, minOf, ppm } from "@novate/num";
import { type HaircutParameters, stepHaircut } from "@novate/risk";
import type { Evolve } from "../command/evolver.ts";
import type { House } from "../command/house.ts";
import { haircutParametersOf, haircutTargetPpm, heldTargetPpm } from "../gate/haircutView.ts";
import { NOTICE_MS } from "../ledger/notice.ts";
import { exitOfAsset } from "../ledger/vaultExit.ts";
import { collateralKey, keyOf } from "../state/keys.ts";
import { houseOf, mustGet, type StateView } from "../state/state.ts";
import type { Key } from "../state/table.ts";

/** A haircut takes one step in this time at most, however long it stood still before. */
export const HAIRCUT_PERIOD_MS = HOUR_MS;

/** What new risk pays moves within the hour by so much at once: the uncertainty of a price moves it by less in every block. */
const WITHIN_HOUR_PPM = 1_000n;

/** The whole in 24 steps. */
const EXIT_STEP_PPM = ppm(41_667n);

/** What was announced and is due binds; then every haircut whose hour is over takes its step towards its target (COLL-003). */
export function updateHaircuts(house: House): void {
  const { timeMs } = houseOf(house.state);
  for (const row of [...house.state.collaterals.values()]) {
    if (row.announced !== null && row.announced.bindsAtMs <= timeMs) bind(house, row.spec, row.announced);
    if (timeMs - row.haircutMovedAtMs >= HAIRCUT_PERIOD_MS) step(house, keyOf.collaterals(row));
    else if (row.newRiskHaircutPpm > row.haircutPpm) relieve(house, keyOf.collaterals(row));
  }
}

const bind = (house: House, { segmentId, assetId }: CollateralRow["spec"], { haircutPpm }: AnnouncedHaircut): void =>
  house.emit({ type: "HaircutBound", segmentId, assetId, haircutPpm });

/** Down at once; up after the notice, which is over before the next step, and for new risk the whole way at once (COLL-056). */
function step(house: House, key: Key): void {
  const row = mustGet(house.state.collaterals, key);
  const { segmentId, assetId } = row.spec;
  const { timeMs } = houseOf(house.state);
  const segment = mustGet(house.state.segments, segmentId);
  const target = heldTargetPpm(house.state, segment, row);
  const next = stepHaircut(row.haircutPpm, target, HAIRCUT_PERIOD_MS, stepParametersOf(house.state, segment, row));
  const newRiskHaircutPpm = maxOf(haircutTargetPpm(house.state, segment, row), next);
  if (next === row.haircutPpm && newRiskHaircutPpm === row.newRiskHaircutPpm) return;
  const haircutPpm = minOf(next, row.haircutPpm);
  const announced = next > row.haircutPpm ? { haircutPpm: next, bindsAtMs: timeMs + NOTICE_MS } : null;
  const moved = { haircutPpm, newRiskHaircutPpm, announced, movedAtMs: timeMs };
  house.emit({ type: "HaircutMoved", segmentId, assetId, ...moved });
}

/** What lies in a vault on its way into exit counts for nothing within a day: its owner may have it there by the day after (EXIT-104). */
function stepParametersOf(state: StateView, segment: SegmentRow, row: CollateralRow): HaircutParameters {
  const parameters = haircutParametersOf(segment, row);
  if (exitOfAsset(state, row.spec.assetId) === null) return parameters;
  return { ...parameters, stepPerHourPpm: maxOf(parameters.stepPerHourPpm, EXIT_STEP_PPM) };
}

/** New risk does not wait for the hour once holdings have left: who brought them for a block raises it for that block (COLL-059). */
function relieve(house: House, key: Key): void {
  const { spec, announced, ...row } = mustGet(house.state.collaterals, key);
  const segment = mustGet(house.state.segments, spec.segmentId);
  const target = haircutTargetPpm(house.state, segment, { spec, heldAtoms: row.heldAtoms });
  const newRiskHaircutPpm = maxOf(target, announced?.haircutPpm ?? row.haircutPpm);
  if (row.newRiskHaircutPpm - newRiskHaircutPpm < WITHIN_HOUR_PPM) return;
  const { segmentId, assetId } = spec;
  const stays = { haircutPpm: row.haircutPpm, announced, movedAtMs: row.haircutMovedAtMs };
  house.emit({ type: "HaircutMoved", segmentId, assetId, newRiskHaircutPpm, ...stays });
}

/**
 * What raises new risk's haircut at once as `amountAtoms` come in (COLL-063): until the hour's step, whoever brings a coin would take
 * on risk, and owe, as if nobody had brought any.
 */
export function raisedByArrival(
  state: StateView,
  segmentId: number,
  assetId: number,
  amountAtoms: Atoms,
): EventOf<"HaircutMoved">[] {
  const { spec, heldAtoms, ...row } = mustGet(state.collaterals, collateralKey(segmentId, assetId));
  const arrived = { spec, heldAtoms: atoms(heldAtoms + amountAtoms) };
  const newRiskHaircutPpm = haircutTargetPpm(state, mustGet(state.segments, segmentId), arrived);
  if (newRiskHaircutPpm - row.newRiskHaircutPpm < WITHIN_HOUR_PPM) return [];
  const stays = { haircutPpm: row.haircutPpm, announced: row.announced, movedAtMs: row.haircutMovedAtMs };
  return [{ type: "HaircutMoved", segmentId, assetId, newRiskHaircutPpm, ...stays }];
}

export const evolveHaircutMoved: Evolve<"HaircutMoved"> = (state, event) => {
  const { type: _, segmentId, assetId, movedAtMs, ...moved } = event;
  const row = mustGet(state.collaterals, collateralKey(segmentId, assetId));
  state.collaterals.put({ ...row, ...moved, haircutMovedAtMs: movedAtMs });
};

export const evolveHaircutBound: Evolve<"HaircutBound"> = (state, { segmentId, assetId, haircutPpm }) => {
  const row = mustGet(state.collaterals, collateralKey(segmentId, assetId));
  state.collaterals.put({ ...row, haircutPpm, announced: null });
};
