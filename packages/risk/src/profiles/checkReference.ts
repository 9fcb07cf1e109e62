/**
 * Runs every profile over a folder of reference cases and prints what is reproduced.
 *
 * `node packages/risk/src/profiles/checkReference.ts <folder>`: the folder holds one folder a family, as they were
 * gathered; the exit code is 1 when a figure is missed. Not part of the tests: the cases are not ours to carry.
 * @module
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Figure, ProfileCaseResult } from "./caseFile/result.ts";
import { runProfileCase } from "./runProfileCase.ts";

/** Where each family's files stand under the folder. */
const PLACES: readonly (readonly [profile: string, path: string, pattern: RegExp])[] = [
  ["derive-pmrm2", "derive-v2-margin/pmrm2_cases", /\.json$/],
  ["derive-pmrm", "derive-v2-margin/pmrm_v1", /\.json$/],
  ["derive-srm", "derive-v2-margin/srm", /\.json$/],
  ["derive-auction", "derive-v2-margin/liquidation", /\.json$/],
  ["paradex-pm", "paradex-worked-examples", /\.json$/],
  ["span", "nse-span", /\.json$/],
  ["dydx-tiers", "dydx-v4", /^Test.*\.json$/],
  ["drift-liquidation", "drift-math", /\.json$/],
];

/** Largest difference in a figure, relative to the figure where that is above one. */
function worstOf(difference: Figure, expected: Figure | undefined): number {
  if (typeof difference === "number") {
    return Math.abs(difference) / Math.max(1, typeof expected === "number" ? Math.abs(expected) : 1);
  }
  if (typeof difference !== "object" || difference === null) return difference === false ? Number.POSITIVE_INFINITY : 0;
  const parts = expected as Readonly<Record<string, Figure>> | undefined; // of one shape: the difference is made from it
  return Math.max(0, ...Object.entries(difference).map(([key, item]: [string, Figure]) => worstOf(item, parts?.[key])));
}

interface Tally {
  total: number;
  reproduced: number;
  unjudged: number;
  worst: number;
  readonly missed: string[];
  readonly excluded: string[];
}

function count(tally: Tally, file: string, result: ProfileCaseResult): void {
  tally.total += 1;
  if (result.excluded !== undefined) tally.excluded.push(`${file} ${result.name}: ${result.excluded}`);
  else if (result.isWithinTolerance === undefined) tally.unjudged += 1;
  else if (result.isWithinTolerance) {
    tally.reproduced += 1;
    tally.worst = Math.max(tally.worst, worstOf(result.differences ?? {}, result.expected));
  } else tally.missed.push(`${file} ${result.name}: ${JSON.stringify(result.differences)}`);
}

function checkFamily(profile: string, folder: string, pattern: RegExp): Tally {
  const tally: Tally = { total: 0, reproduced: 0, unjudged: 0, worst: 0, missed: [], excluded: [] };
  for (const file of readdirSync(folder).sort()) {
    if (!pattern.test(file.replace(/\.gz$/, ""))) continue;
    const bytes = readFileSync(join(folder, file));
    const answer = runProfileCase(
      profile,
      JSON.parse((file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString()),
      file,
    );
    if (answer.ok) for (const result of answer.cases) count(tally, file, result);
    else tally.missed.push(`${file}: ${answer.code} ${answer.field} ${answer.detail}`);
  }
  return tally;
}

function main(root: string): void {
  console.log("profile            cases  reproduced  excluded  no figure  missed  worst difference");
  const notes: string[] = [];
  for (const [profile, path, pattern] of PLACES) {
    const tally = checkFamily(profile, join(root, path), pattern);
    const numbers = [tally.total, tally.reproduced, tally.excluded.length, tally.unjudged, tally.missed.length];
    const widths = [5, 10, 8, 9, 6];
    const columns = numbers.map((value, index) => String(value).padStart(widths[index] ?? 0)).join("  ");
    console.log(`${profile.padEnd(17)}  ${columns}  ${tally.worst.toExponential(1).padStart(16)}`);
    notes.push(...tally.excluded.map((note) => `excluded  ${profile}  ${note}`));
    notes.push(...tally.missed.map((note) => `missed    ${profile}  ${note}`));
    if (tally.missed.length > 0) process.exitCode = 1;
  }
  for (const note of notes) console.log(note);
}

const [root] = process.argv.slice(2);
if (root === undefined) {
  console.error("usage: node packages/risk/src/profiles/checkReference.ts <folder of reference cases>");
  process.exitCode = 2;
} else main(root);
