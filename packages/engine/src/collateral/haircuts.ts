/**
 * The haircut of an asset as collateral: what it should be, and its bounded walk there (COLL-025, COLL-026).
 *
 * @module
 */
import { HOUR_MS } from "@novate/num";
import { stepHaircut } from "@novate/risk";
import type { Evolve } from "../command/evolver.ts";
import type { House } from "../command/house.ts";
import { haircutParametersOf, haircutTargetPpm } from "../gate/haircutView.ts";
import { collateralKey } from "../state/keys.ts";
import { houseOf, mustGet } from "../state/state.ts";

/** A haircut takes one step in this time at most, however long it stood still before. */
export const HAIRCUT_PERIOD_MS = HOUR_MS;

/** Moves every haircut that is due one step towards its target (COLL-003). */
export function updateHaircuts(house: House): void {
  const { timeMs } = houseOf(house.state);
  for (const row of [...house.state.collaterals.values()]) {
    if (timeMs - row.haircutMovedAtMs < HAIRCUT_PERIOD_MS) continue;
    const { segmentId, assetId } = row.spec;
    const segment = mustGet(house.state.segments, segmentId);
    const target = haircutTargetPpm(house.state, segment, row);
    const next = stepHaircut(row.haircutPpm, target, HAIRCUT_PERIOD_MS, haircutParametersOf(segment, row));
    if (next === row.haircutPpm) continue;
    house.emit({ type: "HaircutMoved", segmentId, assetId, haircutPpm: next, movedAtMs: timeMs });
  }
}

export const evolveHaircutMoved: Evolve<"HaircutMoved"> = (state, event) => {
  const { segmentId, assetId, haircutPpm, movedAtMs } = event;
  const row = mustGet(state.collaterals, collateralKey(segmentId, assetId));
  state.collaterals.put({ ...row, haircutPpm, haircutMovedAtMs: movedAtMs });
};
