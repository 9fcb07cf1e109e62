/**
 * Where block time comes from: the wall, or a tape that somebody turns.
 *
 * @module
 */

export interface Clock {
  /** Milliseconds since the Unix epoch; may stand still or jump, the driver never lets block time do so. */
  nowMs(): number;
}

export const wallClock: Clock = { nowMs: () => Date.now() };
