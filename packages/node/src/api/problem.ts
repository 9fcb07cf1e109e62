/**
 * Failures as RFC 9457 problems.
 *
 * @module
 */

import type { Problem } from "@novate/wire/schema";
import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { ClearingError } from "../failures.ts";

/** Status of each code; a code that is not here is the caller's fault if its advice is not to retry. */
const STATUS: Readonly<Record<string, ContentfulStatusCode>> = {
  RequestInvalid: 400,
  BytesInvalid: 400,
  RouteUnknown: 404,
  AccountUnknown: 404,
  BlockUnknown: 404,
  InstrumentUnknown: 404,
  RowUnknown: 404,
  SegmentUnknown: 404,
  TableUnknown: 404,
  TransactionUnknown: 404,
  BodyTooLarge: 413,
  TransactionTooLarge: 413,
  ContentTypeUnknown: 415,
  ChainMismatch: 422,
  SignatureInvalid: 422,
  RateExceeded: 429,
  QueueFull: 503,
  NodeStopping: 503,
  NodeHalted: 500,
  StoreCorrupt: 500,
  InternalFailure: 500,
};

/** When to come back, where the failure does not know better. */
const RETRY_AFTER_SECONDS = 1;

/** A refusal of a request, with a code that has a status above. */
export const requestFailure = (
  code: keyof typeof STATUS & string,
  message: string,
  remedy: string,
  details: Readonly<Record<string, unknown>> = {},
): ClearingError => new ClearingError({ code, message, remedy, advice: "stop", details });

export const unknown = (code: string, what: string): ClearingError =>
  requestFailure(code, `There is no ${what}.`, "Check the id; lists are under the plural of the same path.");

/** The problem document of any failure; what the node did not expect is told without its inside. */
function toProblem(failure: unknown): Problem {
  const known = failure instanceof ClearingError ? failure : internalFailure(failure);
  const { code, remedy, advice, details } = known;
  const status = STATUS[code] ?? (advice === "retry" ? 503 : 500);
  const detail = known.message.slice(code.length + 2, -remedy.length - 1);
  return { type: `urn:novate:problem:${code}`, title: code, status, code, detail, remedy, advice, details };
}

const internalFailure = (cause: unknown): ClearingError =>
  new ClearingError({
    code: "InternalFailure",
    message: "The node failed to answer.",
    remedy: "Look at its log; the request changed nothing.",
    advice: "retry",
    cause,
  });

/** Answers with a problem. */
export function sendProblem(context: Context, failure: unknown): Response {
  const problem = toProblem(failure);
  const { retryAfterSeconds = RETRY_AFTER_SECONDS } = problem.details;
  if (problem.advice === "retry") context.header("Retry-After", String(retryAfterSeconds));
  context.header("Content-Type", "application/problem+json");
  return context.body(JSON.stringify(problem), problem.status as ContentfulStatusCode); // one of the table's
}
