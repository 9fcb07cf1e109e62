/**
 * What a client can know by itself: rows under a state root, and what it leaves with under a signed checkpoint.
 *
 * @module
 */
export { isSignedBy, joinedSets } from "./signedBy.ts";
export { type KitVerdict, payoutsOf, verifyExitKit } from "./verifyExitKit.ts";
export { type Proven, verifyProof } from "./verifyProof.ts";
