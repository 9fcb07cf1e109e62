/**
 * The forms of every answer: a page for people, one value of JSON, or records as CSV. Amounts are atoms in all but the page.
 *
 * @module
 */
import { type Command, Option } from "commander";
import type { Io } from "../terminal/io.ts";
import { csvLine, csvRecord, flatRecord } from "./csv.ts";

export const FORMS = ["table", "json", "csv"] as const;
export type Form = (typeof FORMS)[number];

export const isForm = (text: string): text is Form => (FORMS as readonly string[]).includes(text);

export interface OutputFlags {
  readonly output: Form;
}

/** `-o`, and `--json` as its short form; the last one said counts. */
export const addOutputFlags = (command: Command, forms: readonly Form[] = FORMS): Command =>
  command
    .addOption(new Option("-o, --output <form>", "in which form it answers").choices(forms).default(forms[0]))
    .option("--json", "short for -o json")
    .on("option:json", () => command.setOptionValueWithSource("output", "json", "cli"));

/** Whether JSON is asked for: by arguments that may not be parsed yet, or else by a setting. */
export function isJsonAsked(args: readonly string[], setting?: string): boolean {
  const said = args.flatMap((arg, index) => {
    if (arg === "--json") return ["json"];
    const form = /^(?:-o|--output=)(.+)$/.exec(arg)?.[1] ?? (["-o", "--output"].includes(arg) ? args[index + 1] : null);
    return form ? [form] : [];
  });
  return (said.at(-1) ?? setting) === "json";
}

type Records = readonly Readonly<Record<string, unknown>>[];

/** How an answer is shown to people, and which records it has: itself unless told. */
export interface Shape<Answer> {
  readonly page: (answer: Answer) => string;
  readonly records?: (answer: Answer) => readonly object[];
}

/** Prints an answer in the form that was asked for. */
export function print<Answer>(
  answer: Answer,
  { output }: OutputFlags,
  io: Pick<Io, "out" | "err">,
  { page, records = (one) => [one as object] }: Shape<Answer>,
): void {
  if (output === "table") io.out(page(answer));
  else if (output === "json") io.out(`${JSON.stringify(answer)}\n`);
  else {
    printCsv(records(answer) as Records, io);
    const { nextCursor = null } = answer as { readonly nextCursor?: string | null };
    if (nextCursor !== null) io.err(`more: --cursor ${nextCursor}\n`);
  }
}

/** Columns are those of all records, in the order in which they come up. */
function printCsv(records: Records, io: Pick<Io, "out">): void {
  const flat = records.map(flatRecord);
  const columns = [...new Set(flat.flatMap((record) => Object.keys(record)))];
  if (columns.length > 0) io.out(csvLine(columns) + flat.map((record) => csvRecord(record, columns)).join(""));
}

/** Prints records one by one, as they come up: lines of text, of JSON, or of CSV under the columns of the first. */
export function recordPrinter({ output }: OutputFlags, io: Pick<Io, "out">) {
  let columns: readonly string[] | undefined;
  return (record: object, text: string): void => {
    if (output === "table") io.out(`${text}\n`);
    else if (output === "json") io.out(`${JSON.stringify(record)}\n`);
    else {
      const flat = flatRecord(record as Records[number]);
      if (columns === undefined) {
        columns = Object.keys(flat);
        io.out(csvLine(columns));
      }
      io.out(csvRecord(flat, columns));
    }
  };
}
