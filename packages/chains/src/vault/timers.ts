/**
 * How long things take at a vault: seconds, but for the maturity in blocks.
 *
 * @module
 */
export interface VaultTimers {
  readonly epoch: number;
  readonly maturity: number;
  readonly maturityBlocks: number;
  readonly freshness: number;
  readonly rotation: number;
  readonly capRaise: number;
  readonly guardianChange: number;
  readonly stop: number;
  readonly stopBudget: number;
  readonly stopSpan: number;
  /** Without an accepted checkpoint, until anyone may ask for an exit; the same of an entry that is not heard. */
  readonly silence: number;
  readonly unserved: number;
  /** From a request until the exit begins, at the earliest and at the latest. */
  readonly grace: number;
  readonly latest: number;
  /** From a challenge until its answer. */
  readonly answer: number;
  /** From the founding until the house is to have listed the vault: none of one that is founded with its house. */
  readonly opening: number;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Those of `defaultTimers` in `house/Timers.sol`. */
export const DEFAULT_TIMERS: VaultTimers = {
  epoch: 10 * MINUTE,
  maturity: 30 * MINUTE,
  maturityBlocks: 150,
  freshness: 21 * DAY,
  rotation: DAY,
  capRaise: 2 * DAY,
  guardianChange: DAY,
  stop: 3 * DAY,
  stopBudget: 5 * DAY,
  stopSpan: 30 * DAY,
  silence: 7 * DAY,
  unserved: 7 * DAY,
  grace: 2 * DAY,
  latest: 4 * DAY,
  answer: DAY,
  opening: 0,
};
