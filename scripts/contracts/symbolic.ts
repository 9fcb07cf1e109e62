/**
 * Properties of the contracts for every value at once, by `halmos` (PyPI) where it is installed.
 *
 * @module
 */
import { spawnSync } from "node:child_process";
import { delimiter, dirname } from "node:path";
import { foundryTool } from "@novate/contracts";

/** Whether every `check_` of `test/symbolic` holds; true with a word where there is no halmos. */
export function proveChecks(root: string): boolean {
  const path = [dirname(foundryTool("forge") ?? ""), process.env.PATH].join(delimiter);
  const env = { ...process.env, PATH: path, FOUNDRY_CONFIG: "packages/contracts/foundry.toml" };
  const args = ["--root", root, "--contract", "PaymentsCheck", "--forge-build-out", "packages/contracts/out"];
  const { error, status } = spawnSync("halmos", args, { cwd: root, env, stdio: "inherit" });
  if (error === undefined) return status === 0;
  console.error("halmos is not on the PATH (pip install halmos): nothing was proven.");
  return true;
}
