/**
 * A house whose members came long ago: limits that are parts of what is held ask of the least of half a day (COLL-061).
 *
 * @module
 */
import type { TestHouse } from "./testHouse.ts";

/** What is held now has been held for a day, and no balance is fresh any longer. */
export function holdForLong({ state }: TestHouse): void {
  for (const row of [...state.collaterals.values()])
    state.collaterals.put({
      ...row,
      least: { startMs: 0, beforeAtoms: row.heldAtoms, nowAtoms: row.heldAtoms }, // stands still: no flow since
    });
  for (const row of [...state.exits.values()]) state.exits.put({ ...row, fresh: [] });
}
