/**
 * What a program needs to use a house: a typed client, keys and signatures, proofs it checks by itself.
 *
 * @module
 */
export * from "./actions/index.ts";
export * from "./client/index.ts";
export * from "./constants.ts";
export * from "./exit/index.ts";
export { margin } from "./margin/simulate.ts";
export * from "./proof/index.ts";
export * from "./signing/index.ts";
export * from "./stream/index.ts";
export * from "./vault/index.ts";
