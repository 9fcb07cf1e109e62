/**
 * Which refusals no test provokes. `node scripts/refusals.ts` prints one line a code, and fails if there is any; `--write`
 * writes `docs/refusals.md` anew.
 *
 * @module
 */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { refusalCodes } from "@novate/codec";
import { refusalPage } from "./refusals/page.ts";
import { unprovoked } from "./refusals/trace.ts";
import { readTree } from "./tidy/tree.ts";

if (process.argv.includes("--write")) writeFileSync(new URL("../docs/refusals.md", import.meta.url), refusalPage());

const tree = readTree(fileURLToPath(new URL("..", import.meta.url)));
const missing = unprovoked(tree, refusalCodes);
for (const code of missing) console.error(`${code}: no test expects this refusal: provoke it`);
console.log(`refusals: ${refusalCodes.length}, never provoked: ${missing.length}`);
process.exit(missing.length === 0 ? 0 : 1);
