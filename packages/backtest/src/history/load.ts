/**
 * Finds a history by the name of a bundled one or by the path of a CSV file, plain or gzipped.
 *
 * @module
 */
import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { HistoryError } from "./error.ts";
import { unpackHistory } from "./packed.ts";
import { type HistoryOutcome, outcomeOf, readHistoriesCsv } from "./readCsv.ts";
import type { History } from "./types.ts";

const BUNDLED = fileURLToPath(new URL("../../histories/", import.meta.url));
const ENDING = ".json.gz";
/** Also the limit of what a compressed file may unfold to. */
const MOST_BYTES = 256 * 1024 * 1024;

/** Names of the histories that come with the project, sorted. */
export async function listHistories(): Promise<string[]> {
  const files = await readdir(BUNDLED);
  return files
    .filter((file) => file.endsWith(ENDING))
    .map((file) => file.slice(0, -ENDING.length))
    .sort();
}

/** The one history of {@link loadHistories}; of a tape of several markets the first. Errors: {@link HistoryError}. */
export async function loadHistory(nameOrPath: string): Promise<History> {
  const first = (await loadHistories(nameOrPath))[0]!; // a file has an outcome at least
  if ("error" in first) throw first.error;
  return first.history;
}

/**
 * Loads `BTC-hourly`, `BTC` (short for `BTC-hourly`) or `./any/file.csv[.gz]`, whose underlying is the part of its
 * name before the first `_` or `.`; a file of several markets is as many histories. Never throws for a file:
 * one that cannot be read, or a market of it, is an outcome with its error.
 */
export async function loadHistories(nameOrPath: string): Promise<HistoryOutcome[]> {
  try {
    return await readHistories(nameOrPath);
  } catch (error) {
    if (error instanceof HistoryError) return [{ name: nameOrPath, error }];
    throw error;
  }
}

async function readHistories(nameOrPath: string): Promise<HistoryOutcome[]> {
  const bundled = await listHistories();
  const name = [nameOrPath, `${nameOrPath}-hourly`].find((candidate) => bundled.includes(candidate));
  if (name !== undefined) {
    const text = await readText(join(BUNDLED, name + ENDING));
    return [outcomeOf(name, () => unpackHistory(text))];
  }
  const found = await stat(nameOrPath).catch(() => undefined);
  if (found === undefined || !found.isFile()) {
    throw new HistoryError("HistoryNotFound", 0, `"${nameOrPath}" is no file and none of ${bundled.join(", ")}`);
  }
  if (found.size > MOST_BYTES) throw new HistoryError("FileTooLarge", 0, `more than ${MOST_BYTES} bytes`);
  const file = basename(nameOrPath);
  const stem = file.replace(/(\.csv)?(\.gz)?$/, "");
  const named = { name: stem, underlying: stem, source: file };
  return readHistoriesCsv(await readText(nameOrPath), named).map((outcome) =>
    "error" in outcome
      ? outcome
      : { ...outcome, history: { ...outcome.history, underlying: underlyingOf(outcome.history.underlying) } },
  );
}

/** `BTCUSDT_1h_2022` is about BTC: a trailing dollar of any kind is the currency of the price. */
const underlyingOf = (stem: string): string => stem.split(/[_.]/)[0]!.replace(/[-/]?USD[TC]?$/, "") || stem;

async function readText(path: string): Promise<string> {
  const bytes = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
    throw new HistoryError("FileUnreadable", 0, `${path} cannot be read (${cause.code ?? cause.message})`);
  });
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(isGzip ? unzip(bytes) : bytes);
  } catch (error) {
    if (error instanceof HistoryError) throw error;
    throw new HistoryError("TextMalformed", 0, "the file is not UTF-8 text");
  }
}

function unzip(bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_BYTES });
  } catch {
    throw new HistoryError("CompressionBroken", 0, "the gzip stream is torn or unfolds to too much");
  }
}
