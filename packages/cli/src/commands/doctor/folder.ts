/**
 * Checks of the data folder and of the disk under it.
 *
 * @module
 */
import { closeSync, existsSync, fdatasyncSync, openSync, rmSync, statfsSync, writeSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { ClearingError, openStoredChain, storeFolder } from "@novate/node";
import { grouped } from "../../terminal/figures.ts";
import { type Finding, failure, ok, warn } from "./check.ts";

const FEW_SYNCS = 100;
const LITTLE_SPACE = 2 ** 30;
const SYNC_FOR_MS = 200;

/** Reads the whole store: its version, the checksum of every record and table file, and the root of every row. */
export async function checkData(data: string): Promise<Finding> {
  if (!existsSync(storeFolder(data))) return ok("data", `${data} holds no chain yet; the first start founds one`);
  try {
    const chain = await openStoredChain(storeFolder(data));
    const { height, stateRoot } = chain.head;
    await chain.store.close();
    return ok("data", `block ${grouped(height)}; checksums hold; the rows give its root ${stateRoot}`);
  } catch (cause) {
    if (!(cause instanceof ClearingError && cause.code === "StoreLocked"))
      return failure("data", cause, "Look at the folder's permissions.");
    return warn("data", `a node has ${data} open`, "To check its store, stop it first: a store has one reader.");
  }
}

/** How often a second the disk makes a small write durable: no block is answered faster. */
export function checkSync(data: string): Finding {
  const folder = nearest(resolve(data));
  const file = join(folder, `.novate-doctor-${process.pid}`);
  try {
    const handle = openSync(file, "w");
    const from = performance.now();
    let count = 0;
    for (; performance.now() - from < SYNC_FOR_MS; count++) {
      writeSync(handle, new Uint8Array(512));
      fdatasyncSync(handle);
    }
    const rate = Math.round((count * 1000) / (performance.now() - from));
    closeSync(handle);
    rmSync(file);
    const detail = `${grouped(rate)} durable writes a second in ${folder}`;
    return rate >= FEW_SYNCS
      ? ok("disk", detail)
      : warn("disk", detail, "Blocks wait for each: use a local SSD for --data.");
  } catch (cause) {
    return failure("disk", cause, `Make ${folder} writable, or name another folder with --data.`);
  }
}

export function checkSpace(data: string): Finding {
  const { bavail, bsize } = statfsSync(nearest(resolve(data)));
  const free = bavail * bsize;
  const detail = `${(free / 2 ** 30).toFixed(1)} GiB free`;
  return free >= LITTLE_SPACE ? ok("space", detail) : warn("space", detail, "A full disk halts the node: make room.");
}

/** The folder, or the closest one above it that exists. */
function nearest(folder: string): string {
  return existsSync(folder) || folder === dirname(folder) ? folder : nearest(dirname(folder));
}
