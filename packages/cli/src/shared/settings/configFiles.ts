/**
 * Where settings are kept: beside what is worked on, and at home.
 *
 * @module
 */
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { UsageError } from "../failure.ts";
import { whyOf } from "../systemWords.ts";
import type { Config } from "./readConfig.ts";

/** Those that count first are first. `NOVATE_CONFIG` names another in place of the one at home. */
export const configPaths = (): readonly string[] => [
  resolve("novate.yaml"),
  process.env.NOVATE_CONFIG ?? join(process.env.XDG_CONFIG_HOME || join(homedir(), ".config"), "novate", "config.yaml"),
];

/** Those that are there. Errors: `UsageError` `ConfigInvalid`, `ConfigUnreadable`; `ConfigNotFound` of one that the environment names. */
export async function readConfigs(): Promise<Config[]> {
  const paths = configPaths().filter((path) => existsSync(path));
  const named = process.env.NOVATE_CONFIG;
  if (named !== undefined && !existsSync(named))
    throw new UsageError("ConfigNotFound", `there is no ${named}, which NOVATE_CONFIG names`);
  if (paths.length === 0) return [];
  const { readConfig } = await import("./readConfig.ts"); // a parser, which nobody waits for without a file
  return paths.map((path) => readConfig(path, textOf(path)));
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new UsageError("ConfigUnreadable", `${path} cannot be read: ${whyOf(cause)}`);
  }
}
