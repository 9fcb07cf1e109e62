/**
 * A folder to write into, made where it is missing.
 *
 * The recursion of Node's own `mkdir` tries for ever where a file system takes no folder, such as `/proc`; this one asks once a level.
 *
 * @module
 */
import { accessSync, constants, existsSync, mkdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { ClearingError } from "../failures.ts";

/** Why, in words. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission is denied",
  EPERM: "permission is denied",
  EROFS: "its file system is read-only",
  ENOTDIR: "a part of its path is a file",
  ENOENT: "its file system takes no folder there",
  ENOSPC: "the disk is full",
  ENAMETOOLONG: "its name is too long",
};

/** Makes it with those above it, and sees that it takes files. Throws `FolderUnusable`, naming the folder and the reason. */
export function makeFolder(path: string, options: { readonly mode?: number } = {}): void {
  const folder = resolve(path);
  try {
    const missing: string[] = [];
    for (let at = folder; !existsSync(at) && at !== dirname(at); at = dirname(at)) missing.unshift(at);
    for (const one of missing) if (!existsSync(one)) mkdirSync(one, options);
    if (!statSync(folder).isDirectory()) throw Object.assign(new Error(folder), { code: "ENOTDIR" });
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (cause) {
    const { code = "", message } = cause as NodeJS.ErrnoException;
    throw new ClearingError({
      code: "FolderUnusable",
      message: `The folder ${folder} cannot be used: ${REASONS[code] ?? message}.`,
      remedy: "Name another folder, or make this one writable.",
      advice: "stop",
      details: { folder, reason: code },
      cause,
    });
  }
}
