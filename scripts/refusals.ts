/**
 * Which refusals no test provokes. `node scripts/refusals.ts` prints one line a code, and fails if there is any.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { refusalCodes } from "@novate/codec";
import { unprovoked } from "./refusals/trace.ts";
import { readTree } from "./tidy/tree.ts";

const tree = readTree(fileURLToPath(new URL("..", import.meta.url)));
const missing = unprovoked(tree, refusalCodes);
for (const code of missing) console.error(`${code}: no test expects this refusal: provoke it`);
console.log(`refusals: ${refusalCodes.length}, never provoked: ${missing.length}`);
process.exit(missing.length === 0 ? 0 : 1);
