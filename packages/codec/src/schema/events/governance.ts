/**
 * What happened to the rules and to the house itself. Selectors 100–119.
 *
 * @module
 */
import { bool, bytes20, list, struct, text, timeMs, u8, u32 } from "../../field/index.ts";
import { Change } from "../change.ts";
import { bundleId, houseId } from "../ids.ts";
import { BundleRow } from "../rows/index.ts";

export const governanceEvents = {
  BlockOpened: [100, struct("BlockOpened", { height: u32, timeMs, isResumed: bool })],
  BundleProposed: [101, struct("BundleProposed", { bundle: BundleRow })],
  BundleApproved: [102, struct("BundleApproved", { bundleId, owner: bytes20, activatesAtMs: timeMs })],
  BundleActivated: [103, struct("BundleActivated", { bundleId, parameterEpoch: u32 })],
  BundleDropped: [104, struct("BundleDropped", { bundleId, reason: text(64) })],
  ChangeApplied: [105, struct("ChangeApplied", { change: Change, atMs: timeMs })],
  /** The shadow run of a proposal found nothing. */
  BundleTried: [107, struct("BundleTried", { bundleId })],
  /** The first event of every house, at height 0. */
  HouseFounded: [
    106,
    struct("HouseFounded", { house: houseId, timeMs, governors: list(bytes20, 16), governorThreshold: u8 }),
  ],
} as const;
