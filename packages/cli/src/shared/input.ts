/**
 * Files that a command is handed: read whole, unpacked when their name ends in .gz, refused by name when they are not what they
 * should be.
 *
 * @module
 */
import { readFile, stat } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import { UsageError } from "./failure.ts";
import { whyOf } from "./systemWords.ts";

/** Nothing that a command reads is larger; unpacking stops there too. */
const MOST_BYTES = 256 * 1024 * 1024;

/** The bytes of a file. Errors: `UsageError` `FileNotFound`, `FileUnreadable`, `FileTooLarge`, `FileCompressionBroken`. */
async function readBytes(file: string): Promise<Uint8Array> {
  const { size } = await stat(file).catch((cause: unknown) => {
    throw unreadable(file, cause);
  });
  if (size > MOST_BYTES)
    throw new UsageError("FileTooLarge", `${file} has ${size} bytes; at most ${MOST_BYTES} are read`);
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw unreadable(file, cause);
  });
  if (!file.endsWith(".gz")) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_BYTES });
  } catch (cause) {
    throw new UsageError("FileCompressionBroken", `${file} is no whole gzip file (${(cause as Error).message})`);
  }
}

/** The text of a file in UTF-8. Errors: those of {@link readBytes}, `FileMalformed`. */
export async function readText(file: string): Promise<string> {
  const bytes = await readBytes(file);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError("FileMalformed", `${file} is not text in UTF-8`);
  }
}

/** The text of a file, or of standard input for `-`. Errors: those of {@link readText}. */
export async function readInput(file: string): Promise<string> {
  if (file !== "-") return readText(file);
  return text(process.stdin);
}

/** The JSON of a file. Errors: those of {@link readText}. */
export async function readJson(file: string): Promise<unknown> {
  const text = await readText(file);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UsageError("FileMalformed", `${file} is not JSON: ${(cause as Error).message}`);
  }
}

/** A list: a JSON array, or one JSON value a line. Errors: those of {@link readText}. */
export async function readRecords(file: string): Promise<readonly unknown[]> {
  const text = await readText(file);
  const isList = text.trimStart().startsWith("[");
  const parts = isList ? [text] : text.split("\n").filter((line) => line.trim() !== "");
  const values = parts.map((part, index): unknown => {
    try {
      return JSON.parse(part);
    } catch (cause) {
      const where = isList ? file : `${file} line ${index + 1}`;
      throw new UsageError("FileMalformed", `${where} is not JSON: ${(cause as Error).message}`);
    }
  });
  return isList ? (values[0] as readonly unknown[]) : values; // JSON that begins with a bracket is a list
}

function unreadable(file: string, cause: unknown): UsageError {
  if ((cause as NodeJS.ErrnoException).code === "ENOENT") return new UsageError("FileNotFound", `there is no ${file}`);
  return new UsageError("FileUnreadable", `${file} cannot be read: ${whyOf(cause)}`);
}
