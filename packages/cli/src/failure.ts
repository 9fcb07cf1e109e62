/**
 * Failures and exit codes: 0 done, 1 the world (a port, a disk, a store) or a bug, 2 the caller's input.
 *
 * @module
 */
import { ReplayError, TapeError } from "@novate/lab";
import { ClearingError } from "@novate/node";
import { CommanderError } from "commander";

export const EXIT = { done: 0, failed: 1, badInput: 2 } as const;

/** The caller asked for something that cannot be: what, and what to do about it. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly code: string;

  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.code = code;
  }
}

const isBadInput = (failure: unknown): failure is Error =>
  failure instanceof UsageError || failure instanceof TapeError || failure instanceof ReplayError;

export interface Ending {
  readonly exitCode: number;
  /** For the reader; empty when everything has been said. */
  readonly message: string;
}

/** How the program ends on `failure`. */
export function endingOf(failure: unknown): Ending {
  if (failure instanceof CommanderError) {
    // Commander has written its own message; help and version are no failures.
    return { exitCode: failure.exitCode === 0 ? EXIT.done : EXIT.badInput, message: "" };
  }
  if (isBadInput(failure)) return { exitCode: EXIT.badInput, message: failure.message };
  if (failure instanceof ClearingError) return { exitCode: EXIT.failed, message: failure.message };
  const text = failure instanceof Error ? (failure.stack ?? failure.message) : String(failure);
  return { exitCode: EXIT.failed, message: `a bug, please report it: ${text}` };
}
