/**
 * Whether `docs/bounds.md` says what bounds each table as the engine does; `--write` writes it anew.
 *
 * @module
 */
import { readFileSync, writeFileSync } from "node:fs";
import { TABLE_BOUNDS } from "@novate/engine/bounds";

const page = [
  "# What bounds each table",
  "",
  "Written by `node scripts/bounds.ts --write` from `packages/engine/src/state/bounds.ts`, which names every table (INV-028).",
  "*governed*: rows follow decisions of governance. *open*: something stands behind each row. *window*: each row ends at a time of its own.",
  "*past*: rows stay, and somebody outside pays for each. Disk: a node keeps so many blocks (`--keep-blocks`), see",
  "[ADR 35](adr/0035-bounded-by-what-is-open.md).",
  "",
  "| table | kind | rows at most | what takes one out |",
  "| --- | --- | --- | --- |",
  ...Object.entries(TABLE_BOUNDS).map(
    ([name, { kind, rows, ends }]) => `| \`${name}\` | ${kind} | ${rows} | ${ends} |`,
  ),
  "",
].join("\n");

const file = new URL("../docs/bounds.md", import.meta.url);
if (process.argv.includes("--write")) writeFileSync(file, page);
const isSame = readFileSync(file, "utf8") === page;
if (!isSame) console.error("docs/bounds.md differs from the engine's record: node scripts/bounds.ts --write");
console.log(`bounds: ${Object.keys(TABLE_BOUNDS).length} tables`);
process.exit(isSame ? 0 : 1);
