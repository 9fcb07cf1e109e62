/**
 * Follows pages of the documentation in a fresh clone, command by command, as their readers do, and looks for what they promise.
 *
 * `npm run guides [-- page …]`. Where no Python with pip is to be had, its page is left out, and that is said.
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
/** What must have been printed. */
const PROMISES: Readonly<Record<string, RegExp>> = {
  "first-trade-curl": /"lots": "5"/,
  "first-trade-sdk": /^5 BTC-PERP at \d+ ticks/m,
  "first-trade-python": /^5 BTC-PERP at \d+ ticks/m,
  venue: /the block clears[\s\S]*nothing of it is left[\s\S]*accounts, 0 breaks[\s\S]*would be found/,
  genesis: /BTC-PERP[\s\S]*mark +65,000[\s\S]*answer +accepted[\s\S]*BTC-PERP +10 /,
  keeper: /the backstop has \d+ atoms more[\s\S]*carries them within its own margin/,
};
/** Of a clone that was installed and packed: pages begin alike. */
const ONCE = new Set(["npm ci", "npm run pack"]);
/** What a page leaves where another begins. */
const LEFT = [".novate", "mine.key"];

const hasPython = (folder: string): boolean => {
  const tried = join(folder, "tried");
  if (spawnSync("python3", ["-m", "venv", tried]).status !== 0) return false;
  return spawnSync(join(tried, "bin/pip"), ["download", "--no-deps", "-qd", tried, "pynacl"]).status === 0;
};

const asked = process.argv.slice(2);
const names = asked.length > 0 ? asked : Object.keys(PROMISES);
const done = new Set<string>();
using clone = freshClone();
for (const name of names) {
  const path = `docs/guides/${name}.md`;
  const promise = PROMISES[name];
  if (promise === undefined) throw new Error(`${path} is not followed; there are ${Object.keys(PROMISES).join(", ")}`);
  if (name.endsWith("python") && !hasPython(clone.folder)) {
    console.log(`${path}: not followed, for lack of Python or its packages`);
    continue;
  }
  const page = readPage(readFileSync(join(clone.folder, path), "utf8"));
  if (page.commands.length > MOST_COMMANDS) throw new Error(`${path} has ${page.commands.length} commands`);
  const commands = page.commands.filter(({ text }) => !done.has(text));
  for (const file of LEFT) rmSync(join(clone.folder, file), { recursive: true, force: true });
  const out = await follow({ ...page, commands }, clone.folder);
  for (const { text } of commands) if (ONCE.has(text)) done.add(text);
  if (!promise.test(out)) throw new Error(`${path} does not keep its promise:\n${out}`);
  console.log(`${path}: ${page.commands.length} commands, as promised`);
}
