/**
 * Finds a tape by the name of a bundled one or by the path of any file.
 *
 * @module
 */
import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { TapeError } from "./error.ts";
import { MAX_TAPE_BYTES, readTape } from "./read.ts";
import type { Tape } from "./types.ts";

const BUNDLED = fileURLToPath(new URL("../../tapes/", import.meta.url));
const ENDING = ".tape";

/** Names of the tapes that come with the project, sorted. */
async function listTapes(): Promise<string[]> {
  const files = await readdir(BUNDLED);
  return files
    .filter((file) => file.endsWith(ENDING))
    .map((file) => file.slice(0, -ENDING.length))
    .sort();
}

/** Loads `2025-10-10` or `./any/file.tape`. Errors: {@link TapeError}. */
export async function loadTape(nameOrPath: string): Promise<Tape> {
  const bundled = await listTapes();
  const path = bundled.includes(nameOrPath) ? join(BUNDLED, nameOrPath + ENDING) : nameOrPath;
  const found = await stat(path).catch(() => undefined);
  if (found === undefined || !found.isFile()) {
    throw new TapeError("TapeNotFound", 0, `"${nameOrPath}" is no file and no bundled tape (${bundled.join(", ")})`);
  }
  if (found.size > MAX_TAPE_BYTES) throw new TapeError("FileTooLarge", 0, `more than ${MAX_TAPE_BYTES} bytes`);
  return readTape(createReadStream(path));
}
