/** Goal: a shell completes commands, flags and their values as the program has them. Method: bash itself, where it is, with the script sourced. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { commands } from "../commands.ts";
import { novate } from "../testing/novate.fixture.ts";

const folder = mkdtempSync(join(tmpdir(), "novate-completion-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const hasBash = spawnSync("bash", ["-c", "complete"]).status === 0;

/** What bash offers at the end of a line. */
function offered(script: string, line: string): string[] {
  const words = ["novate", ...line.split(" ")];
  writeFileSync(join(folder, "novate.bash"), script);
  const ask = [
    "source ./novate.bash",
    `COMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")})`,
    `COMP_CWORD=${words.length - 1}`,
    "_novate",
    `printf '%s\\n' "\${COMPREPLY[@]}"`,
  ];
  const { stdout, stderr } = spawnSync("bash", ["-c", ask.join("\n")], { cwd: folder, encoding: "utf8" });
  expect(stderr).toBe("");
  return stdout.split("\n").filter((word) => word !== "");
}

test.runIf(hasBash)("bash completes commands, those below them, flags, and values", async () => {
  const { out, exitCode } = await novate("completion", "bash");
  expect(exitCode).toBe(0);
  const names = commands.map(({ name }) => name);
  expect(offered(out, "").sort()).toEqual([...names].sort());
  expect(offered(out, "acc")).toEqual(["account"]);
  expect(offered(out, "account ")).toEqual(["show", "list", "ledger", "withdrawals", "calls", "open"]);
  expect(offered(out, "account open --d")).toEqual(["--dry-run"]);
  expect(offered(out, "account open --key")).toEqual(["--key", "--key-env"]);
  expect(offered(out, "market list -o ")).toEqual(["table", "json", "csv"]);
  expect(offered(out, "market list --output j")).toEqual(["json"]);
  expect(offered(out, "market list --url ")).toEqual([]);
  expect(offered(out, "market list --pro")).toEqual(["--profile"]);
  expect(offered(out, "completion z")).toEqual(["zsh"]);
  writeFileSync(join(folder, "own.key"), "");
  expect(offered(out, "account open --key ow")).toEqual(["own.key"]);
  expect(offered(out, "tx send o")).toEqual(["own.key"]);
});

test("zsh and fish are told of the same commands", async () => {
  const [zsh, fish] = [(await novate("completion", "zsh")).out, (await novate("completion", "fish")).out];
  expect(zsh).toMatch(/^#compdef novate\n/);
  expect(fish).toContain(`-n "__novate_at 'market list'" -l output -s o -xa 'table json csv'`);
  for (const { name } of commands) for (const script of [zsh, fish]) expect(script).toContain(`'${name}'`);
});
