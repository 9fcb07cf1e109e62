/**
 * Goal: nobody wins beyond declared market risk, and an episode is its script. Method: some seeded episodes; `npm run adversary`
 * plays the full number.
 */
import { expect, test } from "vitest";
import { Dice } from "../dice.ts";
import { drawScript } from "./draw/steps.ts";
import { playEpisode } from "./episode.ts";
import { hunt } from "./hunt.ts";
import { FAULTS } from "./planted/faults.ts";
import { release } from "./planted/release.ts";

test("INV-010 a script plays the same twice, to the last root", () => {
  const script = drawScript(new Dice("twice"));
  const [first, second] = [playEpisode(script), playEpisode(script, "plain")];
  expect({ ...second, house: second.house.root() }).toEqual({ ...first, house: first.house.root() });
});

test("INV-005 INV-013 INV-014 some episodes win nothing beyond declared market risk", () => {
  expect(hunt("small", 15).caught).toEqual([]);
});

test("a guard that is switched off is noticed", async () => {
  const fault = FAULTS.find(({ name }) => name.startsWith("A13"))!;
  const { found } = await release(fault, "small", 120);
  expect(found?.find.kind).toBe("promise");
});

test("a seed hunts the same twice", () => {
  expect(hunt("seed", 4)).toEqual(hunt("seed", 4));
});

test("honest people alone find nothing wrong with the house", () => {
  for (const house of ["rich", "bare"] as const) expect(playEpisode({ house, steps: [] }).finds).toEqual([]);
});
