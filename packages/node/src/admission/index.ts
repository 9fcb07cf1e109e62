/**
 * Strict decoding and native signature checks, on worker threads; and who waits in which lane for them.
 *
 * @module
 */
export { Admission, type AdmissionOptions } from "./admission.ts";
export { LANE_PERCENT, LANES, type Lane, laneOf, type RegisteredRole } from "./lane.ts";
export { verifySignature } from "./verifySignature.ts";
