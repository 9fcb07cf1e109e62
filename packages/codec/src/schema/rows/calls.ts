/**
 * Rows of margin calls.
 *
 * @module
 */
import { atoms, struct, timeMs, type ValueOf } from "../../field/index.ts";
import { accountId } from "../ids.ts";

/**
 * A margin call as it was made: pay `amountAtoms` of settlement cash by `byMs`.
 *
 * `equityAtoms`: what the account had at the ends that hurt it, as initial margin counts it, against the requirements beside it.
 */
export const CallRow = struct("CallRow", {
  accountId,
  amountAtoms: atoms,
  calledAtMs: timeMs,
  byMs: timeMs,
  equityAtoms: atoms,
  initialAtoms: atoms,
  maintenanceAtoms: atoms,
});
export type CallRow = ValueOf<typeof CallRow>;
