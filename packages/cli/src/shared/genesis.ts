/**
 * How a house began, from a file: what people write, or the JSON of a whole genesis.
 *
 * @module
 */
import { readFile } from "node:fs/promises";
import { CodecError } from "@novate/codec";
import { faultOfGenesis, type Genesis, genesisFromJson } from "@novate/engine";
import { UsageError } from "./failure.ts";
import type { FoundingFault } from "./founding/place.ts";
import { type Founding, readFounding } from "./founding/readFounding.ts";

/** Errors: `UsageError` for a file that is no genesis, naming the field; of one written by hand, every line with a fault. */
export async function readGenesis(file: string): Promise<Genesis> {
  const { genesis, faults } = await readFoundingFile(file);
  if (genesis !== null) return genesis;
  const lines = faults.map((fault) => `\n  ${faultLine(file, fault)}`).join("");
  throw new UsageError("GenesisInvalid", `${file} founds no house, for ${countOf(faults)}:${lines}`);
}

export const faultLine = (file: string, { line, column, code, says }: FoundingFault): string =>
  `${file}:${line}:${column} ${code}: ${says}`;

export const countOf = (faults: readonly FoundingFault[]): string =>
  faults.length === 1 ? "one fault" : `${faults.length} faults`;

/** A genesis, or the faults of a file written by hand. Errors: those of {@link readGenesis} for JSON, and for a file that cannot be read. */
export async function readFoundingFile(file: string): Promise<Founding> {
  const text = await readFile(file, "utf8").catch((cause: NodeJS.ErrnoException) => {
    throw new UsageError("GenesisNotFound", `${file} cannot be read (${cause.code ?? cause.message})`);
  });
  if (!text.trimStart().startsWith("{")) return readFounding(text);
  let json: object;
  try {
    json = JSON.parse(text) as object; // it begins with a brace
  } catch (cause) {
    throw new UsageError("GenesisMalformed", `${file} is not JSON: ${(cause as Error).message}`);
  }
  // What people write has a version; YAML takes it in the form of JSON too.
  return "version" in json ? readFounding(text) : { genesis: wholeGenesis(file, json), faults: [] };
}

function wholeGenesis(file: string, json: object): Genesis {
  let genesis: Genesis;
  try {
    genesis = genesisFromJson(json);
  } catch (cause) {
    if (cause instanceof CodecError) throw new UsageError("GenesisMalformed", `${file}: ${cause.message}`);
    throw cause;
  }
  const fault = faultOfGenesis(genesis);
  if (fault !== null) throw new UsageError("GenesisInvalid", `${file}: ${fault}`);
  return genesis;
}
