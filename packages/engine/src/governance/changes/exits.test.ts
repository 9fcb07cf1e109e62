/** Goal: governors narrow the way out only in sight of everybody, and never shut it. Method: tables of parameters. */
import { atoms, HOUR_MS, ppm } from "@novate/num";
import { expect, test } from "vitest";
import { withParameters } from "../../testing/governance.ts";
import { createTestHouse } from "../../testing/testHouse.ts";
import { GENESIS_MS } from "../../testing/testMarket.ts";
import { delayMsOf, faultOfChange } from "./rules.ts";

const house = createTestHouse();

const EXITS_TIGHTER = [
  { withdrawalHourPpm: ppm(9_999n) },
  { withdrawalDayPpm: ppm(99_999n) },
  { withdrawalSmallLaneAtoms: atoms(1n) },
  { withdrawalNotionalPpm: ppm(100_001n) },
  { shortfallGateMs: 11 * 60_000 },
  { unvestedGainsHaircutPpm: ppm(200_001n) },
];

test.each([
  { withdrawalHourPpm: ppm(0n) },
  { withdrawalHourPpm: ppm(1n), withdrawalDayPpm: ppm(1n) },
  { withdrawalDayPpm: ppm(24_999n), withdrawalHourPpm: ppm(2_500n) },
  { withdrawalSmallLaneAtoms: atoms(0n) },
  { withdrawalNotionalPpm: ppm(250_001n) },
  { shortfallGateMs: 24 * HOUR_MS + 1 },
])("GOV-038 no bundle shuts the way out: %o", (shut) => {
  const change = withParameters(house, (before) => ({ ...before, clearing: { ...before.clearing, ...shut } }));
  const field = faultOfChange(house.state, change, GENESIS_MS)?.field.replace("parameters.clearing.", "");
  expect(Object.keys(shut)).toContain(field);
});

test.each(EXITS_TIGHTER)("GOV-038 a narrower way out waits two days: %o", (tighter) => {
  const change = withParameters(house, (before) => ({ ...before, clearing: { ...before.clearing, ...tighter } }));
  expect(delayMsOf(house.state, change)).toBe(48 * HOUR_MS);
});
