/**
 * Refusals and failures as RFC 9457 problems.
 *
 * @module
 */
import { Refusal } from "@novate/codec";
import { failureCodes, type Problem, type ProblemCode, requestRefusals } from "@novate/wire/schema";
import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { ClearingError, refusalError } from "../failures.ts";

/** Status of each code. */
const STATUS: Readonly<Record<ProblemCode, ContentfulStatusCode>> = {
  RequestInvalid: 400,
  BytesInvalid: 400,
  MessageInvalid: 400,
  TooManyChannels: 400,
  RouteUnknown: 404,
  AccountUnknown: 404,
  BlockUnknown: 404,
  ChannelUnknown: 404,
  InstrumentUnknown: 404,
  RowUnknown: 404,
  ExitUnknown: 404,
  SegmentUnknown: 404,
  TransactionUnknown: 404,
  VaultUnknown: 404,
  MethodUnknown: 405,
  IdempotencyKeyTaken: 409,
  BlockPruned: 410,
  BodyTooLarge: 413,
  TransactionTooLarge: 413,
  ContentTypeUnknown: 415,
  HouseMismatch: 422,
  SignatureInvalid: 422,
  RoleMissing: 422,
  UpgradeRequired: 426,
  RateExceeded: 429,
  QueueFull: 503,
  NodeStopping: 503,
  NodeHalted: 500,
  StoreCorrupt: 500,
  StoreUnavailable: 500,
  StoreWriteFailed: 500,
  AdmissionFailed: 500,
  InternalFailure: 500,
};

export const statusOf = (code: ProblemCode): ContentfulStatusCode => STATUS[code];

/** Where the node shows a page for each code, with nothing loaded from elsewhere. */
export const ERROR_PAGES = "/docs/errors";

/** When to come back, where the failure does not know better. */
const RETRY_AFTER_SECONDS = 1;

/** That a part of a request is wrong: `field` names it, and `reason` says how. */
export const requestInvalid = (
  field: string,
  reason: string,
  words: Parameters<typeof refusalError>[2] = {},
): ClearingError => refusalError("RequestInvalid", { field, reason }, { message: `${field}: ${reason}.`, ...words });

const known = new Set<string>([...requestRefusals, ...failureCodes]);
const isProblemCode = (code: string): code is ProblemCode => known.has(code);

/** The problem document of any failure; what the node did not expect is told without its inside. */
export function toProblem(failure: unknown): Problem {
  const isKnown = failure instanceof ClearingError && isProblemCode(failure.code);
  const { code, remedy, advice, details, refusal, message } = isKnown ? failure : internalFailure(failure);
  return {
    type: `${ERROR_PAGES}/${code}`,
    title: code,
    status: STATUS[code as ProblemCode], // by the line above
    code: code as ProblemCode,
    detail: message.slice(code.length + 2, -remedy.length - 1),
    remedy,
    advice,
    refusal: refusal === null ? null : (Refusal.toJson(refusal) as Problem["refusal"]), // its code is one of a request's
    details,
  };
}

const internalFailure = (cause: unknown): ClearingError =>
  new ClearingError({
    code: "InternalFailure",
    message: "The node failed to answer.",
    remedy: "Look at its log; the request changed nothing.",
    advice: "retry",
    cause,
  });

/** Seconds after which to ask again. */
export const retryAfterOf = ({ refusal }: Problem): number =>
  refusal !== null && "retryAfterSeconds" in refusal.data ? refusal.data.retryAfterSeconds : RETRY_AFTER_SECONDS;

/** Answers with a problem. */
export function sendProblem(context: Context, failure: unknown): Response {
  const problem = toProblem(failure);
  if (problem.advice === "retry") context.header("Retry-After", String(retryAfterOf(problem)));
  context.header("Content-Type", "application/problem+json");
  return context.body(JSON.stringify(problem), problem.status as ContentfulStatusCode); // one of the table's
}
