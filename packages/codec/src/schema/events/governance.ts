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
  /** A block began; its time is that of every event in it. `isResumed`: the house had stood still. */
  BlockOpened: [100, struct("BlockOpened", { height: u32, timeMs, isResumed: bool })],
  /** Changes of the rules were proposed (GOV). */
  BundleProposed: [101, struct("BundleProposed", { bundle: BundleRow })],
  /** A governor approved a bundle; `activatesAtMs` is 0 while approvals are lacking. */
  BundleApproved: [102, struct("BundleApproved", { bundleId, owner: bytes20, activatesAtMs: timeMs })],
  /** The changes of a bundle hold from here on. */
  BundleActivated: [103, struct("BundleActivated", { bundleId, parameterEpoch: u32 })],
  /** A bundle is no more, for this reason. */
  BundleDropped: [104, struct("BundleDropped", { bundleId, reason: text(64) })],
  /** One change of the rules, as it was carried out. */
  ChangeApplied: [105, struct("ChangeApplied", { change: Change, atMs: timeMs })],
  /** The shadow run of a proposal found nothing. */
  BundleTried: [107, struct("BundleTried", { bundleId })],
  /** The first event of every house, at height 0. */
  HouseFounded: [
    106,
    struct("HouseFounded", { house: houseId, timeMs, governors: list(bytes20, 16), governorThreshold: u8 }),
  ],
} as const;
