/** Goal: figures read right whatever their size and sign. Method: by hand. */
import { expect, test } from "vitest";
import { clock, decimal, grouped, minute, money, price, seconds } from "./format.ts";

test.each([
  [grouped(1_234_567n), "1,234,567"],
  [grouped(999), "999"],
  [decimal(1_234_567_890n, 6), "1,234.567890"],
  [decimal(-5n, 6, 2), "-0.00"],
  [decimal(42n, 0), "42"],
  [money(1_234_999_999n), "$1,234"],
  [money(0n), "$0"],
  [price(12_173_029_000_000n), "121,730.29"],
  [price(330_000_000n), "3.3"],
  [price(18_792_000n), "0.18792"],
  [price(6_00000000n), "6"],
  [clock(Date.UTC(2025, 9, 10, 21, 20, 5)), "21:20:05"],
  [minute(Date.UTC(2025, 9, 10, 21, 20, 5)), "2025-10-10 21:20"],
  [seconds(26_040), "26.0 s"],
])("%s", (text, expected) => {
  expect(text).toBe(expected);
});
