/** Whether the house holds nothing of anything, so that nobody has to be warned (CSTD-007). @module */
import type { StateView } from "../../state/state.ts";

export const isEmpty = (state: StateView): boolean =>
  [...state.assets.values()].every(({ escrowAtoms }) => escrowAtoms === 0n);
