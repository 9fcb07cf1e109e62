/**
 * Packs the SDK, installs the file where nothing else is, and uses it: types, Node as ECMAScript and CommonJS, a bundle, a browser.
 *
 * `npm run pack:check -- [--tsc path]… [--chromium path] [node …]`: the compilers and Nodes to try beside those of this repository.
 * Each program clears a trade at a node that runs here, checks a proof, follows a stream and computes a margin: all must agree.
 *
 * @module
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { startLiveMarket } from "../packages/sdk/src/testing/liveMarket.fixture.ts";
import { inBrowser } from "./packCheck/browser.ts";
import { consume } from "./packCheck/consumer.ts";
import { bundled, compiled, installed, onNode, typed } from "./packCheck/installed.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const { values, positionals } = parseArgs({
  options: { tsc: { type: "string", multiple: true }, chromium: { type: "string" } },
  allowPositionals: true,
});
const compilers = [join(root, "node_modules/typescript/bin/tsc"), ...(values.tsc ?? [])];
const nodes = [process.execPath, ...positionals];

const tarball = execFileSync(process.execPath, [join(root, "scripts/pack.ts")], { encoding: "utf8" })
  .trim()
  .split("\n")
  .at(-1)!;
const folder = mkdtempSync(join(tmpdir(), "novate-pack-"));
const { live } = await startLiveMarket();
const answers = new Set<string>();
const tell = (what: string, answer: string): void => {
  answers.add(answer);
  console.log(`${what.padEnd(64)} ${answer.length} bytes of margin`);
};

try {
  tell("sources, here", await consume(live.url, "sources"));
  const packages = installed(folder, tarball);
  for (const tsc of compilers) console.log(`${tsc.padEnd(64)} ${typed(packages, tsc)} ways to find types`);
  for (const form of ["esm", "cjs"] as const) {
    const program = compiled(packages, form, compilers[0]!);
    for (const node of nodes) tell(`${form} on ${node}`, await onNode(node, program, live.url));
  }
  const bundle = await bundled(packages);
  for (const node of nodes) tell(`bundle on ${node}`, await onNode(node, bundle.forNode, live.url));
  if (values.chromium !== undefined) {
    tell(`bundle in ${values.chromium}`, await inBrowser(values.chromium, bundle.forPage, live.url, folder));
  }
} finally {
  await live.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
if (answers.size !== 1) throw new Error(`not one answer, but ${answers.size}`);
console.log("the packed SDK installs and works");
