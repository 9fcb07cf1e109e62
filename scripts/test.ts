/**
 * `npm test`: the whole test suite, or the files and flags named. `npm test -- packages/num` runs one package.
 *
 * @module
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Novate needs Node 22.18 or newer, this is ${process.version}: run it through npm, which brings Node 24.`,
  );
  process.exit(1);
}

const root = fileURLToPath(new URL("..", import.meta.url));
const vitest = fileURLToPath(new URL("../node_modules/vitest/vitest.mjs", import.meta.url));
const { status, signal } = spawnSync(process.execPath, [vitest, "run", ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
});
if (signal !== null) console.error(`The tests were ended by ${signal}.`);
process.exit(status ?? 1);
