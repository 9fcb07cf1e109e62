/**
 * Which lines and branches of the contracts their tests reach.
 *
 * @module
 */
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Forge } from "./forge.ts";

/** The least part of lines and of branches that tests reach. */
const LEAST_PART = 0.98;
const REPORT = "packages/contracts/out/coverage.lcov";

/** Sums of an lcov report's records: `LF`, `LH` are lines found and hit, `BRF`, `BRH` branches. */
function sumsOf(report: string): Readonly<Record<"LF" | "LH" | "BRF" | "BRH", number>> {
  const sums = { LF: 0, LH: 0, BRF: 0, BRH: 0 };
  for (const [, key, count] of report.matchAll(/^(LF|LH|BRF|BRH):(\d+)$/gm))
    sums[key as keyof typeof sums] += Number(count);
  return sums;
}

/** `path:line` of each line and branch that was not reached. */
function missedIn(report: string): string[] {
  let path = "";
  return report.split("\n").flatMap((line) => {
    if (line.startsWith("SF:")) path = line.slice(3);
    const missed = /^DA:(\d+),0$/.exec(line) ?? /^BRDA:(\d+),\d+,\d+,(?:0|-)$/.exec(line);
    return missed === null ? [] : [`${path}:${missed[1]}`];
  });
}

/** Runs the tests under `forge coverage`; whether they reach enough of the sources. */
export function readCoverage(forge: Forge, root: string): boolean {
  const file = join(root, REPORT);
  const args = [
    "coverage",
    "--report",
    "lcov",
    "--report-file",
    file,
    "--no-match-coverage",
    "contracts/test/",
    "-j",
    "2",
  ];
  // Costs under the instrumented code are others: those tests are left out.
  if (!forge([...args, "--no-match-contract", "Gas|Invariant"])) return false;
  const report = readFileSync(file, "utf8");
  rmSync(file);
  const { LF, LH, BRF, BRH } = sumsOf(report);
  for (const place of new Set(missedIn(report))) console.log(`not reached: ${place}`);
  const percent = (part: number, whole: number): string =>
    `${((100 * part) / whole).toFixed(2)} % (${part} of ${whole})`;
  console.log(`lines ${percent(LH, LF)}, branches ${percent(BRH, BRF)}`);
  return LH >= LEAST_PART * LF && BRH >= LEAST_PART * BRF;
}
