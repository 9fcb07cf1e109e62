/**
 * Has the API's document read by those who did not write it, and the running node asked by chance.
 *
 * `npm run openapi:check -- --tools folder [--python path/to/python]`: a folder whose `node_modules` has Redocly, Spectral and
 * openapi-typescript, and a Python with openapiCheck/requirements.txt; without one its tools are left out. `.ci/run` has the versions.
 *
 * @module
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readers } from "./openapiCheck/readers.ts";
import { run } from "./openapiCheck/run.ts";
import { startHouse } from "./pythonClient/house.ts";

const { values } = parseArgs({ options: { tools: { type: "string" }, python: { type: "string" } } });
if (values.tools === undefined) throw new Error("--tools names the folder where the checkers are installed");

const folder = mkdtempSync(join(tmpdir(), "novate-openapi-"));
const house = await startHouse(folder);
const failed: string[] = [];
try {
  const { url } = house.description;
  const document = join(folder, "openapi.json");
  writeFileSync(document, await (await fetch(`${url}/openapi.json`)).text());
  for (const { name, commands } of readers({ folder, document, url, tools: values.tools, python: values.python })) {
    let code = 0;
    for (const command of commands) code ||= await run(command, folder);
    console.log(`${name.padEnd(24)} ${code === 0 ? "clean" : `FAILED (${code})`}`);
    if (code !== 0) failed.push(name);
  }
} finally {
  await house.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
if (values.python === undefined) console.log("the checkers in Python were not run, for lack of one");
process.exit(failed.length === 0 ? 0 : 1);
