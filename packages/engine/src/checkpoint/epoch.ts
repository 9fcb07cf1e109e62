/**
 * The epoch of a time: each has one checkpoint at most.
 *
 * @module
 */
import { EPOCH_MS } from "@novate/evm";

export const epochOf = (timeMs: number): number => Math.floor(timeMs / EPOCH_MS);
