/**
 * The one error class outside the engine: a stable code, what happened, and what to do about it.
 *
 * @module
 */

import {
  type Field,
  type Refusal,
  type RefusalCode,
  type RefusalInput,
  refusal,
  refusalDefinitions,
} from "@novate/codec";
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
  /** The rule that says no, if one does; else the world failed. */
  readonly refusal?: Refusal;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** A refusal by the node, or a failure of its store or surroundings. Never thrown by the engine. */
export class ClearingError extends Error {
  override readonly name = "ClearingError";
  readonly code: string;
  readonly remedy: string;
  readonly advice: Advice;
  /** Null for a failure of the world. */
  readonly refusal: Refusal | null;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(options: ClearingErrorOptions) {
    super(`${options.code}: ${options.message} ${options.remedy}`, { cause: options.cause });
    this.code = options.code;
    this.remedy = options.remedy;
    this.advice = options.advice;
    this.refusal = options.refusal ?? null;
    this.details = options.details ?? {};
  }
}

/** What a refusal says beside its catalogue's sentences; its advice is to stop unless told otherwise. */
type Words = Partial<Pick<ClearingErrorOptions, "message" | "remedy" | "advice" | "details">>;

/** That the node refuses: the catalogue's code and payload, in its words or in better ones. */
export function refusalError<C extends RefusalCode>(code: C, data: RefusalInput<C>, words: Words = {}): ClearingError {
  const { meaning, remedy } = refusalDefinitions[code];
  const why = refusal(code, fitting(code, data));
  return new ClearingError({ code, message: meaning, remedy, advice: "stop", ...words, refusal: why });
}

/** The payload with its texts no longer than the catalogue has them: what a client wrote, or a library says of it, is cut. */
function fitting<C extends RefusalCode>(code: C, data: RefusalInput<C>): RefusalInput<C> {
  const shape: Readonly<Record<string, Field<unknown>>> = refusalDefinitions[code].shape;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, typeof value === "string" ? cut(value, shape[key]!) : value]),
  ) as RefusalInput<C>; // its own members
}

/** At most as many bytes of UTF-8 as the field may have; of a sentence whole words, and a mark that there were more. */
function cut(text: string, field: Field<unknown>): string {
  const { maxLength } = field.jsonSchema((name) => ({ name })) as { readonly maxLength?: number };
  const bytes = Buffer.from(text.toWellFormed());
  if (bytes.length <= (maxLength ?? bytes.length)) return bytes.toString();
  const within = (most: number | undefined) => new TextDecoder().decode(bytes.subarray(0, most), { stream: true });
  const words = within(maxLength! - Buffer.byteLength(" …")).replace(/[,;]?\s+\S*$/u, "");
  return words.includes(" ") ? `${words} …` : within(maxLength);
}

/** The stable code of any failure, for logs and answers; a foreign error is an `InternalFailure`. */
export const codeOf = (failure: unknown): string =>
  failure instanceof ClearingError ? failure.code : "InternalFailure";
