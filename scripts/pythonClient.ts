/**
 * Runs the Python example against a node of its own, and has eth-account find the digest of every command there is.
 *
 * `npm run python-client -- path/to/python`: a Python that has eth-account (examples/python-client/requirements.txt).
 *
 * @module
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startHouse } from "./pythonClient/house.ts";
import { typedDataCases } from "./pythonClient/typedDataCases.ts";

const [python = "python3"] = process.argv.slice(2);
const example = fileURLToPath(new URL("../examples/python-client/", import.meta.url));

/** The exit code of a script of the example; it writes where this does. */
const run = (script: string, argument: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn(python, [join(example, script), argument], { stdio: "inherit" });
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 1));
  });

const folder = mkdtempSync(join(tmpdir(), "novate-python-"));
const house = await startHouse(folder);
let code: number;
try {
  const files = { house: join(folder, "house.json"), cases: join(folder, "cases.json") };
  writeFileSync(files.house, JSON.stringify(house.description));
  writeFileSync(files.cases, JSON.stringify(typedDataCases()));
  code = (await run("trade.py", files.house)) || (await run("check_digests.py", files.cases));
} finally {
  await house.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(code);
