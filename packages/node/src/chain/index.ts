/**
 * The engine with its store.
 *
 * @module
 */
export { Chain, type CommitListener, type CommittedBlock } from "./chain.ts";
export { type OpenChainOptions, openChain, openStoredChain } from "./openChain.ts";
export { type ReplayOptions, replay } from "./replay.ts";
