/**
 * A whole variation-margin cycle at this instant, for tests: struck in a block of its own and paid to the end.
 *
 * @module
 */
import { Budget } from "../derived/payments.ts";
import { payCycle, strikeCycle } from "../settlement/variationCycle.ts";
import type { TestHouse } from "./testHouse.ts";

/** Returns every paid account's gain. */
export function runCycle(test: TestHouse, segmentId: number): { accountId: number; gainAtoms: bigint }[] {
  test.house.takeEvents();
  test.openBlock(test.timeMs + 1);
  strikeCycle(test.house, segmentId);
  payCycle(test.house, segmentId, new Budget(Number.POSITIVE_INFINITY));
  const events = test.house.takeEvents();
  return events.flatMap((event) =>
    event.type === "VariationMarginSettled" ? [{ accountId: event.accountId, gainAtoms: event.gainAtoms }] : [],
  );
}
