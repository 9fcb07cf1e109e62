/**
 * Drivers that order transactions into blocks.
 *
 * @module
 */
export { type Clock, wallClock } from "./clock.ts";
export type { Consensus, ConsensusStatus } from "./consensus.ts";
export { DEFAULT_INBOX_LIMITS, type InboxLimits, type Preparer } from "./inbox.ts";
export { SoloConsensus, type SoloOptions } from "./solo.ts";
