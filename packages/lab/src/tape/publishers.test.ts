/**
 * Goal: each venue signs its own prints, the wick of one venue stays its own, a silent venue signs nothing.
 * Method: the minutes of 10 October 2025 in which ATOM came apart, from the bundled tape.
 */
import { expect, it } from "vitest";
import { loadTape, parseTapeTime, sliceTape } from "../index.ts";
import { createTapePublishers } from "./publishers.ts";

it("signs three different prices of ATOM at 21:21", async () => {
  const day = await loadTape("2025-10-10");
  const { header, steps } = sliceTape(day, {
    fromMs: parseTapeTime("21:21:00", day.header),
    toMs: parseTapeTime("21:22:00", day.header),
    underlyings: ["ATOM"],
  });
  const publishers = createTapePublishers(header, () => ({ feedId: 6, feedDecimals: 4 }));
  expect(publishers.map((one) => one.venue)).toEqual(["coinbase", "gemini", "binance-delivery"]);
  const lowest = publishers.map(({ observe }) => {
    const values = steps.flatMap((step) => observe(step)).map((one) => Number(one.value) / 10_000);
    return Math.min(...values);
  });
  // Lows of that minute in the recording: coinbase 3.56, gemini 3.30, the perpetual 1.055.
  expect(lowest).toEqual([3.56, 3.3, 1.055]);
});

it("signs at the time of the step, and nothing where nothing was printed", async () => {
  const day = await loadTape("2025-10-10");
  const publishers = createTapePublishers(day.header, (underlying) => ({
    feedId: day.header.underlyings.findIndex((one) => one.name === underlying) + 1,
    feedDecimals: 8,
  }));
  const step = day.steps[1]!;
  const observations = publishers.flatMap((publisher) => publisher.observe(step));
  expect(observations).toHaveLength(step.prints.filter((print) => print !== undefined).length);
  expect(new Set(observations.map((one) => one.publishedAtMs))).toEqual(new Set([step.timeMs]));
});
