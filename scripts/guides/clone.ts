/**
 * A fresh clone of this repository in a folder of its own: the last commit, and nothing else.
 *
 * @module
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export function freshClone(): { readonly folder: string } & Disposable {
  const parent = mkdtempSync(join(tmpdir(), "novate-guide-"));
  const folder = join(parent, "novate");
  execFileSync("git", ["clone", "--quiet", "--shared", ROOT, folder]);
  return { folder, [Symbol.dispose]: () => rmSync(parent, { recursive: true, force: true, maxRetries: 5 }) };
}
