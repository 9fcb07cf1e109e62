/**
 * Runs every profile over a folder of reference cases and prints what is reproduced.
 *
 * `node packages/peers/src/checkReference.ts <folder>`: the folder holds one folder a family, as they were
 * gathered; the exit code is 1 when a figure is missed. Not part of the tests: the cases are not ours to carry.
 * @module
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { argv, exit } from "node:process";
import { gunzipSync } from "node:zlib";
import type { Figure, ProfileCaseResult } from "./caseFile/result.ts";
import { runProfileCase } from "./runProfileCase.ts";

/** Where each family's files stand under the folder. */
const PLACES: readonly (readonly [profile: string, path: string, pattern: RegExp])[] = [
  ["derive-pmrm2", "derive-v2-margin/pmrm2_cases", /\.json$/],
  ["derive-pmrm", "derive-v2-margin/pmrm_v1", /\.json$/],
  ["derive-srm", "derive-v2-margin/srm", /\.json$/],
  ["derive-auction", "derive-v2-margin/liquidation", /\.json$/],
  ["derive-cash", "derive-v2-margin/cash", /\.json$/],
  ["paradex-pm", "paradex-worked-examples", /\.json$/],
  ["span", "nse-span", /\.json$/],
  ["dydx-tiers", "dydx-v4", /^Test.*\.json$/],
  ["drift-liquidation", "drift-math", /\.json$/],
  ["vega-margin", "vega-clearing-scenarios", /\.json$/],
];

/** The numbers of a figure, whatever its shape. */
function numbersOf(figure: Figure | undefined): readonly number[] {
  if (typeof figure === "number") return [figure];
  if (typeof figure !== "object" || figure === null) return [];
  return Object.values(figure).flatMap((item: Figure) => numbersOf(item));
}

/** Largest difference of a case, relative to its largest expected number where that is above one. */
function worstOf({ differences, expected }: ProfileCaseResult): number {
  const largest = (figure: Figure | undefined): number => Math.max(0, ...numbersOf(figure).map(Math.abs));
  return largest(differences) / Math.max(1, largest(expected));
}

interface Tally {
  total: number;
  reproduced: number;
  /** Of those reproduced, the ones that take a figure of the expected side as given. */
  given: number;
  unjudged: number;
  worst: number;
  readonly missed: string[];
  readonly excluded: string[];
  readonly assumptions: Set<string>;
}

function count(tally: Tally, file: string, result: ProfileCaseResult): void {
  tally.total += 1;
  if (result.refused !== undefined)
    tally.missed.push(
      `${file} ${result.name}: ${result.refused.code} ${result.refused.field} ${result.refused.detail}`,
    );
  else if (result.excluded !== undefined) tally.excluded.push(`${file} ${result.name}: ${result.excluded}`);
  else if (result.isWithinTolerance === undefined) tally.unjudged += 1;
  else if (result.isWithinTolerance) {
    tally.reproduced += 1;
    if (result.given !== undefined) {
      tally.given += 1;
      tally.assumptions.add(result.given);
    }
    tally.worst = Math.max(tally.worst, worstOf(result));
  } else tally.missed.push(`${file} ${result.name}: ${JSON.stringify(result.differences)}`);
}

/** A family whose folder is not there has no cases. */
function checkFamily(profile: string, folder: string, pattern: RegExp): Tally {
  const tally: Tally = {
    total: 0,
    reproduced: 0,
    given: 0,
    unjudged: 0,
    worst: 0,
    missed: [],
    excluded: [],
    assumptions: new Set(),
  };
  for (const file of existsSync(folder) ? readdirSync(folder).sort() : []) {
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

/** What these scenarios prove, in plain words: little. */
const vegaNotes = ({ total, reproduced, given, excluded }: Tally): readonly string[] => [
  `note      vega-margin  ${given} of ${total} scenarios (${reproduced} within) take the maintenance margin that they state as input and prove`,
  `note      vega-margin  the search, initial and release levels alone; ${excluded.length} need the venue's order book and prove nothing.`,
  "note      vega-margin  No maintenance margin of a scenario is computed: party.test.ts has those of stated positions and orders.",
];

/** Prints the table and the notes; false when a figure is missed. */
function checkFolder(root: string): boolean {
  console.log("profile            cases  reproduced  in part  excluded  no figure  missed  worst difference");
  const notes: string[] = [];
  let missed = 0;
  for (const [profile, path, pattern] of PLACES) {
    const tally = checkFamily(profile, join(root, path), pattern);
    const numbers = [
      tally.total,
      tally.reproduced,
      tally.given,
      tally.excluded.length,
      tally.unjudged,
      tally.missed.length,
    ];
    const widths = [5, 10, 7, 8, 9, 6];
    const columns = numbers.map((value, index) => String(value).padStart(widths[index] ?? 0)).join("  ");
    console.log(`${profile.padEnd(17)}  ${columns}  ${tally.worst.toExponential(1).padStart(16)}`);
    for (const given of tally.assumptions) notes.push(`in part   ${profile}  takes as given ${given}`);
    if (profile === "vega-margin" && tally.total > 0) notes.push(...vegaNotes(tally));
    notes.push(...tally.excluded.map((note) => `excluded  ${profile}  ${note}`));
    notes.push(...tally.missed.map((note) => `missed    ${profile}  ${note}`));
    missed += tally.missed.length;
  }
  for (const note of notes) console.log(note);
  return missed === 0;
}

const [root] = argv.slice(2);
if (root === undefined) {
  console.error("usage: node packages/peers/src/checkReference.ts <folder of reference cases>");
  exit(2);
}
exit(checkFolder(root) ? 0 : 1);
