/**
 * Packs the SDK, installs the file where nothing else is, and uses it: types, Node as ECMAScript and CommonJS, a bundle, a browser.
 *
 * `npm run pack:check -- [--tsc path]… [--chromium path] [--linters folder] [node …]`: the compilers and Nodes to try beside those of
 * this repository, and a folder whose `node_modules` has publint and attw, which read the file itself.
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
import { bytesToHex } from "@novate/codec";
import { SEGMENT } from "@novate/engine/testing";
import { createMember, createOwnerKey, deriveSecret, mustAccept } from "@novate/sdk";
import { startLiveMarket } from "../packages/sdk/src/testing/liveMarket.fixture.ts";
import { inBrowser } from "./packCheck/browser.ts";
import { consume } from "./packCheck/consumer.ts";
import { bundled, compiled, installed, onNode, typed } from "./packCheck/installed.ts";
import { readmeRuns } from "./packCheck/readme.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const { values, positionals } = parseArgs({
  options: { tsc: { type: "string", multiple: true }, chromium: { type: "string" }, linters: { type: "string" } },
  allowPositionals: true,
});
const compilers = [join(root, "node_modules/typescript/bin/tsc"), ...(values.tsc ?? [])];
const nodes = [process.execPath, ...positionals];

const tarball = execFileSync(process.execPath, [join(root, "scripts/pack.ts")], { encoding: "utf8" })
  .trim()
  .split("\n")
  .at(-1)!;
const folder = mkdtempSync(join(tmpdir(), "novate-pack-"));
const market = await startLiveMarket();
const { live } = market;
const secretOf = (role: string): Uint8Array => deriveSecret("live market", role);
const answers = new Set<string>();
const tell = (what: string, answer: string): void => {
  answers.add(answer);
  console.log(`${what.padEnd(64)} ${answer.length} bytes of margin`);
};

try {
  // The README's two accounts, which are the house's first.
  for (const role of ["buyer", "seller"]) {
    const member = createMember({ client: market.novate, key: createOwnerKey(secretOf(role)) });
    const { accountId } = mustAccept(await member.openAccount({ segmentId: SEGMENT })).result;
    await market.fund(accountId, 200_000_000_000n);
  }
  tell("sources, here", await consume(live.url, "sources"));
  if (values.linters !== undefined) {
    const linter = (name: string): string => join(values.linters!, "node_modules/.bin", name); // given, by the line above
    execFileSync(linter("publint"), ["run", tarball, "--strict"], { stdio: "inherit" });
    execFileSync(linter("attw"), [tarball, "--quiet"], { stdio: "inherit" });
  }
  const packages = installed(folder, tarball);
  const examples = await readmeRuns(packages, {
    url: live.url,
    constants: { buyerSecret: secretOf("buyer"), sellerSecret: secretOf("seller"), venueSecret: secretOf("venue") },
    walletKey: bytesToHex(secretOf("wallet")),
    viemFrom: join(root, "package.json"),
  });
  console.log(`${"README.md".padEnd(64)} ${examples} examples`);
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
