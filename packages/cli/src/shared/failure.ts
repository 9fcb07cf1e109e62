/**
 * Failures and exit codes: 0 done, 1 refused (by the rules, by a check that was asked for, by the world) or a bug, 2 the
 * caller's input, 3 no node answers, 130 interrupted.
 *
 * @module
 */
import type { NovateFailure } from "@novate/sdk";
import { CommanderError } from "commander";
import { remedyOf } from "./remedies.ts";

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
  readonly remedy: string;

  constructor(code: string, message: string, remedy: string = remedyOf(code)) {
    super(`${code}: ${message}`);
    this.code = code;
    this.remedy = remedy;
  }
}

/** The question was sound and the answer is no; what it is has been printed. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
  readonly code: string;
  /** Null where no rule of the house says no. */
  readonly refusal: Rule | null;
  readonly remedy: string;

  constructor(code: string, message: string, refusal: Rule | null = null, remedy: string = remedyOf(code)) {
    super(`${code}: ${message}`);
    this.code = code;
    this.refusal = refusal;
    this.remedy = remedy;
  }
}

/** Errors of packages are told by their names, so that whoever asks for the time does not load the whole house. */
const BAD_INPUT = new Set(["UsageError", "TapeError", "ReplayError", "HistoryError"]);
const REFUSED = new Set(["RefusedError", "ChainError", "ClearingError"]);

/** The guide's own page of failures, beside this program. */
const OWN_PAGE = new URL("../../../../docs/guides/command-line.md#failures", import.meta.url).href;
const REFUSALS_PAGE = new URL("../../../../docs/refusals.md", import.meta.url).href;
/** Where a code of the house is explained: a page of the node that was asked. */
const pageOf = (code: string, url: string | undefined): string =>
  url === undefined ? REFUSALS_PAGE : new URL(`/docs/errors/${code}`, url).href;

/** How the program ends, as `-o json` tells it. */
export interface Ending {
  readonly code: string;
  /** What happened, on one line. */
  readonly detail: string;
  /** What to do about it. */
  readonly remedy: string;
  /** Where to read more: an address that can be opened. */
  readonly docs: string;
  readonly exitCode: number;
  /** Of the rule that says no; null where none does. */
  readonly number: number | null;
  /** Of that rule; or `lines`, of a failure that has more to tell than one: faults of a file, the stack of a bug. */
  readonly data: unknown;
}

interface Lines {
  readonly lines: readonly string[];
}

/** How the program ends on `failure` of a command that asked `url`; null where that is none, such as help, or a reader that has gone. */
export function endingOf(failure: unknown, url?: string): Ending | null {
  if (isUnread(failure)) return null;
  if (failure instanceof CommanderError) return failure.exitCode === 0 ? null : endingOfParser(failure);
  if (failure instanceof DOMException && failure.name === "AbortError")
    return ending("Interrupted", "stopped before the end", EXIT.interrupted);
  if (failure instanceof Error) {
    if (isOfNode(failure)) return endingOfNode(failure, url);
    const exitCode = BAD_INPUT.has(failure.name) ? EXIT.badInput : REFUSED.has(failure.name) ? EXIT.failed : null;
    if (exitCode !== null) return endingOfPackage(failure, exitCode, url);
    // What the operating system says no to is no bug of ours, and its sentence names the file.
    if ("syscall" in failure) return ending("SystemRefused", failure.message, EXIT.failed);
  }
  const text = failure instanceof Error ? (failure.stack ?? failure.message) : String(failure);
  return ending("Bug", `a bug, please report it: ${text}`, EXIT.failed);
}

/** Whoever read the results has what it wanted, as `head` has: told by the signal, or by what waited for it. */
const isUnread = (failure: unknown): boolean =>
  failure instanceof Error && (failure.name === "NobodyReads" || isUnread(failure.cause));

/** For people: one line, and those below it that it has; without the name of what says everything itself. */
export function textOf({ code, detail, remedy, data }: Ending): string {
  if (code === "Interrupted") return detail;
  const { lines } = (data ?? {}) as Partial<Lines>;
  const first = code === "Bug" ? detail : `${code}: ${sentence(detail)} ${remedy}`.trimEnd();
  return [first, ...(Array.isArray(lines) ? lines : [])].join("\n  ");
}

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

function ending(code: string, text: string, exitCode: number, remedy = remedyOf(code)): Ending {
  const [first, ...rest] = text.split("\n");
  const lines = rest.map((line) => line.trim());
  const data: Lines | null = lines.length === 0 ? null : { lines };
  const detail = data === null ? first! : first!.replace(/:$/, "");
  return { code, detail, remedy, docs: OWN_PAGE, exitCode, number: null, data }; // a text has a first line
}

/** Such as `UnknownOption`; the parser has told people already. What it expects, or takes for meant, is what to do. */
function endingOfParser({ code, message }: CommanderError): Ending {
  const name = code.replace(/^commander\./, "").replace(/^\w/, (letter) => letter.toUpperCase());
  const text = message.replace(/^error: /, "");
  const [, detail = text, remedy] =
    /^(.*?)\s*\((Did you mean .*\?)\)$/s.exec(text) ?? /^(.*?'\.) (.*)$/s.exec(text) ?? [];
  return ending(name, detail.replaceAll("\n", " "), EXIT.badInput, remedy);
}

/** Their messages begin with their codes. */
function endingOfPackage(failure: Error, exitCode: number, url: string | undefined): Ending {
  const { code = "Refused", refusal = null, remedy } = failure as Partial<RefusedError>;
  const text = failure.message.startsWith(`${code}: `) ? failure.message.slice(code.length + 2) : failure.message;
  const { detail, said } = apart(text, remedy);
  const own = ending(code, detail, exitCode, said);
  return refusal === null
    ? own
    : { ...own, docs: pageOf(code, url), number: refusal.number ?? null, data: refusal.data ?? null };
}

/** A `ClearingError` says what to do at the end of its message. */
const apart = (text: string, remedy: string | undefined): { readonly detail: string; readonly said?: string } =>
  remedy === undefined || remedy === ""
    ? { detail: text }
    : { detail: text.endsWith(` ${remedy}`) ? text.slice(0, -remedy.length - 1) : text, said: remedy };

const isOfNode = (failure: Error): failure is NovateFailure => failure.name === "NovateFailure";

/** What a node refused: the caller's own mistake has a status of 4xx. */
function endingOfNode(
  { code, status, remedy, refusal, details, message }: NovateFailure,
  url: string | undefined,
): Ending {
  const exitCode = code === "Unreachable" ? EXIT.unreachable : status < 500 ? EXIT.badInput : EXIT.failed;
  return {
    ...ending(code, message.replaceAll("\n", " "), exitCode, remedy),
    docs: code === "Unreachable" ? OWN_PAGE : pageOf(code, url),
    number: refusal?.number ?? null,
    data: refusal?.data ?? details,
  };
}
