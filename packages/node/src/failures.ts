/**
 * The one error class of the world outside the engine: a stable code, what happened, and what to do about it.
 *
 * @module
 */

import type { Advice } from "@novate/wire";

export type { Advice };

export interface ClearingErrorOptions {
  /** Stable, in PascalCase; programs match on it. */
  readonly code: string;
  /** One sentence: what happened. */
  readonly message: string;
  /** One sentence: what the reader should do. */
  readonly remedy: string;
  readonly advice: Advice;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** A refusal by the node, its store or its surroundings. Never thrown by the engine. */
export class ClearingError extends Error {
  override readonly name = "ClearingError";
  readonly code: string;
  readonly remedy: string;
  readonly advice: Advice;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(options: ClearingErrorOptions) {
    super(`${options.code}: ${options.message} ${options.remedy}`, { cause: options.cause });
    this.code = options.code;
    this.remedy = options.remedy;
    this.advice = options.advice;
    this.details = options.details ?? {};
  }
}

/** The stable code of any failure, for logs and answers; a foreign error is an `InternalFailure`. */
export const codeOf = (failure: unknown): string =>
  failure instanceof ClearingError ? failure.code : "InternalFailure";
