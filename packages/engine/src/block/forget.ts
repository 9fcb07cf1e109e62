/**
 * The forgetting phase: rows whose time is over go, at least as fast as rows came (INV-011, INV-027).
 *
 * @module
 */
import type { House } from "../command/house.ts";
import { houseOf } from "../state/state.ts";

/** Rows that a block forgets whatever it made, so that a backlog ends in quiet times. */
const FORGOTTEN_ANYWAY = 4_096;
/** Rows that it forgets for each that it made, so that a backlog ends at full rate too. */
const FORGOTTEN_A_ROW = 2;

export function forget(house: House): void {
  const { expiries } = house.derived;
  const limit = FORGOTTEN_ANYWAY + FORGOTTEN_A_ROW * expiries.takeMade();
  for (const event of expiries.take(houseOf(house.state).timeMs, limit)) house.emit(event);
}
