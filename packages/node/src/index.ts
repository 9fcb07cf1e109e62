/**
 * Hosts the engine: consensus drivers, admission, store, snapshots, API, metrics.
 *
 * @module
 */
export { Admission, type AdmissionOptions, verifySignature } from "./admission/index.ts";
export { type ApiServer, startServer } from "./api/index.ts";
export { Chain, type CommittedBlock, openChain, openStoredChain, replay } from "./chain/index.ts";
export {
  type Clock,
  type Consensus,
  type ConsensusFactory,
  type ConsensusHost,
  type ConsensusStatus,
  type PacingOption,
  type Preparer,
  type QueueLimits,
  type SoloConsensus,
  type SoloOptions,
  solo,
} from "./consensus/index.ts";
export { booksIn, ExitArchive, exitArchiveAt, exitArchiveIn, leavesMissing, rebuildExitAt } from "./exit/index.ts";
export { ClearingError } from "./failures.ts";
export { createThreadedMarginKernel } from "./margin/threadedKernel.ts";
export { type NodeOptions, type RunningNode, startNode } from "./node.ts";
export { exportSnapshot, importSnapshot, type Manifest, readManifest, restoreSnapshot } from "./snapshot/index.ts";
export { NODE_FOLDERS, storeFolder } from "./store/folders.ts";
export { type ChainIdentity, type Head, Store, type WriteBoundary } from "./store/index.ts";
export { makeFolder } from "./store/makeFolder.ts";
