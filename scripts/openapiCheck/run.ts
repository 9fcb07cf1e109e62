/**
 * A checker as a process: quiet unless it fails.
 *
 * @module
 */
import { spawn } from "node:child_process";
import { dirname } from "node:path";

export type Command = readonly [program: string, ...args: readonly string[]];

/** Nothing that a checker knows how to ask of the world while it runs. */
const QUIET = { REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true", NO_COLOR: "1" };
const MOST_CHARACTERS = 20_000;

/** Its exit code; what it said is printed where that is not 0. */
export const run = ([program, ...args]: Command, cwd: string): Promise<number> =>
  new Promise((resolve, reject) => {
    let said = "";
    const path = `${dirname(program)}:${process.env.PATH ?? ""}`; // a generator calls its formatter, which lies beside it
    const child = spawn(program, args, { cwd, env: { ...process.env, ...QUIET, PATH: path } });
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.on("error", reject);
    child.on("close", (code) => {
      if (code !== 0) console.error(`${program} ${args.join(" ")}\n${said.slice(-MOST_CHARACTERS)}`);
      resolve(code ?? 1);
    });
  });
