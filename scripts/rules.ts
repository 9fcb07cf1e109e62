/**
 * Which rules of `spec/` no test names, and which codes tests name that `spec/` does not define. `--json` prints one
 * object. A rule may wait for its test, a test may not prove a rule that is not there; long rules may only become fewer.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { traceRules } from "./rules/trace.ts";
import { readTree } from "./tidy/tree.ts";

/** Rules of more than one short sentence that still stand. */
const LONG_RULES = 32;

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
if (trace.long.length > LONG_RULES)
  console.error(`long rules: ${trace.long.length}, ${LONG_RULES} allowed: say it in less`);
if (trace.long.length < LONG_RULES) console.log(`hint: lower LONG_RULES in scripts/rules.ts to ${trace.long.length}`);
process.exit(trace.unknown.length === 0 && trace.long.length <= LONG_RULES ? 0 : 1);
