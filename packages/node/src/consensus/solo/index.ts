/**
 * The driver of one machine.
 *
 * @module
 */
export { type Clock, wallClock } from "./clock.ts";
export { type QueueLimits, STANDARD_QUEUE } from "./inbox.ts";
export type { PacingOption } from "./pacing.ts";
export { type SoloConsensus, type SoloOptions, solo } from "./solo.ts";
