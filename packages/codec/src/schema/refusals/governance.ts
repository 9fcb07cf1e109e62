/**
 * Refusals of bundles and approvals. Numbers 700–799.
 *
 * @module
 */
import { bytes20, bytes32, choice, text, u8, u32 } from "../../field/index.ts";
import { Change } from "../change.ts";
import { bundleId } from "../ids.ts";
import { Signer } from "../order.ts";
import { define } from "./definition.ts";

const changeTypes = Object.keys(Change.variants) as Change["type"][]; // the keys of the union's own table

export const governanceRefusals = {
  GovernorRequired: define(700, "The signer is no governor.", "Let a governor sign.", { signer: Signer }),
  BundleExists: define(701, "There is a bundle of this id.", "Take another id.", { bundleId }),
  BundleUnknown: define(702, "No bundle of this id waits.", "Correct the id; it may be active or forgotten.", {
    bundleId,
  }),
  BundleEmpty: define(703, "The bundle has no changes.", "Propose at least one.", { bundleId }),
  ParameterEpochMismatch: define(
    704,
    "Another bundle took effect since this one was made.",
    "Look at the parameters again, and propose it for the expected epoch.",
    { expectedEpoch: u32, receivedEpoch: u32 },
  ),
  /** `index`: the change's place in the bundle. */
  ChangeInvalid: define(705, "A field of a change is wrong.", "Correct the field.", {
    index: u8,
    type: choice(...changeTypes),
    field: text(64),
    reason: text(256),
  }),
  // 706 was ShadowRunRefused: a bundle that would harm accounts is dropped in a later block, and an event says why.
  AlreadyApproved: define(707, "The governor has approved the bundle.", "Nothing is left to do.", { bundleId }),
  TooManyBundles: define(708, "As many of the governor's bundles wait as may.", "Withdraw one.", { limit: u8 }),
  BundleContentMismatch: define(709, "The bundle of this id says something else.", "Read it again before approving.", {
    expected: bytes32,
    received: bytes32,
  }),
  NotProposer: define(710, "Another governor proposed the bundle.", "Let its proposer withdraw it.", {
    proposer: bytes20,
  }),
} as const;
