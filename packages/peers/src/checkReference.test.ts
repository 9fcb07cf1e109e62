/**
 * Goal: the folder check counts what is reproduced and fails on what is missed. Method: a folder of one drift file.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";

const SCRIPT = fileURLToPath(new URL("./checkReference.ts", import.meta.url));
let root = "";

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "profiles-"));
});
afterEach(() => rmSync(root, { recursive: true }));

const check = (expected: readonly number[]): { output: string; code: number } => {
  const argNames = ["base_liquidation_fee", "max_liquidation_fee", "last_active_user_slot", "current_slot"];
  const cases = expected.map((fee) => ({
    test: "fee",
    fn: "get_liquidation_fee",
    args: [20000, 50000, 0, 10],
    argNames,
    expected: fee,
  }));
  mkdirSync(join(root, "drift-math"));
  writeFileSync(join(root, "drift-math", "cases.json"), JSON.stringify({ cases }));
  try {
    return { output: execFileSync(process.execPath, [SCRIPT, root], { encoding: "utf8", stdio: "pipe" }), code: 0 };
  } catch (error) {
    const { stdout, status } = error as { stdout: string; status: number }; // of a child that exited with a status
    return { output: stdout, code: status };
  }
};

test("a folder whose figures are all met passes", () => {
  const { output, code } = check([20000, 20000]);
  expect(output).toMatch(/drift-liquidation +2 +2 +0 +0 +0 +0 /);
  expect(code).toBe(0);
});

test("a missed figure is printed and fails", () => {
  const { output, code } = check([20000, 20001]);
  expect(output).toContain('missed    drift-liquidation  cases.json fee[1]: {"result":-1}');
  expect(code).toBe(1);
});

test("a scenario that states its own maintenance margin is told as reproduced in part, and what it proves", () => {
  const rows = [{ party: "one", "market id": "M", maintenance: "1000", search: "1100", initial: "1200" }];
  const steps = [{ kw: "Then", text: "the parties should have the following margin levels:", rows }];
  const background = [
    { kw: "Given", text: "the markets:", rows: [{ id: "M", "margin calculator": "default-margin-calculator" }] },
  ];
  const scenarios = [
    { name: "levels", steps },
    { name: "orders alone", steps: [] },
  ];
  mkdirSync(join(root, "vega-clearing-scenarios"));
  const file = join(root, "vega-clearing-scenarios", "levels.json");
  writeFileSync(file, JSON.stringify([{ feature: "levels", background, scenarios }]));
  const output = execFileSync(process.execPath, [SCRIPT, root], { encoding: "utf8", stdio: "pipe" });
  expect(output).toMatch(/vega-margin +2 +1 +1 +1 +0 +0 /);
  expect(output).toMatch(/1 of 2 scenarios .* take the maintenance margin that they state as input/);
  expect(output).toMatch(/1 need the venue's order book and prove nothing/);
});
