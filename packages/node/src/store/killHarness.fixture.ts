/**
 * Starts a writing process, kills it without warning, and tells what it had acknowledged by then.
 *
 * @module
 */
import { spawn } from "node:child_process";
import type { WriteBoundary } from "./types.ts";

export interface Kill {
  /** Milliseconds after the first acknowledgement. */
  readonly afterMs?: number;
  /** Or: the n-th write boundary that the process passes. */
  readonly atBoundary?: number;
  /** How many blocks the process keeps; all of them if absent. */
  readonly keepBlocks?: number;
}

/** Runs `script path atBoundary` until it is killed; returns the last height it printed, −1 if none. */
export function runAndKill(script: URL, path: string, kill: Kill): Promise<number> {
  const child = spawn(
    process.execPath,
    [script.pathname, path, String(kill.atBoundary ?? 0), String(kill.keepBlocks ?? "")],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  let acknowledged = -1;
  let printed = "";
  return new Promise((resolve, reject) => {
    child.stdout.on("data", (data: Buffer) => {
      if (printed === "" && kill.afterMs !== undefined) setTimeout(() => child.kill("SIGKILL"), kill.afterMs);
      printed += data.toString();
      const lines = printed.split("\n");
      const last = lines.at(-2); // the piece after the last newline may be cut
      if (last !== undefined) acknowledged = Number(last);
      printed = lines.slice(-2).join("\n");
    });
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (signal === "SIGKILL") resolve(acknowledged);
      else reject(new Error(`the writer ended by itself with code ${code}`));
    });
  });
}

/** A hook that kills its own process at the n-th write boundary; 0 for never. */
export function dieAtBoundary(target: number): (boundary: WriteBoundary) => void {
  let passed = 0;
  return () => {
    passed++;
    if (passed === target) process.kill(process.pid, "SIGKILL");
  };
}
