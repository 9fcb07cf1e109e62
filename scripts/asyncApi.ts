/**
 * Has the stream's document judged by AsyncAPI's own parser, and fails where that finds an error or a warning.
 *
 * `npm run asyncapi -- FOLDER`: where `@asyncapi/parser` is installed, which no package here depends on. `--print` writes the document out.
 *
 * @module
 */
import { createRequire } from "node:module";
import { join } from "node:path";
import { asyncApi } from "@novate/wire/schema";

/** What of a finding is read; severity 0 is an error, 1 a warning. */
interface Finding {
  readonly severity: number;
  readonly code: string;
  readonly path: readonly (string | number)[];
  readonly message: string;
}
interface Parser {
  parse(text: string): Promise<{ readonly diagnostics: readonly Finding[] }>;
}

const WARNING = 1;
const MOST_SHOWN = 20;
const document = JSON.stringify(asyncApi("0.0.0"), null, 2);
if (process.argv.includes("--print")) {
  process.stdout.write(`${document}\n`);
  process.exit(0);
}

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("name the folder where @asyncapi/parser is installed");
const load = createRequire(join(folder, "package.json"));
const parser: Parser = new (load("@asyncapi/parser").Parser)();

async function findingsOf(text: string): Promise<readonly Finding[]> {
  const { diagnostics } = await parser.parse(text);
  return diagnostics.filter(({ severity }) => severity <= WARNING);
}

const findings = await findingsOf(document);
for (const { code, path, message } of findings.slice(0, MOST_SHOWN))
  console.error(`${path.join(".")}: ${code}: ${message}`);
const seesFaults = (await findingsOf('{"asyncapi":"3.0.0"}')).length > 0;
if (!seesFaults) console.error("the parser found no fault in a document without any content");
console.log(`asyncapi: ${document.length} characters, ${findings.length} findings`);
process.exit(findings.length === 0 && seesFaults ? 0 : 1);
