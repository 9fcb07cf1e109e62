/**
 * The driver of one machine.
 *
 * @module
 */
export type { Clock } from "./clock.ts";
export type { QueueLimits } from "./inbox.ts";
export type { PacingOption } from "./pacing.ts";
export { type SoloConsensus, type SoloOptions, solo } from "./solo.ts";
