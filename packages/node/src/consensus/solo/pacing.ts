/**
 * When a solo node makes a block by itself.
 *
 * @module
 */

export interface Pacing {
  /** Shortest time between two blocks, on the wall; what arrives meanwhile shares a block and its synced write. */
  readonly minIntervalMs: number;
  /** Longest time without a block, on the wall, before an empty one is made; null: a transaction must ask for it. */
  readonly heartbeatMs: number | null;
}

const standard: Pacing = { minIntervalMs: 20, heartbeatMs: 1_000 };

/** `manual`: never; a tape or a test calls `produce()` for each block. What is left out is standard: 20 ms, 1 s. */
export type PacingOption = "manual" | Partial<Pacing>;

/** Null for a driver that makes no block by itself. */
export const pacingOf = (option: PacingOption): Pacing | null =>
  option === "manual" ? null : { ...standard, ...option };

/** Milliseconds on the wall from a block to the next, or null when nothing asks for one. */
export const intervalMs = ({ minIntervalMs, heartbeatMs }: Pacing, isAsked: boolean): number | null =>
  isAsked ? minIntervalMs : heartbeatMs;
