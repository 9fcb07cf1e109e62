/**
 * `novate value`: what a product is worth in a market, or how valuation compares with reference values.
 *
 * @module
 */
import { valueProduct, valueQuantlibRecords } from "@novate/products";
import type { AddCommand } from "../shared/command.ts";
import { RefusedError, UsageError } from "../shared/failure.ts";
import { readJson, readRecords } from "../shared/input.ts";
import { addOutputFlags, type OutputFlags, print } from "../shared/output.ts";
import { significant } from "../terminal/figures.ts";
import type { Io } from "../terminal/io.ts";
import { factLines, tableLines } from "../terminal/table.ts";

interface Flags extends OutputFlags {
  readonly reference?: string;
}

export const addValue: AddCommand = (program, io) => {
  addOutputFlags(program.command("value"))
    .argument("[file]", 'JSON: { "product": …, "market": … }')
    .option("--reference <file>", "records with expected values, as a list or one a line; 1 if one is missed")
    .action((file: string | undefined, flags: Flags) => value(file, flags, io));
};

async function value(file: string | undefined, flags: Flags, io: Io): Promise<void> {
  if ((file === undefined) === (flags.reference === undefined))
    throw new UsageError(
      "ArgumentMissing",
      "nothing is to be valued",
      "Name a file with a product and its market, or --reference FILE.",
    );
  if (flags.reference !== undefined) await compare(flags.reference, flags, io);
  else await valueOne(file!, flags, io); // given, by the first check
}

async function valueOne(file: string, flags: OutputFlags, io: Io): Promise<void> {
  const document = await readJson(file);
  if (typeof document !== "object" || document === null || Array.isArray(document))
    throw new UsageError("FileMalformed", `${file} is not an object with a product and a market`);
  for (const name of Object.keys(document))
    if (name !== "product" && name !== "market")
      throw new UsageError("FieldUnknown", `${file}, ${name}: is not a field; there are product and market`);
  const { product, market } = document as { readonly product?: unknown; readonly market?: unknown };
  const valued = valueProduct(product, market);
  if (!valued.ok) throw new UsageError(valued.code, `${file}, ${valued.field}: ${valued.detail}`);
  const { ok: _, ...answer } = valued;
  const greeks = Object.entries(answer.greeks).map(([name, greek]) => [name, significant(greek, 10)] as const);
  const page = () => factLines([["value", significant(answer.value, 12)], ["method", answer.method], ...greeks]);
  print(answer, flags, io, { page });
}

type Outcome = ReturnType<typeof valueQuantlibRecords>[number];

async function compare(file: string, flags: OutputFlags, io: Io): Promise<void> {
  const records = await readRecords(file);
  if (records.length === 0) throw new UsageError("FileMalformed", `${file} has no record`);
  const outcomes = valueQuantlibRecords(records);
  const missed = outcomes.filter((one) => one.status === "refused" || (one.status === "compared" && !one.isWithin));
  print({ ...countsOf(outcomes), outcomes }, flags, io, {
    page: () => familiesPage(outcomes),
    records: () => outcomes,
  });
  if (missed.length === 0) return;
  const names = missed.slice(0, 5).map(({ id }) => id);
  throw new RefusedError("ValueMissed", `${missed.length} of ${outcomes.length} records: ${names.join(", ")}`);
}

function countsOf(outcomes: readonly Outcome[]) {
  const compared = outcomes.filter((one) => one.status === "compared");
  return {
    records: outcomes.length,
    compared: compared.length,
    within: compared.filter(({ isWithin }) => isWithin).length,
    refused: outcomes.filter(({ status }) => status === "refused").length,
    notCovered: outcomes.filter(({ status }) => status === "notCovered").length,
  };
}

function familiesPage(outcomes: readonly Outcome[]): string {
  const families = Map.groupBy(outcomes, ({ family }) => family);
  const rows = [...families].map(([family, group]) => {
    const { compared, within, refused, notCovered } = countsOf(group);
    const errors = group.flatMap((one) => (one.status === "compared" ? [one.error] : []));
    const greatest = errors.length === 0 ? "" : Math.max(...errors).toExponential(1);
    return [
      family === "" ? "(no record)" : family,
      String(compared),
      String(within),
      String(refused),
      String(notCovered),
      greatest,
    ];
  });
  return tableLines(
    [
      ["FAMILY", "left"],
      ["COMPARED", "right"],
      ["WITHIN", "right"],
      ["REFUSED", "right"],
      ["NOT COVERED", "right"],
      ["GREATEST ERROR", "right"],
    ],
    rows,
  );
}
