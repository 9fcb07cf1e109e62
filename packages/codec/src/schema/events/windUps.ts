/**
 * What happened to segments that wind up. Selectors 210–219.
 *
 * @module
 */
import { atoms, bool, list, struct } from "../../field/index.ts";
import { accountId, segmentId } from "../ids.ts";
import { Balance, StruckWindUp, WindUpSums } from "../rows/index.ts";

export const windUpEvents = {
  /** The segment's settlement cash lies in a vault that is in exit for good: it winds up, or does once more when the vault is booked. */
  WindUpBegun: [210, struct("WindUpBegun", { segmentId })],
  /** Its marks, prices and pools are taken; its contracts end at these marks. */
  WindUpStruck: [211, struct("WindUpStruck", { segmentId, struck: StruckWindUp })],
  /** Accounts up to `cursor` are summed. `isDone`: all are. */
  WindUpSummed: [212, struct("WindUpSummed", { segmentId, cursor: accountId, sums: WindUpSums, isDone: bool })],
  /** What is the account's for good: no position, no stake, no debt. `balances`: all that it has then. */
  AccountWoundUp: [213, struct("AccountWoundUp", { segmentId, accountId, balances: list(Balance, 65) })],
  /** Accounts up to `cursor` are booked. */
  WindUpAdvanced: [214, struct("WindUpAdvanced", { segmentId, cursor: accountId })],
  /** Everybody is booked. The pools that nobody has a stake in; all else of the segment's cash is dust. */
  SegmentWoundUp: [215, struct("SegmentWoundUp", { segmentId, feesAtoms: atoms, skinAtoms: atoms, dustAtoms: atoms })],
} as const;
