/**
 * Tests the tree itself: direction of imports, determinism, dead and long files, names without a reader, leftovers.
 *
 * `node scripts/tidy.ts` prints one line a finding, `path:line: what is wrong: what to do`, and fails if there is any.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { checkDeadFiles } from "./tidy/deadFiles.ts";
import { checkDeterminism } from "./tidy/determinism.ts";
import { checkFloors, checkFolderCycles } from "./tidy/folders.ts";
import { checkFunctions } from "./tidy/functions.ts";
import { checkPackages, checkTexts } from "./tidy/hygiene.ts";
import { checkCycles, checkLayers } from "./tidy/layers.ts";
import { checkLength } from "./tidy/length.ts";
import { checkLoads } from "./tidy/loads.ts";
import { checkNames } from "./tidy/names.ts";
import { checkPlanted } from "./tidy/planted.ts";
import { readTree } from "./tidy/tree.ts";

const tree = readTree(fileURLToPath(new URL("..", import.meta.url)));
const length = checkLength(tree);
const findings = [
  ...checkLayers(tree),
  ...checkCycles(tree),
  ...checkDeterminism(tree),
  ...checkDeadFiles(tree),
  ...length.findings,
  ...checkTexts(tree),
  ...checkPackages(tree),
  ...checkFloors(tree),
  ...checkFolderCycles(tree),
  ...checkNames(tree),
  ...checkFunctions(tree),
  ...checkPlanted(tree),
  ...(await checkLoads(tree)),
];
for (const hint of length.hints) console.log(`hint: ${hint}`);
for (const { path, line, message } of findings) console.error(`${path}${line > 0 ? `:${line}` : ""}: ${message}`);
console.log(
  findings.length === 0
    ? `tidy: ${tree.size} files, nothing to do; median source of ${length.medianLines} lines`
    : `tidy: ${findings.length} to put right`,
);
process.exit(findings.length === 0 ? 0 : 1);
