/** Goal: a listing is declared no calmer than its comparables. Method: seasoned forecasts put into the rows by hand. */
import type { ChangeOf } from "@novate/codec";
import { HOUR_MS, type Ppm, ppm } from "@novate/num";
import { createVolState, quantiseVolState, updateVol } from "@novate/risk";
import { expect, test } from "vitest";
import { mustGet } from "../../state/state.ts";
import { listed } from "../../testing/governance.ts";
import { createTestHouse } from "../../testing/testHouse.ts";
import { GENESIS_MS, UNDERLYING } from "../../testing/testMarket.ts";
import { faultOfChange, writeChange } from "./rules.ts";

const listing: ChangeOf<"ListUnderlying"> = { ...listed("ListUnderlying"), underlyingId: 9, symbol: "NEW" };

/** The words of a forecast that has seen so many days of hours. */
function forecastOf(days: number): readonly bigint[] {
  let state = createVolState();
  for (let hour = 0; hour <= 24 * days; hour++) {
    state = updateVol(state, { price: 100 + (hour % 2), timeMs: GENESIS_MS + hour * HOUR_MS });
  }
  return quantiseVolState(state);
}

function houseWith(...others: readonly { readonly days: number; readonly volPpm: bigint }[]) {
  const { state } = createTestHouse();
  for (const [index, { days, volPpm }] of others.entries()) {
    const underlyingId = index === 0 ? UNDERLYING : UNDERLYING + 10 + index;
    if (index > 0) writeChange(state, { ...listing, underlyingId, symbol: `O${index}` }, GENESIS_MS);
    const row = mustGet(state.underlyings, underlyingId);
    state.underlyings.put({ ...row, volAnnualPpm: ppm(volPpm), forecast: [...forecastOf(days)] });
  }
  return state;
}

const declared = (initialVolPpm: Ppm) => ({ ...listing, initialVolPpm });

test("FCST-099: below the middle of the seasoned ones it is refused, and of two middles the lower counts", () => {
  const one = houseWith({ days: 61, volPpm: 900_000n });
  expect(faultOfChange(one, declared(ppm(899_999n)), GENESIS_MS)).toMatchObject({ field: "initialVolPpm" });
  expect(faultOfChange(one, declared(ppm(900_000n)), GENESIS_MS)).toBeNull();
  const two = houseWith({ days: 61, volPpm: 900_000n }, { days: 61, volPpm: 700_000n });
  expect(faultOfChange(two, declared(ppm(700_000n)), GENESIS_MS)).toBeNull();
  expect(faultOfChange(two, declared(ppm(699_999n)), GENESIS_MS)).toMatchObject({ field: "initialVolPpm" });
});

test("FCST-099: fresh ones are nobody's comparables, and a listed one may be declared anew", () => {
  const fresh = houseWith({ days: 59, volPpm: 900_000n });
  expect(faultOfChange(fresh, declared(ppm(100_000n)), GENESIS_MS)).toBeNull();
  const seasoned = houseWith({ days: 61, volPpm: 900_000n });
  const relisted = { ...listed("ListUnderlying"), initialVolPpm: ppm(100_000n) };
  expect(faultOfChange(seasoned, relisted, GENESIS_MS)).toBeNull();
});
