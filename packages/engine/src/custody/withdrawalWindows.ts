/**
 * How much of an asset may leave a segment in an hour and in a day (WDR-003, WDR-011).
 *
 * A window starts with the first withdrawal after the last one ended. Its limit is a part of what is held as it stands,
 * counting what left in this window as if it were still here, but at least the small lane.
 *
 * @module
 */
import type { CollateralRow, SegmentRow } from "@novate/codec";
import { type Atoms, atoms, DAY_MS, HOUR_MS, maxOf, mulPpmDown, type Ppm } from "@novate/num";
import { settlementToAssetAtoms } from "../collateral/value.ts";
import type { StateView } from "../state/state.ts";

type Windows = Pick<CollateralRow, "hourStartMs" | "hourOutAtoms" | "dayStartMs" | "dayOutAtoms">;

export interface WindowLimit {
  readonly window: "hour" | "day";
  readonly limitAtoms: Atoms;
  readonly leftAtoms: Atoms;
}

/** The windows as they are at `timeMs`: one that has ended starts anew, empty. */
export function windowsAt(row: Windows, timeMs: number): Windows {
  const isHourOver = timeMs - row.hourStartMs >= HOUR_MS;
  const isDayOver = timeMs - row.dayStartMs >= DAY_MS;
  return {
    hourStartMs: isHourOver ? timeMs : row.hourStartMs,
    hourOutAtoms: isHourOver ? atoms(0n) : row.hourOutAtoms,
    dayStartMs: isDayOver ? timeMs : row.dayStartMs,
    dayOutAtoms: isDayOver ? atoms(0n) : row.dayOutAtoms,
  };
}

/** The window that `amountAtoms` more would break, or null. */
export function windowExceeded(
  state: StateView,
  segment: SegmentRow,
  row: CollateralRow,
  amountAtoms: Atoms,
  timeMs: number,
): WindowLimit | null {
  const { withdrawalHourPpm, withdrawalDayPpm, withdrawalSmallLaneAtoms } = segment.parameters.clearing;
  const { hourOutAtoms, dayOutAtoms } = windowsAt(row, timeMs);
  const laneAtoms = settlementToAssetAtoms(state, segment, row.spec.assetId, withdrawalSmallLaneAtoms, timeMs);
  const broken = (window: "hour" | "day", share: Ppm, outAtoms: Atoms): WindowLimit | null => {
    const limitAtoms = maxOf(mulPpmDown(atoms(row.heldAtoms + outAtoms), share), laneAtoms);
    const leftAtoms = maxOf(atoms(limitAtoms - outAtoms), atoms(0n));
    return amountAtoms > leftAtoms ? { window, limitAtoms, leftAtoms } : null;
  };
  return broken("hour", withdrawalHourPpm, hourOutAtoms) ?? broken("day", withdrawalDayPpm, dayOutAtoms);
}
