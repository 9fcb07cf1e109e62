/** Goal: the parts of a picture are right to the pixel. Method: small cases worked out by hand. */
import { describe, expect, test } from "vitest";
import { escapeText, linearScale, pathThrough, percent, roundTicks, timeTicks } from "./svg.ts";

test("a scale maps ends to ends, also a range of one value", () => {
  const scale = linearScale([0, 10], [100, 0]);
  expect([scale(0), scale(2.5), scale(10)]).toStrictEqual([100, 75, 0]);
  expect(linearScale([5, 5], [0, 10])(5)).toBe(0);
});

test.each([
  [0.1, [0, 0.02, 0.04, 0.06, 0.08, 0.1]],
  [1, [0, 0.2, 0.4, 0.6, 0.8, 1]],
  [0.23, [0, 0.05, 0.1, 0.15, 0.2]],
])("ticks up to %d are round", (most, expected) => {
  const ticks = roundTicks(most);
  expect(ticks).toHaveLength(expected.length);
  for (const [index, tick] of ticks.entries()) expect(tick).toBeCloseTo(expected[index]!, 12);
});

describe("ticks of time", () => {
  const labels = (from: string, to: string) => timeTicks(Date.parse(from), Date.parse(to)).map(({ label }) => label);
  test("years", () => {
    expect(labels("2022-04-04", "2025-10-10")).toStrictEqual(["2023", "2024", "2025"]);
  });
  test("every second month", () => {
    expect(labels("2024-01-15", "2024-09-15")).toStrictEqual(["2024-03", "2024-05", "2024-07", "2024-09"]);
  });
  test("days", () => {
    expect(labels("2025-10-02T12:00Z", "2025-10-14T12:00Z")).toStrictEqual([
      "10-03",
      "10-05",
      "10-07",
      "10-09",
      "10-11",
      "10-13",
    ]);
  });
});

test("a path breaks where time does", () => {
  const points = [
    [0, 1],
    [1, 2],
    [9, 3],
  ] as const;
  expect(pathThrough(points, 5)).toBe("M0.0 1.0L1.0 2.0M9.0 3.0");
});

test("text and numbers", () => {
  expect(escapeText('<a "b" & c>')).toBe("&lt;a &quot;b&quot; &amp; c&gt;");
  expect(percent(0.04754)).toBe("4.75 %");
});
