/**
 * Kits as files below a folder, each written beside its place and moved there once the disk has it.
 *
 * @module
 */
import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import type { KitStorage } from "./storage.ts";

const ENDING = ".json";
const DRAFT = ".new";

/** Reads and writes below `folder`, which is made when something is first written. Rejects with the errors of the file system. */
export const fileStorage = (folder: string): KitStorage => ({
  async names() {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(noneIfMissing);
    return (entries ?? [])
      .filter((entry) => entry.isFile() && entry.name.endsWith(ENDING))
      .map((entry) =>
        relative(folder, join(entry.parentPath, entry.name)).slice(0, -ENDING.length).split(sep).join("/"),
      )
      .sort();
  },
  read: (name) => readFile(join(folder, name + ENDING), "utf8").catch(noneIfMissing),
  async write(name, text) {
    const path = join(folder, name + ENDING);
    await makeFolder(dirname(path));
    const file = await open(path + DRAFT, "w");
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(path + DRAFT, path);
    await syncFolder(dirname(path));
  },
  remove: (name) => rm(join(folder, name + ENDING), { force: true }),
});

/**
 * Makes a folder with those above it, level by level: the recursion of `mkdir` itself never ends where a file system takes none, such as
 * `/proc`. Rejects with the errors of the file system.
 */
export async function makeFolder(folder: string, mode = 0o777): Promise<void> {
  if (await stat(folder).then(Boolean, () => false)) return;
  await makeFolder(dirname(folder), mode);
  await mkdir(folder, { mode }).catch((failure: NodeJS.ErrnoException) => {
    if (failure.code !== "EEXIST") throw failure;
  });
}

/** The new name must be on the disk too. */
async function syncFolder(folder: string): Promise<void> {
  const entry = await open(folder, "r");
  try {
    await entry.sync();
  } finally {
    await entry.close();
  }
}

function noneIfMissing(failure: NodeJS.ErrnoException): null {
  if (failure.code === "ENOENT") return null;
  throw failure;
}
