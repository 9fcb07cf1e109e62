/**
 * Strict decoding and native signature checks, on worker threads.
 *
 * @module
 */
export { Admission, type AdmissionOptions } from "./admission.ts";
export { verifySignature } from "./verifySignature.ts";
