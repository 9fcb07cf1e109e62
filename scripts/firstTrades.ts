/**
 * Follows each page of a first trade from a fresh clone, command by command, and looks whether a trade cleared.
 *
 * `npm run first-trades`. Where no Python with pip is to be had, its page is left out, and that is said.
 *
 * @module
 */
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { freshClone } from "./guides/clone.ts";
import { readPage } from "./guides/page.ts";
import { follow } from "./guides/reader.ts";

const MOST_COMMANDS = 10;
const CLEARED = { curl: /"lots": "5"/, sdk: /^5 BTC-PERP at \d+ ticks/m, python: /^5 BTC-PERP at \d+ ticks/m };

const hasPython = (folder: string): boolean => {
  const tried = join(folder, "tried");
  const made = spawnSync("python3", ["-m", "venv", tried]);
  const found =
    made.status === 0 && spawnSync(join(tried, "bin/pip"), ["download", "--no-deps", "-qd", tried, "pynacl"]);
  return found !== false && found.status === 0;
};

using clone = freshClone();
let isInstalled = false;
for (const [name, cleared] of Object.entries(CLEARED)) {
  const path = `docs/guides/first-trade-${name}.md`;
  if (name === "python" && !hasPython(clone.folder)) {
    console.log(`${path}: not followed, for lack of Python or its packages`);
    continue;
  }
  const page = readPage(readFileSync(join(clone.folder, path), "utf8"));
  if (page.commands.length > MOST_COMMANDS) throw new Error(`${path} has ${page.commands.length} commands`);
  // The pages begin alike; a clone is installed once.
  const commands = page.commands.filter(({ text }) => text !== "npm ci" || !isInstalled);
  rmSync(join(clone.folder, ".novate"), { recursive: true, force: true });
  rmSync(join(clone.folder, "mine.key"), { force: true });
  const out = await follow({ ...page, commands }, clone.folder);
  isInstalled = true;
  if (!cleared.test(out)) throw new Error(`${path}: no trade cleared\n${out}`);
  console.log(`${path}: ${page.commands.length} commands, a trade cleared`);
}
