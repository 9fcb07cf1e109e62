/**
 * Whoever started a program as a child holds its standard input: when that ends, nobody is there any more.
 *
 * @module
 */
import { fstatSync } from "node:fs";

/** Aborts when a pipe on standard input ends; never where it is a terminal, a file or nothing, as of a job in the background. */
export function inputEnd(): AbortSignal {
  const end = new AbortController();
  const input = fstatSync(0);
  if (input.isFIFO() || input.isSocket()) {
    process.stdin.once("end", () => end.abort());
    process.stdin.once("error", () => end.abort());
    process.stdin.resume();
    process.stdin.unref?.();
  }
  return end.signal;
}
