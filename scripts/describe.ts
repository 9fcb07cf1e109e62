/**
 * What the API's document says of commands, events and rows: the docstrings of the codec's structs, unions and lists of codes.
 *
 * `node scripts/describe.ts` fails where `packages/wire/src/schema/descriptions.json` is not what they say; `--write` writes it.
 *
 * @module
 */
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const target = `${root}packages/wire/src/schema/descriptions.json`;
/** A docstring, and what it stands above: a struct or union of its own, or a variant; or a list of codes by their names. */
const DOCUMENTED =
  /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*(?:(?:export )?const \w+ =\s*)?(?:\w+: \[\s*\d+,\s*)?(?:struct|tagged)\(\s*"(\w+)"/g;
const CODES = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*(?:export )?const (\w+) = \{[^{}]*\} as const;/g;

const prose = (comment: string): string =>
  comment
    .split("\n")
    .map((line) => line.replace(/^\s*\*?\s?/, "").trim())
    .join(" ")
    .replace(/\{@link (\w+)\}/g, "`$1`")
    .replace(/\s+/g, " ")
    .trim();

const found = globSync("packages/codec/src/schema/**/*.ts", { cwd: root })
  .filter((file) => !file.endsWith(".test.ts"))
  .flatMap((file) => {
    const text = readFileSync(`${root}${file}`, "utf8");
    return [DOCUMENTED, CODES].flatMap((pattern) => [...text.matchAll(pattern)]);
  })
  .map(([, comment, name]) => [name!, prose(comment!)] as const)
  .sort(([left], [right]) => (left < right ? -1 : 1));
const text = `${JSON.stringify(Object.fromEntries(found), null, 2)}\n`;

if (process.argv.includes("--write")) writeFileSync(target, text);
const isCurrent = readFileSync(target, "utf8") === text;
if (!isCurrent) console.error("descriptions.json is not what docstrings say: node scripts/describe.ts --write");
console.log(`descriptions: ${found.length}`);
process.exit(isCurrent ? 0 : 1);
