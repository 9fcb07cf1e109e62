/**
 * When the house in a folder was founded: noted by its first start, so that each later one founds the same.
 *
 * @module
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ClearingError, makeFolder } from "@novate/node";
import { DAY_MS } from "@novate/num";
import { UsageError } from "../failure.ts";

const NOTE = "founded.json";

/** The day of the first start, in milliseconds since 1970. Errors: `UsageError` for a folder that cannot be used. */
export async function foundedMs(folder: string, nowMs: number): Promise<number> {
  const path = join(folder, NOTE);
  try {
    const text = await readFile(path, "utf8").catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === "ENOENT") return null;
      throw cause;
    });
    if (text !== null) {
      const noted = (JSON.parse(text) as { readonly foundedMs: unknown }).foundedMs;
      if (Number.isSafeInteger(noted)) return noted as number;
      throw new UsageError("NoteUnreadable", `${path} is damaged`, "Choose another --data, or remove that folder.");
    }
    const today = Math.floor(nowMs / DAY_MS) * DAY_MS;
    makeFolder(folder);
    await writeFile(path, `${JSON.stringify({ foundedMs: today })}\n`, { flush: true });
    return today;
  } catch (cause) {
    if (cause instanceof UsageError || cause instanceof ClearingError) throw cause;
    const why = (cause as NodeJS.ErrnoException).code ?? (cause as Error).message;
    throw new UsageError("FolderUnusable", `${folder} cannot be used (${why})`, "Choose another --data.");
  }
}
