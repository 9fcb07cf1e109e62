/** Goal: the page of parameters tells what the engine asks. Method: lines of it by hand, one of each kind. */
import { expect, test } from "vitest";
import { parametersPage, spoken } from "./parameters.ts";

const page = parametersPage({ ReopenChain: "Hears a chain again." });
const rowOf = (name: string): string[] =>
  page
    .split("\n")
    .find((line) => line.startsWith(`| \`${name}\``))!
    .split(" | ");

test("a parameter has its default, its bounds and its notice up and down", () => {
  expect(rowOf("rangeFloorPpm").slice(2)).toEqual([
    "40,000 (4 %)",
    "1,000 (0.1 %)",
    "1,000,000 (100 %)",
    "24 h, 48 h |",
  ]);
  expect(rowOf("variationCycleMs").slice(2)).toEqual([
    "3,600,000 (1 h)",
    "60,000 (1 min)",
    "604,800,000 (7 d)",
    "48 h, 24 h |",
  ]);
  expect(rowOf("initialFactorPpm")[5]).toBe("none, 48 h |"); // new risk alone feels it
  expect(rowOf("withdrawalDayPpm")[5]).toBe("48 h, 48 h |"); // the way out
  expect(rowOf("managedPerBlock").slice(2, 5)).toEqual(["4,096", "1", "65,535"]);
});

test("a change has its fields and what its docstring says", () => {
  expect(rowOf("ReopenChain").slice(1)).toEqual(["`chainId`", "Hears a chain again. |"]);
});

test("values are spoken in the unit that their name ends with", () => {
  expect(spoken("xMs", 90_000)).toBe("90,000 (90 s)");
  expect(spoken("xAtoms", 10n ** 30n)).toBe("10^30");
  expect(spoken("xMs", 0)).toBe("0");
});
