/**
 * Goal: every standard parameter can be written, as it is shown, and each that is wrong is told at its line. Method: the example with all
 * of them as standard, and with some of them otherwise.
 */
import { readFileSync } from "node:fs";
import type { ChangeOf } from "@novate/codec";
import { standardParameters } from "@novate/engine";
import { expect, test } from "vitest";
import { exampleText } from "./example.ts";
import { standardText } from "./parameterText.ts";
import { readFounding } from "./readFounding.ts";

const key = `ed25519:0x${"11".repeat(32)}`;
const owner = `0x${"22".repeat(20)}`;
const keys = { keysFolder: "house.keys", governor: owner, backstop: owner, venue: key, publisher: key, custodian: key };
const EXAMPLE = exampleText({ foundedMs: 1_767_225_600_000, expiryMs: 1_772_352_000_000, ...keys });

/** All as standard, but for these lines. */
const written = (...edits: readonly (readonly [from: RegExp, to: string])[]): string =>
  edits.reduce((text, [from, to]) => {
    expect(text).toMatch(from);
    return text.replace(from, to);
  }, EXAMPLE + standardText(6));

const parametersIn = (text: string) => {
  const { genesis, faults } = readFounding(text);
  expect(faults).toEqual([]);
  return (genesis!.changes.find(({ type }) => type === "CreateSegment") as ChangeOf<"CreateSegment">).parameters;
};

test("all of them written as standard found the same house", () => {
  expect(readFounding(written())).toEqual(readFounding(EXAMPLE));
});

test("one that is written otherwise is so, exactly, and the others are as standard", () => {
  const standard = standardParameters(6);
  const own = parametersIn(
    written(
      [/ mpor: 1d/, " mpor: 12h"],
      [/shortBandTime: 1m/, "shortBandTime: 90s"],
      [/shortBand: 500 %/, "shortBand: 450.5 %"],
      [/minimumCollateral: 10/, "minimumCollateral: 12.345678"],
      [/jointTailCount: 3/, "jointTailCount: 4"],
    ),
  );
  expect(own).toEqual({
    ...standard,
    margin: { ...standard.margin, mporMs: 43_200_000, jointTailCount: 4 },
    oracle: { ...standard.oracle, shortBandMs: 90_000, shortBandPpm: 4_505_000n },
    clearing: { ...standard.clearing, minimumCollateralAtoms: 12_345_678n },
  });
  const few = `${EXAMPLE}\nparameters:\n  clearing:\n    variationCycle: 15m\n`;
  expect(parametersIn(few)).toEqual({ ...standard, clearing: { ...standard.clearing, variationCycleMs: 900_000 } });
});

test("each that is wrong is told at its line, all at once", () => {
  const text = written(
    [/rangeMultiple: 300 %/, "rangeMultiple: 50 %"],
    [/ mpor: 1d/, " mpor: soon"],
    [/longBandTime: 10m/, "longBandTime: 30s"],
    [/fundingClamp: 0.5 %/, "fundingClamp: 0.5"],
    [/minimumCollateral: 10/, "minimumCollateral: 0.0000001"],
    [/variationCycle: 1h/, "variationCycle: 1s"],
  );
  const lines = text.split("\n");
  const { faults } = readFounding(text);
  expect(faults.map(({ line, code }) => `${code} ${lines[line - 1]!.trim()}`)).toEqual([
    "RuleBroken rangeMultiple: 50 %",
    "NotADuration mpor: soon",
    "RuleBroken longBandTime: 30s",
    "RuleBroken variationCycle: 1s",
    "NotAPercentage fundingClamp: 0.5",
    "TooFine minimumCollateral: 0.0000001",
  ]);
});

test("the reference has each by its name with a unit", () => {
  const page = readFileSync(new URL("../../../../../docs/reference/parameters.md", import.meta.url), "utf8");
  for (const values of Object.values(standardParameters(6)))
    for (const name of Object.keys(values)) expect(page).toContain(`\`${name}\``);
});
