/**
 * The engine with its store.
 *
 * @module
 */
export { type Candidate, Chain, type CommitListener, type CommittedBlock, type Machine } from "./chain.ts";
export { type OpenChainOptions, openChain, openStoredChain } from "./openChain.ts";
export { type ReplayOptions, replay } from "./replay.ts";
