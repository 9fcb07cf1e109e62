/**
 * Goal: Ctrl-C ends a demo quietly wherever it stands, and its chains with it. Method: whole processes in groups of their own, each told
 * to stop as a terminal tells it: the whole group at once.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "novate-stop-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bin = fileURLToPath(new URL("../../../bin/novate.js", import.meta.url));
const WINDOW = ["--from", "21:06", "--to", "21:30", "--underlyings", "BTC,ATOM"];

/** A demo that is told to stop once it has said something like `when`; its words, and with which code it ended. */
async function stopped(data: string, when: RegExp, ...more: readonly string[]) {
  const args = ["demo", ...WINDOW, "--data", join(folder, data), "--port", "0", ...more];
  const demo = spawn(process.execPath, [bin, ...args], {
    stdio: ["ignore", "ignore", "pipe"],
    detached: true,
    env: { ...process.env, TMPDIR: folder },
  });
  let said = "";
  demo.stderr.on("data", (part: Buffer) => {
    said += part.toString();
  });
  while (!when.test(said)) await once(demo.stderr, "data");
  process.kill(-demo.pid!, "SIGINT"); // it was spawned
  const [exitCode] = await once(demo as ChildProcess, "close");
  return { exitCode, said };
}

/** Processes whose arguments name a folder of this test. */
const leftOver = (): readonly string[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && name !== String(process.pid))
    .flatMap((name) => {
      try {
        return [readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ")];
      } catch {
        return []; // it has ended
      }
    })
    .filter((line) => line.includes(folder));

describe.each([
  ["a custodian's word", [], /^\d\d:\d\d/m],
  ["vaults, while collateral comes in", ["--vaults"], /Assets lie in vaults/],
  ["vaults, while the tape plays", ["--vaults"], /^21:\d\d/m],
])("with %s", (name, more, when) => {
  test("Ctrl-C says where it stopped, and leaves no process", { timeout: 120_000 }, async () => {
    const { exitCode, said } = await stopped(name.replaceAll(/\W/g, ""), when, ...more);
    expect(said).toMatch(/Stopped at block \d+, state root 0x[0-9a-f]{64}\n$/);
    expect(said).not.toMatch(/novate: /);
    expect(exitCode).toBe(0);
    if (process.platform === "linux") expect(leftOver()).toEqual([]);
  });
});
