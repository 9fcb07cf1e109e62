/**
 * Drivers that order transactions into blocks.
 *
 * @module
 */
export type { Consensus, ConsensusFactory, ConsensusHost, ConsensusStatus, Preparer } from "./consensus.ts";
export {
  type Clock,
  type PacingOption,
  type QueueLimits,
  type SoloConsensus,
  type SoloOptions,
  solo,
} from "./solo/index.ts";
