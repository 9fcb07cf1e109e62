/**
 * How much of a package consensus and the public margin answer reach: `npm run reach` prints the figure.
 * Test code and barrels are not counted.
 *
 * @module
 */
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { reachedFrom } from "./reach/reach.ts";
import { isTestCode, readTree, sourcePaths } from "./tidy/tree.ts";

const lineCount = (text: string): number => text.split("\n").length - 1;

const tree = readTree(fileURLToPath(new URL("..", import.meta.url)));
const [package_ = "risk", ...given] = argv.slice(2);
const entries = given.length > 0 ? given : ["packages/engine/src/index.ts", "packages/whatif/src/index.ts"];
const reached = reachedFrom(entries, tree);
const own = sourcePaths(tree).filter(
  (path) => path.startsWith(`packages/${package_}/src/`) && !isTestCode(path) && !path.endsWith("/index.ts"),
);
const sum = (paths: readonly string[]): number => paths.reduce((lines, path) => lines + lineCount(tree.get(path)!), 0);
const missed = own.filter((path) => !reached.has(path));
for (const path of missed) console.log(`not reached  ${String(lineCount(tree.get(path)!)).padStart(4)}  ${path}`);
const [all, rest] = [sum(own), sum(missed)];
console.log(`${package_}: ${all - rest} of ${all} lines reached, ${((100 * (all - rest)) / all).toFixed(1)} %`);
