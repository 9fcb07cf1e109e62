/**
 * Rows of the house and its governance.
 *
 * @module
 */
import { bool, bytes20, list, struct, timeMs, u8, u32, type ValueOf } from "../../field/index.ts";
import { Change } from "../change.ts";
import { accountId, bundleId, chainId, houseId, withdrawalId } from "../ids.ts";
import { Signer } from "../order.ts";

/** The one row of the house: block clock, counters, identity. `visited…`: the account visited last, and up to when visits keep pace (CALL-010). */
export const HouseRow = struct("HouseRow", {
  house: houseId,
  height: u32,
  timeMs: timeMs,
  resumedAtMs: timeMs,
  nextAccountId: accountId,
  nextWithdrawalId: withdrawalId,
  nextManagedSequence: u32,
  parameterEpoch: u32,
  governorThreshold: u8,
  visitedAccountId: accountId,
  visitedAtMs: timeMs,
});
export type HouseRow = ValueOf<typeof HouseRow>;

/** `triedAtMs`: when a bundle of its own was last tried, or dropped without (GOV-048). */
export const GovernorRow = struct("GovernorRow", { owner: bytes20, triedAtMs: timeMs });
export type GovernorRow = ValueOf<typeof GovernorRow>;

/** Whose word counts for deposits on a chain. */
export const CustodianRow = struct("CustodianRow", { chainId, signer: Signer });
export type CustodianRow = ValueOf<typeof CustodianRow>;

/** A proposed change of parameters. `isTried`: its shadow run was passed, or none is needed. `activatesAtMs` 0: not yet approved. */
export const BundleRow = struct("BundleRow", {
  bundleId,
  proposer: bytes20,
  approvals: list(bytes20, 16),
  changes: list(Change, 64),
  parameterEpoch: u32,
  proposedAtMs: timeMs,
  isTried: bool,
  activatesAtMs: timeMs,
});
export type BundleRow = ValueOf<typeof BundleRow>;
