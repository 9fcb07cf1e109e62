/**
 * Faults planted in the contracts one at a time, to count those that a test sees.
 *
 * @module
 */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A source with one fault: what stood at `start` and what stands there now. */
interface Mutant {
  readonly path: string;
  readonly line: number;
  readonly start: number;
  readonly before: string;
  readonly after: string;
}

type Forge = (args: readonly string[], environment: Readonly<Record<string, string>>, where: string) => boolean;

/** What is exchanged for what; the first group that a pattern names is what goes. */
const EXCHANGES: readonly (readonly [RegExp, string])[] = [
  [/ (>=) /g, ">"],
  [/ (<=) /g, "<"],
  [/ (>) /g, ">="],
  [/ (<) /g, "<="],
  [/ (==) /g, "!="],
  [/ (!=) /g, "=="],
  [/ (&&) /g, "||"],
  [/ (\|\|) /g, "&&"],
  [/ (\+) /g, "-"],
  [/ (-) /g, "+"],
  [/ (\*) /g, "/"],
  [/ (\/) /g, "*"],
  [/ (\+=) /g, "-="],
  [/ (-=) /g, "+="],
  [/ (>>) /g, "<<"],
  [/ (&) /g, "|"],
  [/ (\|) /g, "&"],
  [/\b(true)\b/g, "false"],
  [/\b(false)\b/g, "true"],
  // Of Yul.
  [/\b(gt)\(/g, "lt"],
  [/\b(xor)\(/g, "or"],
  [/\b(shr)\(/g, "shl"],
  [/\b(iszero)\(/g, "not"],
  [/\bstaticcall\((gas\(\))/g, "0"],
];
/** Guards in the heads of functions. */
const GUARDS = /\b(whenRunning|whenResumed|nonReentrant|onlySets)\b(?! *[({])/g;
/** Statements that are left out whole. */
const STATEMENTS =
  /(?<=[{};]\s*)(require\((?:[^;])*\);|delete [^;]+;|[a-zA-Z][\w.]*\([^;{}]*\);|[\w.[\]]+ [+-]?= [^;{}]+;)/g;
const DECLARATION = /^\s*(\/\/|import|using|event|error|pragma|bytes32 (private|internal) constant|string private)/;

/** Every mutant of a source, in the order of its text. */
function mutantsOf(path: string, source: string): Mutant[] {
  const lineOf = (at: number): number => source.slice(0, at).split("\n").length;
  const isCode = (at: number): boolean => {
    const from = source.lastIndexOf("\n", at) + 1;
    const text = source.slice(from, source.indexOf("\n", at));
    const comment = text.indexOf("//");
    return !DECLARATION.test(text) && !(comment >= 0 && from + comment < at) && !text.includes("assembly (");
  };
  const found: Mutant[] = [];
  const plant = (start: number, before: string, after: string): void => {
    if (isCode(start)) found.push({ path, line: lineOf(start), start, before, after });
  };
  for (const [pattern, after] of EXCHANGES) {
    for (const match of source.matchAll(pattern)) plant(match.index + match[0].indexOf(match[1]!), match[1]!, after);
  }
  for (const match of source.matchAll(GUARDS)) plant(match.index, match[0], "");
  for (const match of source.matchAll(STATEMENTS)) plant(match.index, match[0], ";");
  return found.sort((left, right) => left.start - right.start);
}

/** A folder with the contracts alone, so that nobody's sources are touched. */
function copyContracts(root: string): string {
  const folder = mkdtempSync(join(tmpdir(), "novate-mutants-"));
  cpSync(join(root, "packages/contracts"), join(folder, "packages/contracts"), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  return folder;
}

/** Runs the tests over every `part`-th mutant of the sources whose path holds `only`; whether all are seen. */
export function runMutants(forge: Forge, root: string, only: string, part: number): boolean {
  const folder = copyContracts(root);
  // Tests are linked when they run: only a mutant's own sources are compiled anew.
  const environment = { FOUNDRY_PROFILE: "quick", FOUNDRY_DYNAMIC_TEST_LINKING: "true" };
  const outcome = { killed: 0, unbuilt: 0 };
  const alive: string[] = [];
  try {
    const sources = join(folder, "packages/contracts/src");
    const paths = readdirSync(sources, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".sol"));
    const mutants = paths.sort().flatMap((path) => mutantsOf(path, readFileSync(join(sources, path), "utf8")));
    if (!forge(["test", "-j", "2"], environment, folder)) throw new Error("the tests fail without a fault");
    for (const mutant of mutants.filter(({ path }, index) => path.includes(only) && index % part === 0)) {
      const file = join(sources, mutant.path);
      const text = readFileSync(file, "utf8");
      writeFileSync(file, text.slice(0, mutant.start) + mutant.after + text.slice(mutant.start + mutant.before.length));
      const where = `${mutant.path}:${mutant.line}: ${mutant.before.replace(/\s+/g, " ")} → ${mutant.after}`;
      if (!forge(["build"], environment, folder)) outcome.unbuilt += 1;
      else if (!forge(["test", "-j", "2", "--fail-fast"], environment, folder)) outcome.killed += 1;
      else {
        alive.push(where);
        console.log(`alive: ${where}`);
      }
      writeFileSync(file, text);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  const built = outcome.killed + alive.length;
  console.log(
    `mutants: ${built} built (${outcome.unbuilt} did not compile), seen ${outcome.killed}: ${((100 * outcome.killed) / built).toFixed(1)} %`,
  );
  return alive.length === 0;
}
