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
};
