/**
 * Secrets in files, for their user alone.
 *
 * @module
 */
import { writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { makeFolder } from "@novate/sdk/files";
import { RefusedError, UsageError } from "./failure.ts";
import { whyOf } from "./systemWords.ts";

/** Writes 32 bytes of hexadecimal; `isNew`: never over anything. Errors: `UsageError` `FileExists`, `FileUnwritable`. */
export async function writeKeyFile(
  file: string,
  secret: string,
  { isNew }: { readonly isNew: boolean },
): Promise<void> {
  try {
    await makeFolder(dirname(file), 0o700);
    await writeFile(file, `${secret}\n`, { flag: isNew ? "wx" : "w", mode: 0o600 });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "EEXIST")
      throw new UsageError("FileExists", `${file} is there already: a secret is not written over`);
    throw new RefusedError("FileUnwritable", `${file} cannot be written: ${whyOf(cause)}`);
  }
}
