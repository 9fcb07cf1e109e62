/**
 * The engine with its store.
 *
 * @module
 */
export { Chain, type CommittedBlock } from "./chain.ts";
export { openChain, openStoredChain } from "./openChain.ts";
export { engineRow } from "./record.ts";
export { type ReplayOptions, replay } from "./replay.ts";
