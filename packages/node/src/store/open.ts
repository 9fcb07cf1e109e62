/**
 * Opening a store: whose it is, whether this program can read it, and whether it still holds what was acknowledged.
 *
 * @module
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ClassicLevel } from "classic-level";
import { ClearingError } from "../failures.ts";
import { FORMAT_KEY, HEAD_KEY } from "./batch.ts";
import { FLOOR_KEY } from "./blockIndex.ts";
import { keyOf, numberAt, rangeOf } from "./keys.ts";
import { findTableDamage } from "./leveldb/tableFile.ts";
import { type Database, readJson } from "./reader.ts";
import { storeCorrupt } from "./seal.ts";
import type { ChainIdentity, Head } from "./types.ts";
import type { Witnessed } from "./witness.ts";

/** Raised when the layout of keys or values changes; a store of another version is refused, never guessed at. */
export const FORMAT_VERSION = 3;
/** How many of the last headers are checked for gaps at the start. */
const CHECKED_HEADERS = 100_000;

/** What the operating system says when the folder, and not its content, is at fault. */
const SURROUNDINGS =
  /permission denied|no space|read-only|too many open files|EACCES|EPERM|ENOSPC|EROFS|EMFILE|ENOTDIR/i;

/** Throws `StoreCorrupt` when a table file does not match the checksums inside it. */
function checkTables(path: string): void {
  if (!existsSync(path)) return;
  for (const name of readdirSync(path)) {
    if (!name.endsWith(".ldb") && !name.endsWith(".sst")) continue;
    const damage = findTableDamage(readFileSync(join(path, name)));
    if (damage !== null) throw storeCorrupt(`in table file ${name}, ${damage}.`);
  }
}

/** Opens LevelDB. Throws `StoreLocked`, `StoreCorrupt` or `StoreUnavailable`. */
export async function openDatabase(path: string): Promise<Database> {
  checkTables(path);
  const database: Database = new ClassicLevel(path, {
    keyEncoding: "view",
    valueEncoding: "view",
    writeBufferSize: 32 * 1024 * 1024,
    cacheSize: 32 * 1024 * 1024,
  });
  try {
    await database.open();
    return database;
  } catch (failure) {
    const cause = failure instanceof Error && failure.cause !== undefined ? failure.cause : failure;
    const code = (cause as { code?: string }).code;
    if (code === "LEVEL_LOCKED") {
      throw new ClearingError({
        code: "StoreLocked",
        message: `Another process has the store at ${path} open.`,
        remedy: "A store has one writer: stop the other node, or give this one another folder.",
        advice: "stop",
        cause,
      });
    }
    const text = cause instanceof Error ? cause.message : String(cause);
    if (!SURROUNDINGS.test(text)) throw storeCorrupt(`${text}.`, cause);
    throw new ClearingError({
      code: "StoreUnavailable",
      message: `The store at ${path} cannot be opened: ${text}.`,
      remedy: "Check that the folder is writable, and that the disk has free space.",
      advice: "stop",
      cause,
    });
  }
}

/** True for a database without a single record. Throws `StoreUnfinished` for records without a format. */
export async function isEmpty(database: Database): Promise<boolean> {
  if ((await database.get(FORMAT_KEY)) !== undefined) return false;
  for await (const _ of database.keys({ limit: 1 })) {
    throw new ClearingError({
      code: "StoreUnfinished",
      message:
        "The store has records, but does not say what they are: an import into it was cut off, or it is damaged.",
      remedy: "Remove the folder and import the snapshot again.",
      advice: "stop",
    });
  }
  return true;
}

/** What the store says of itself. */
export interface Format extends ChainIdentity {
  readonly version: number;
  /** Height of the state that the store began with; blocks are kept from the next one on. */
  readonly baseHeight: number;
}

/** Throws `StoreVersionMismatch` or `StoreOfAnotherHouse` unless the store is this program's, and this house's if one is given. */
export async function checkIdentity(database: Database, identity: ChainIdentity | null): Promise<Format> {
  const format = await readJson<Format>(database, FORMAT_KEY);
  if (format === undefined) throw storeCorrupt("it does not say what it is.");
  if (format.version !== FORMAT_VERSION) {
    throw new ClearingError({
      code: "StoreVersionMismatch",
      message: `The store has format version ${format.version}; this program reads version ${FORMAT_VERSION}.`,
      remedy: "Run the release that wrote it, export a snapshot there, and import it here.",
      advice: "stop",
      details: { found: format.version, expected: FORMAT_VERSION },
    });
  }
  if (identity !== null) checkHouse(format, identity);
  return format;
}

/** Throws `StoreOfAnotherHouse` unless what was found is of the expected house. */
export function checkHouse(found: ChainIdentity, expected: ChainIdentity): void {
  if (found.house === expected.house) return;
  throw new ClearingError({
    code: "StoreOfAnotherHouse",
    message: `The store belongs to house ${found.house}, not to ${expected.house}.`,
    remedy: "Give this chain its own folder, or start with the genesis that made this store.",
    advice: "stop",
    details: { found: found.house, expected: expected.house },
  });
}

/** The lowest height that is kept: what pruning left, or else what the store began with. */
export async function floorOf(database: Database, { baseHeight }: Pick<Format, "baseHeight">): Promise<number> {
  const pruned = await readJson<{ readonly earliestHeight: number }>(database, FLOOR_KEY);
  if (pruned !== undefined) return pruned.earliestHeight;
  const isFounded = baseHeight === 0 && (await database.get(keyOf("header", 0))) !== undefined;
  return isFounded ? 0 : baseHeight + 1;
}

/** The head. Throws `StoreCorrupt` when it is missing, and `StoreBehind` when acknowledged blocks are gone. */
export async function checkHead(database: Database, floor: number, witnessed: Witnessed | null): Promise<Head> {
  const head = await readJson<Head>(database, HEAD_KEY);
  if (head === undefined) throw storeCorrupt("it has no head.");
  if (witnessed !== null && witnessed.height > head.height) {
    throw new ClearingError({
      code: "StoreBehind",
      message: `The store ends at block ${head.height}, but block ${witnessed.height} was acknowledged: the end of its log is damaged.`,
      remedy: "Restore a snapshot and replay the blocks after it, or sync from another node; do not run on from here.",
      advice: "stop",
      details: { height: head.height, acknowledged: witnessed.height },
    });
  }
  if (witnessed !== null && witnessed.height === head.height && !matches(head, witnessed)) {
    throw storeCorrupt(`block ${head.height} was acknowledged with another state root.`);
  }
  await checkHeaders(database, floor, head);
  return head;
}

const matches = (head: Head, witnessed: Witnessed): boolean =>
  head.stateRoot.replace(/^0x/, "") === Buffer.from(witnessed.stateRoot).toString("hex");

/** Throws `StoreCorrupt` when a recent block is missing between its neighbours, as after a damaged record of the log. */
async function checkHeaders(database: Database, floor: number, head: Head): Promise<void> {
  let expected = Math.max(floor, head.height - CHECKED_HEADERS);
  const keys = database.keys({ gte: keyOf("header", expected), lt: rangeOf("header").lt });
  for (;;) {
    const page = await keys.nextv(4096);
    if (page.length === 0) break;
    for (const key of page) {
      if (numberAt(key, 1) !== expected) throw storeCorrupt(`block ${expected} is missing.`);
      expected++;
    }
  }
  await keys.close();
  if (expected !== head.height + 1) throw storeCorrupt(`block ${expected} is missing.`);
}
