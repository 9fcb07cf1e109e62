/**
 * Goal: a storm raises the margin of new risk at once and that of existing positions by its schedule (MARG-014).
 * Method: ten weeks of calm hours, two days of storm, ten days of calm, through the house; one position watched throughout.
 */
import { HOUR_MS } from "@novate/num";
import { beforeAll, expect, test } from "vitest";
import { mustGet } from "../state/state.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import { address, BTC_FEED, BTC_PERP, btcTicks, perpLots, UNDERLYING, usdc } from "../testing/testMarket.ts";
import { forecastVolatility } from "./volatility.ts";

const [CALM, STORM, AFTER] = [70 * 24, 2 * 24, 10 * 24];

interface Hour {
  readonly published: number;
  readonly newRisk: number;
  readonly initial: number;
  readonly maintenance: number;
}

let hours: Hour[];

/** The index walks a little up and down in calm, a tenth in a storm, and comes back each time: only volatility moves. */
beforeAll(() => {
  const house = createTestHouse();
  const accountId = house.openAccount(address(1), usdc(10_000_000));
  const other = house.openAccount(address(2), usdc(10_000_000));
  house.novate(accountId, other, BTC_PERP, perpLots(10), btcTicks(100_000)); // too little to be charged for its size
  hours = Array.from({ length: CALM + STORM + AFTER }, (_, hour) => {
    const isStorm = hour >= CALM && hour < CALM + STORM;
    house.openBlock(house.timeMs + HOUR_MS);
    house.setPrice(BTC_FEED, hour % 2 === 0 ? 100_000 : isStorm ? 110_000 : 100_300);
    forecastVolatility(house.house, mustGet(house.state.underlyings, UNDERLYING));
    const { scanRangePpm, newRiskRangePpm } = mustGet(house.state.underlyings, UNDERLYING);
    house.setPrice(BTC_FEED, 100_000); // margin at one price throughout
    const { initialMargin, maintenanceMargin } = house.house.margin.requirement(house.state, house.account(accountId));
    return {
      published: Number(scanRangePpm),
      newRisk: Number(newRiskRangePpm),
      initial: Number(initialMargin),
      maintenance: Number(maintenanceMargin),
    };
  });
});

/** The greatest factor between an hour and the least of the hours before it, as far back as told. */
const greatestRise = (values: readonly number[], back: number): number =>
  Math.max(
    ...values
      .slice(1)
      .map((value, index) => value / Math.min(...values.slice(Math.max(0, index + 1 - back), index + 1))),
  );
const greatestFall = (values: readonly number[]): number =>
  Math.max(...values.slice(1).map((value, index) => values[index]! / value));
const ROUNDING = 1.0001;

test("MARG-072 existing positions: at most 25 % up and 2 % down an hour, and double in any five days", () => {
  for (const values of [hours.map(({ published }) => published), hours.map(({ maintenance }) => maintenance)]) {
    const settled = values.slice(65 * 24); // a fresh listing has no five-day limit
    expect(greatestRise(settled, 1)).toBeLessThan(1.25 * ROUNDING);
    expect(greatestRise(settled, 120)).toBeLessThan(2 * ROUNDING);
    expect(greatestFall(settled)).toBeLessThan((1 / 0.98) * ROUNDING);
    expect(greatestRise(settled, 120)).toBeGreaterThan(1.9); // the storm was felt
  }
});

test("FCST-091: sixty days of calm pay five declared volatilities, and less thereafter", () => {
  const [fresh, seasoned] = [hours[50 * 24]!, hours[CALM - 1]!];
  expect(fresh.newRisk).toBe(Math.ceil(5 * 0.6 * Math.sqrt(1 / 365) * 1e6));
  expect(seasoned.published).toBeLessThan(fresh.published / 2);
});

test("MARG-014 new risk pays the forecast range within hours of the storm, and never less than existing positions", () => {
  const before = hours[CALM - 1]!;
  const [first, soon] = [hours[CALM + 1]!, hours[CALM + 6]!];
  expect(first.newRisk).toBeGreaterThan(first.published);
  expect(first.maintenance).toBeLessThan(1.26 * before.maintenance);
  expect(soon.newRisk).toBeGreaterThan(1.9 * before.newRisk);
  expect(soon.initial).toBeGreaterThan(1.9 * before.initial);
  for (const { newRisk, published } of hours) expect(newRisk).toBeGreaterThanOrEqual(published);
});
