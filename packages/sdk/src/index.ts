/**
 * What a program needs to use a house: a typed client, keys and signatures, proofs it checks by itself.
 *
 * @module
 */
export * from "./client/index.ts";
export { type Proven, verifyProof } from "./light/verifyProof.ts";
export { margin } from "./margin/simulate.ts";
export * from "./signing/index.ts";
export * from "./stream/index.ts";
export { depositCall, vaultAbi } from "./vault/deposit.ts";
