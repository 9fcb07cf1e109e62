/** Goal: a segment that governance ends is one that stands, once, with two days' notice. Method: the change, fault by fault. */
import { DAY_MS } from "@novate/num";
import { expect, test } from "vitest";
import { enact } from "../../testing/governance.ts";
import { createTestHouse } from "../../testing/testHouse.ts";
import { SEGMENT } from "../../testing/testMarket.ts";
import { delayMsOf, faultOfChange, moveRisk } from "./rules.ts";

test("EXIT-200 GOV-025 WindUpSegment: faults in order, and two days", () => {
  const house = createTestHouse();
  const faultOf = (segmentId: number) => faultOfChange(house.state, { type: "WindUpSegment", segmentId }, house.timeMs);
  expect(faultOf(9)).toMatchObject({ field: "segmentId", reason: "no segment 9" });
  expect(faultOf(SEGMENT)).toBeNull();
  expect(delayMsOf(house.state, { type: "WindUpSegment", segmentId: SEGMENT })).toBe(2 * DAY_MS);
  expect(moveRisk([{ type: "WindUpSegment", segmentId: SEGMENT }])).toBe(false);
  enact(house, { type: "WindUpSegment", segmentId: SEGMENT });
  expect(house.state.windUps.get(SEGMENT)).toMatchObject({ phase: 0, isOfExit: false, sinceMs: house.timeMs });
  expect(faultOf(SEGMENT)).toMatchObject({ reason: "winds up already" });
});
