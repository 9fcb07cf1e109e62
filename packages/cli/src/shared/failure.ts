/**
 * Failures and exit codes: 0 done, 1 refused (by the rules, by a check that was asked for, by the world) or a bug, 2 the
 * caller's input, 3 no node answers, 130 interrupted.
 *
 * @module
 */
import type { NovateFailure } from "@novate/sdk";
import { CommanderError } from "commander";

const EXIT = { done: 0, failed: 1, badInput: 2, unreachable: 3, interrupted: 130 } as const;

/** The caller asked for something that cannot be: what, and what to do about it. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly code: string;

  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.code = code;
  }
}

/** The question was sound and the answer is no; what it is has been printed. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
  readonly code: string;

  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.code = code;
  }
}

/** Errors of packages are told by their names, so that whoever asks for the time does not load the whole house. */
const BAD_INPUT = new Set(["UsageError", "TapeError", "ReplayError", "HistoryError"]);
const REFUSED = new Set(["RefusedError", "ChainError", "ClearingError"]);

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
  if (failure instanceof DOMException && failure.name === "AbortError") {
    return { exitCode: EXIT.interrupted, message: "stopped before the end" };
  }
  if (failure instanceof Error) {
    const { name, message } = failure;
    if (BAD_INPUT.has(name)) return { exitCode: EXIT.badInput, message };
    if (REFUSED.has(name)) return { exitCode: EXIT.failed, message };
    if (isOfNode(failure)) return endingOfNode(failure);
  }
  const text = failure instanceof Error ? (failure.stack ?? failure.message) : String(failure);
  return { exitCode: EXIT.failed, message: `a bug, please report it: ${text}` };
}

const isOfNode = (failure: Error): failure is NovateFailure => failure.name === "NovateFailure";

/** What a node refused: the caller's own mistake has a status of 4xx. */
function endingOfNode(failure: NovateFailure): Ending {
  const { code, status, remedy } = failure;
  const exitCode = code === "Unreachable" ? EXIT.unreachable : status < 500 ? EXIT.badInput : EXIT.failed;
  return { exitCode, message: `${code}: ${failure.message} ${remedy}` };
}
