/**
 * How much of risk is reached by consensus, by the public margin answer, and by the node that drives them with its kernel:
 * `npm run reach` prints the figures. Test code and barrels are not counted.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { reachedFrom } from "./reach/reach.ts";
import { isTestCode, readTree, sourcePaths } from "./tidy/tree.ts";

const CONSENSUS = "packages/engine/src/index.ts";
const PUBLIC_ANSWER = "packages/whatif/src/index.ts";
const DRIVER = "packages/node/src/index.ts";

const tree = readTree(fileURLToPath(new URL("..", import.meta.url)));
const source = sourcePaths(tree).filter(
  (path) => path.startsWith("packages/risk/src/") && !isTestCode(path) && !path.endsWith("/index.ts"),
);
const linesOf = (paths: readonly string[]): number =>
  paths.reduce((lines, path) => lines + tree.get(path)!.split("\n").length - 1, 0);

for (const entries of [[CONSENSUS], [CONSENSUS, PUBLIC_ANSWER], [CONSENSUS, PUBLIC_ANSWER, DRIVER]]) {
  const reached = reachedFrom(entries, tree);
  console.log(`from ${entries.join(" ")}`);
  for (const path of source.filter((one) => !reached.has(one))) console.log(`  not  ${path}`);
  const [all, some] = [linesOf(source), linesOf(source.filter((one) => reached.has(one)))];
  console.log(`  ${some} of ${all} lines of risk are reached: ${((100 * some) / all).toFixed(1)} %`);
}
