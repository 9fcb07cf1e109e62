/**
 * `novate margin`: what a portfolio would require, or what another house's model makes of its own cases.
 *
 * @module
 */
import { answerCase, isCaseDocument } from "@novate/peers";
import { simulateMargin } from "@novate/whatif";
import { Option } from "commander";
import type { AddCommand } from "../shared/command.ts";
import { UsageError } from "../shared/failure.ts";
import { readJson } from "../shared/input.ts";
import { addOutputFlags, type OutputFlags, print } from "../shared/output.ts";
import { wholeNumber } from "../shared/values.ts";
import type { Io } from "../terminal/io.ts";
import { runCases } from "./marginCases.ts";
import { marginPage } from "./marginPage.ts";

interface Flags extends OutputFlags {
  readonly profile?: string;
  readonly detail?: string;
  readonly case?: string[];
  readonly decimals?: number;
}

const decimalsFlag = wholeNumber(0, 18);

export const addMargin: AddCommand = (program, io) => {
  addOutputFlags(program.command("margin"))
    .argument("[file]", "a what-if document: portfolio and market as one JSON")
    .option("--profile <name>", "margin model, in place of the document's")
    .addOption(
      new Option("--detail <detail>", "how much, in place of the document's").choices([
        "requirement",
        "explained",
        "full",
      ]),
    )
    .option("--decimals <n>", "of the settlement asset: a page has money with them, in place of atoms", decimalsFlag)
    .option(
      "--case <file...>",
      "case files of the profile's own family, .json or .json.gz; 1 if a case misses what it expects",
    )
    .action((file: string | undefined, flags: Flags) => margin(file, flags, io));
};

async function margin(file: string | undefined, flags: Flags, io: Io): Promise<void> {
  if ((file === undefined) === (flags.case === undefined))
    throw new UsageError(
      "ArgumentMissing",
      "one thing is asked for: a document, or cases",
      "Name a what-if document, or case files with --profile P --case FILE.",
    );
  if (flags.case !== undefined) {
    if (flags.profile === undefined)
      throw new UsageError("ProfileMissing", "a case file is read by its own model", "Name it with --profile.");
    await runCases(flags.profile, flags.case, flags, io);
    return;
  }
  const document = changed(await readJson(file!), flags); // given, by the first check
  const result = isCaseDocument(document) ? answerCase(document) : simulateMargin(document);
  if (!result.ok) throw new UsageError(result.code, `${file}, ${result.field}: ${result.detail}`);
  const { answer } = result;
  // The answer to a case is printed as it is: its figures have the names of its own family.
  const page = (): string =>
    "requirement" in answer ? marginPage(answer, flags.decimals ?? null) : `${JSON.stringify(answer)}\n`;
  print(answer, flags, io, { page });
}

/** The document with what the flags say instead; one that is no object is left for the parser to refuse. */
function changed(document: unknown, { profile, detail }: Flags): unknown {
  if (typeof document !== "object" || document === null || Array.isArray(document)) return document;
  return { ...document, ...(profile !== undefined && { profile }), ...(detail !== undefined && { detail }) };
}
