/**
 * Chains of a few accounts, for the tests of packages above.
 *
 * @module
 */
export { stateTrie, storageTrie } from "./smallTrie.ts";
