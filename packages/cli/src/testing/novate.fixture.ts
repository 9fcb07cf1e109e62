/**
 * Whole command lines with captured output, in this process; what they keep for a person goes to a folder of the test's own.
 *
 * @module
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../run.ts";

const kits = mkdtempSync(join(tmpdir(), "novate-own-kits-"));
process.env.NOVATE_KITS = kits;
// Nor is anything read of the settings of whoever runs the tests.
process.env.XDG_CONFIG_HOME = kits;
process.once("exit", () => rmSync(kits, { recursive: true, force: true }));

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
    hasColour: false,
    columns: 80,
    rows: 24,
    pageColumns: null,
    onResize: () => () => {},
    stopped: new AbortController().signal,
  });
  return { exitCode, out, err };
}
