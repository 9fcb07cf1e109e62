/**
 * How a house began, from a file: what people write, or the JSON of a whole genesis.
 *
 * @module
 */
import { readFile } from "node:fs/promises";
import type { Genesis } from "@novate/engine";
import { UsageError } from "./failure.ts";
import { tellPublished } from "./founding/findPublished.ts";
import { Faults, type FoundingFault } from "./founding/place.ts";
import { type Founding, readFounding } from "./founding/readFounding.ts";
import { readWhole } from "./founding/readWhole.ts";
import { whyOf } from "./systemWords.ts";

/** Errors: `UsageError` for a file that is no genesis, with every line that has a fault. `isOwn` as in {@link readFoundingFile}. */
export async function readGenesis(file: string, isOwn = false): Promise<Genesis> {
  const { genesis, faults } = await readFoundingFile(file, isOwn);
  if (genesis !== null) return genesis;
  const lines = faults.map((fault) => `\n  ${faultLine(file, fault)}`).join("");
  throw new UsageError("GenesisInvalid", `${file} founds no house, for ${countOf(faults)}:${lines}`);
}

export const faultLine = (file: string, { line, column, code, says }: FoundingFault): string =>
  `${file}:${line}:${column} ${code}: ${says}`;

export const countOf = (faults: readonly FoundingFault[]): string =>
  faults.length === 1 ? "one fault" : `${faults.length} faults`;

/**
 * A genesis, or the faults of a file. A house of somebody's own (`isOwn`) has no key that everybody has. Errors: `UsageError` for a file
 * that cannot be read, or is neither JSON nor YAML.
 */
export async function readFoundingFile(file: string, isOwn: boolean): Promise<Founding> {
  const text = await readFile(file, "utf8").catch((cause: NodeJS.ErrnoException) => {
    const isMissing = cause.code === "ENOENT";
    throw new UsageError(
      "GenesisNotFound",
      isMissing ? `there is no ${file}` : `${file} cannot be read: ${whyOf(cause)}`,
    );
  });
  const founding = readText(file, text);
  if (!isOwn) return founding;
  const published = new Faults(text);
  tellPublished(text, published);
  if (published.found.length === 0) return founding;
  const faults = [...founding.faults, ...published.found];
  return { genesis: null, faults: faults.sort((one, other) => one.line - other.line || one.column - other.column) };
}

function readText(file: string, text: string): Founding {
  if (!text.trimStart().startsWith("{")) return readFounding(text);
  let json: object;
  try {
    json = JSON.parse(text) as object; // it begins with a brace
  } catch (cause) {
    throw new UsageError("GenesisMalformed", `${file} is not JSON: ${(cause as Error).message}`);
  }
  // What people write has a version; YAML takes it in the form of JSON too.
  return "version" in json ? readFounding(text) : readWhole(text, json);
}
