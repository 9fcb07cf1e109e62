/**
 * Releases one canary: a process with the bug planted, hunted until found.
 *
 * @module
 */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Bug } from "./bugs.ts";

const pathOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const run = promisify(execFile);

export interface Hunt {
  /** The rule that was seen broken, or null if the bug stayed hidden. */
  readonly found: string | null;
  readonly operations: number;
}

export async function release({ name }: Bug): Promise<Hunt> {
  const { stdout } = await run(process.execPath, ["--import", pathOf("plant.ts"), pathOf("hunt.ts")], {
    env: { ...process.env, CANARY: name, NODE_OPTIONS: "" },
  });
  return JSON.parse(stdout) as Hunt;
}
