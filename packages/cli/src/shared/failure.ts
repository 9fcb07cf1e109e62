/**
 * Failures and exit codes: 0 done, 1 refused (by the rules, by a check that was asked for, by the world) or a bug, 2 the
 * caller's input, 3 no node answers, 130 interrupted.
 *
 * @module
 */
import type { NovateFailure } from "@novate/sdk";
import { CommanderError } from "commander";

export const EXIT = { done: 0, failed: 1, badInput: 2, unreachable: 3, interrupted: 130 } as const;

/** The rule that says no: its number in the catalogue, and its payload. */
export interface Rule {
  readonly number: number;
  readonly data: unknown;
}

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
  /** Null where no rule of the house says no. */
  readonly refusal: Rule | null;

  constructor(code: string, message: string, refusal: Rule | null = null) {
    super(`${code}: ${message}`);
    this.code = code;
    this.refusal = refusal;
  }
}

/** Errors of packages are told by their names, so that whoever asks for the time does not load the whole house. */
const BAD_INPUT = new Set(["UsageError", "TapeError", "ReplayError", "HistoryError"]);
const REFUSED = new Set(["RefusedError", "ChainError", "ClearingError"]);

/** Where codes of the house are explained: a path on any node, and on the site of the documentation. */
const pageOf = (code: string): string => `/docs/errors/${code}`;
const OWN_PAGE = "/guides/command-line#failures";

/** How the program ends, as `-o json` tells it. */
export interface Ending {
  readonly code: string;
  /** What happened. */
  readonly detail: string;
  /** What to do about it; empty where the detail says so. */
  readonly remedy: string;
  /** Where to read more. */
  readonly docs: string;
  readonly exitCode: number;
  /** Of the rule that says no; null where none does. */
  readonly number: number | null;
  readonly data: unknown;
}

/** How the program ends on `failure`; null where that is none, such as help, or a reader that has gone. */
export function endingOf(failure: unknown): Ending | null {
  if (isUnread(failure)) return null;
  if (failure instanceof CommanderError) return failure.exitCode === 0 ? null : endingOfParser(failure);
  if (failure instanceof DOMException && failure.name === "AbortError")
    return ending("Interrupted", "stopped before the end", EXIT.interrupted);
  if (failure instanceof Error) {
    if (isOfNode(failure)) return endingOfNode(failure);
    const exitCode = BAD_INPUT.has(failure.name) ? EXIT.badInput : REFUSED.has(failure.name) ? EXIT.failed : null;
    if (exitCode !== null) return endingOfPackage(failure, exitCode);
    // What the operating system says no to is no bug of ours, and its sentence names the file.
    if ("syscall" in failure) return ending("SystemRefused", failure.message, EXIT.failed);
  }
  const text = failure instanceof Error ? (failure.stack ?? failure.message) : String(failure);
  return ending("Bug", `a bug, please report it: ${text}`, EXIT.failed);
}

/** Whoever read the results has what it wanted, as `head` has: told by the signal, or by what waited for it. */
const isUnread = (failure: unknown): boolean =>
  failure instanceof Error && (failure.name === "NobodyReads" || isUnread(failure.cause));

/** For people: one line, without the name of what says everything itself. */
export const textOf = ({ code, detail, remedy }: Ending): string =>
  `${["Bug", "Interrupted"].includes(code) ? "" : `${code}: `}${detail}${remedy && ` ${remedy}`}`;

const ending = (code: string, detail: string, exitCode: number): Ending => ({
  code,
  detail,
  remedy: "",
  docs: OWN_PAGE,
  exitCode,
  number: null,
  data: null,
});

/** Such as `UnknownOption`; the parser has told people already. */
function endingOfParser({ code, message }: CommanderError): Ending {
  const name = code.replace(/^commander\./, "");
  return ending(`${name[0]!.toUpperCase()}${name.slice(1)}`, message.replace(/^error: /, ""), EXIT.badInput);
}

/** Their messages begin with their codes. */
function endingOfPackage(failure: Error, exitCode: number): Ending {
  const { code = "Refused", refusal = null } = failure as Partial<RefusedError>;
  const detail = failure.message.startsWith(`${code}: `) ? failure.message.slice(code.length + 2) : failure.message;
  const own = ending(code, detail, exitCode);
  return refusal === null ? own : { ...own, docs: pageOf(code), number: refusal.number, data: refusal.data };
}

const isOfNode = (failure: Error): failure is NovateFailure => failure.name === "NovateFailure";

/** What a node refused: the caller's own mistake has a status of 4xx. */
function endingOfNode({ code, status, remedy, refusal, details, message }: NovateFailure): Ending {
  const exitCode = code === "Unreachable" ? EXIT.unreachable : status < 500 ? EXIT.badInput : EXIT.failed;
  const docs = code === "Unreachable" ? OWN_PAGE : pageOf(code);
  return {
    code,
    detail: message,
    remedy,
    docs,
    exitCode,
    number: refusal?.number ?? null,
    data: refusal?.data ?? details,
  };
}
