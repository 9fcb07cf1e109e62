/**
 * Cases of another house's model, judged against what their files expect.
 *
 * @module
 */
import { runProfileCase } from "@novate/peers";
import { RefusedError, UsageError } from "../shared/failure.ts";
import { readJson } from "../shared/input.ts";
import { type OutputFlags, print } from "../shared/output.ts";
import { significant } from "../terminal/figures.ts";
import type { Io } from "../terminal/io.ts";
import { tableLines } from "../terminal/table.ts";

type Run = Extract<ReturnType<typeof runProfileCase>, { ok: true }>;
type Case = Run["cases"][number];

/**
 * Runs every case of every file and prints a row each; a file that cannot be run leaves the others to run. Errors:
 * `UsageError` by the names of such files or for the profile, `RefusedError` when a case misses a figure that its file expects, or is refused among others.
 */
export async function runCases(profile: string, files: readonly string[], flags: OutputFlags, io: Io): Promise<void> {
  const runs: Run[] = [];
  const faults: UsageError[] = [];
  for (const file of files) {
    try {
      runs.push(await runFile(profile, file));
    } catch (failure) {
      if (!(failure instanceof UsageError)) throw failure;
      faults.push(failure);
    }
  }
  const [fault, ...others] = faults;
  if (fault !== undefined && runs.length === 0 && others.length === 0) throw fault;
  const cases = runs.flatMap((run) => run.cases);
  const missed = cases.filter((one) => ["missed", "refused"].includes(verdictOf(one)));
  print({ profile, cases, missed: missed.length }, flags, io, { page: () => casesPage(cases), records: () => cases });
  if (fault !== undefined) {
    const each = faults.map(({ message }) => message).join("; ");
    throw new UsageError("FilesRefused", `${faults.length} of ${files.length} files cannot be run: ${each}`);
  }
  if (missed.length > 0)
    throw new RefusedError(
      "CaseMissed",
      `${missed.length} of ${cases.length} cases miss what they expect: ${namesOf(missed)}`,
    );
}

async function runFile(profile: string, file: string): Promise<Run> {
  const run = runProfileCase(profile, await readJson(file), file);
  if (run.ok) return run;
  const where = run.field === "profile" ? "--profile" : `${file}${run.field === "" ? "" : `, ${run.field}`}`;
  throw new UsageError(run.code, `${where}: ${run.detail}`);
}

type Verdict = "within" | "missed" | "refused" | "excluded" | "shown";

const verdictOf = ({ excluded, refused, isWithinTolerance }: Case): Verdict =>
  refused !== undefined
    ? "refused"
    : excluded !== undefined
      ? "excluded"
      : isWithinTolerance === undefined
        ? "shown"
        : isWithinTolerance
          ? "within"
          : "missed";

/** Names for one line; the rest are counted. */
const namesOf = (cases: readonly Case[]): string => {
  const names = cases.slice(0, 5).map(({ name }) => name);
  return cases.length > names.length
    ? `${names.join(", ")}, and ${cases.length - names.length} more`
    : names.join(", ");
};

const casesPage = (cases: readonly Case[]): string =>
  tableLines(
    [
      ["CASE", "left"],
      ["VERDICT", "left"],
      ["GREATEST DIFFERENCE", "right"],
      ["", "left"],
    ],
    cases.map((one) => [
      one.name,
      verdictOf(one),
      differenceText(one),
      one.excluded ?? givenText(one) ?? refusalText(one),
    ]),
  );

const givenText = ({ given }: Case): string | undefined => (given === undefined ? undefined : `given: ${given}`);
const refusalText = ({ refused }: Case): string => (refused === undefined ? "" : `${refused.field}: ${refused.detail}`);

function differenceText({ differences }: Case): string {
  const numbers = numbersIn(differences);
  return numbers.length === 0 ? "" : significant(Math.max(...numbers.map(Math.abs)), 3);
}

function numbersIn(figure: unknown): number[] {
  if (typeof figure === "number") return [figure];
  return typeof figure === "object" && figure !== null ? Object.values(figure).flatMap(numbersIn) : [];
}
