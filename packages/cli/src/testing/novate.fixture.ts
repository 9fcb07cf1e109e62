/**
 * Whole command lines with captured output, in this process.
 *
 * @module
 */
import { run } from "../run.ts";

export interface Ran {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line as a pipe would see it. */
export async function novate(...args: readonly string[]): Promise<Ran> {
  let out = "";
  let err = "";
  const exitCode = await run(args, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    isTerminal: false,
    columns: 80,
    stopped: new AbortController().signal,
  });
  return { exitCode, out, err };
}
