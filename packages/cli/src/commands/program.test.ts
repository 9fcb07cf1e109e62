/**
 * Goal: the program starts as a user starts it, prints to the right stream, and its README tells the truth. Method: a few whole
 * processes; the README's table and first result against the program.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { commands } from "../commands.ts";
import { novate } from "../testing/novate.fixture.ts";

const folder = mkdtempSync(join(tmpdir(), "novate-cli-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bin = fileURLToPath(new URL("../../bin/novate.js", import.meta.url));
const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
const PORTFOLIO = {
  profile: "standard",
  method: "cross",
  timeMs: 1_760_000_000_000,
  equityAtoms: "15000000000",
  underlyings: [
    {
      underlyingId: 1,
      spot: 60_000,
      volAnnual: 0.6,
      forwards: [],
      surface: null,
      depth: { deltaAtoms: 1e12, vegaAtoms: 0 },
    },
  ],
  instruments: [{ instrumentId: 10, underlyingId: 1, kind: "perpetual", atomsPerPoint: 1000 }],
  positions: [{ instrumentId: 10, lots: 1000 }],
};
writeFileSync(join(folder, "portfolio.json"), JSON.stringify(PORTFOLIO));

const start = (...args: readonly string[]) =>
  spawnSync(process.execPath, [bin, ...args], { cwd: folder, encoding: "utf8" });

test("a process prints the README's first result", () => {
  const { status, stdout, stderr } = start("margin", "portfolio.json");
  expect([status, stderr]).toEqual([0, ""]);
  const [, shown] = /\$ npx novate margin portfolio\.json\n(.*?)…/s.exec(readme)!;
  expect(stdout.startsWith(shown!)).toBe(true);
});

test("a process ends with the code of its failure", () => {
  expect(start("margin", "nowhere.json")).toMatchObject({
    status: 2,
    stdout: "",
    stderr: expect.stringMatching(/FileNotFound/),
  });
  expect(start("market", "list", "--url", "http://127.0.0.1:1")).toMatchObject({ status: 3, stdout: "" });
});

test("the README lists every command, and help describes each", async () => {
  const { out } = await novate("--help");
  const listed = new Set([...readme.matchAll(/^\| `(\w+)/gm)].map(([, name]) => name));
  expect(listed.size).toBe(commands.length);
  for (const name of listed) {
    expect(out).toMatch(new RegExp(`^ {2}${name}\\b`, "m"));
    const help = await novate(name!, "--help");
    expect(help).toMatchObject({ exitCode: 0, err: "", out: expect.stringMatching(/^Usage: novate /) });
  }
});

test("asking for the version loads no command", async () => {
  const { stdout, status } = spawnSync(
    process.execPath,
    ["--import", new URL("../testing/countModules.js", import.meta.url).href, bin, "--version"],
    { encoding: "utf8" },
  );
  expect(status).toBe(0);
  expect(stdout).toMatch(/^0\.1\.0\n/);
  expect(stdout).not.toContain("@novate/");
});
