/**
 * How a house began, from a file.
 *
 * @module
 */
import { readFile } from "node:fs/promises";
import { CodecError } from "@novate/codec";
import { faultOfGenesis, type Genesis, genesisFromJson } from "@novate/engine";
import { UsageError } from "./failure.ts";

/** Errors: `UsageError` for a file that is no genesis, naming the field. */
export async function readGenesis(file: string): Promise<Genesis> {
  const text = await readFile(file, "utf8").catch((cause: NodeJS.ErrnoException) => {
    throw new UsageError("GenesisNotFound", `${file} cannot be read (${cause.code ?? cause.message})`);
  });
  let genesis: Genesis;
  try {
    genesis = genesisFromJson(JSON.parse(text));
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new UsageError("GenesisMalformed", `${file} is not JSON: ${cause.message}`);
    if (cause instanceof CodecError) throw new UsageError("GenesisMalformed", `${file}: ${cause.message}`);
    throw cause;
  }
  const fault = faultOfGenesis(genesis);
  if (fault !== null) throw new UsageError("GenesisInvalid", `${file}: ${fault}`);
  return genesis;
}
