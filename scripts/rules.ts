/**
 * Which rules of `spec/` no test's title names, which are more than one short sentence, and which codes tests name that
 * `spec/` does not define. `--json` prints one object. Fails for all but the first: a rule may wait for its test, a test
 * may not prove a rule that is not there, nor half of one.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { traceRules } from "./rules/trace.ts";
import { readTree } from "./tidy/tree.ts";

const trace = traceRules(readTree(fileURLToPath(new URL("..", import.meta.url))));
if (process.argv.includes("--json")) console.log(JSON.stringify(trace, null, 2));
else {
  for (const { code, path, line } of trace.untested) console.log(`${path}:${line}: ${code} has no test`);
  for (const { code, path, line } of trace.long)
    console.log(`${path}:${line}: ${code} is more than one short sentence`);
  for (const { code, path, line } of trace.duplicate) console.log(`${path}:${line}: ${code} is defined twice`);
  for (const { code, path, line } of trace.unknown) console.error(`${path}:${line}: ${code} is in no file of spec/`);
  console.log(
    `rules: ${trace.ruleCount}, without a test: ${trace.untested.length}, long: ${trace.long.length}, unknown: ${trace.unknown.length}`,
  );
}
process.exit(trace.unknown.length + trace.duplicate.length + trace.long.length === 0 ? 0 : 1);
