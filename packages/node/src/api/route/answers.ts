/**
 * The responses that routes declare: an answer, and each problem that they may give, by its status.
 *
 * @module
 */
import type { z } from "@hono/zod-openapi";
import { refusalDefinitions } from "@novate/codec";
import { Problem, type RequestRefusalCode } from "@novate/wire/schema";
import { statusOf } from "../problem.ts";

/** Of every route: its keys and fields are checked, and how often one client asks. */
const EVERYWHERE: readonly RequestRefusalCode[] = ["RequestInvalid", "RateExceeded"];
/** Of every route that takes a body. */
export const OF_BODIES: readonly RequestRefusalCode[] = ["BodyTooLarge", "IdempotencyKeyTaken", "ContentTypeUnknown"];

const RETRIED = new Set([429, 503]);
const retryAfter = {
  "Retry-After": { description: "Seconds after which to ask again.", schema: { type: "integer", minimum: 0 } as const },
};

const problem = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: Problem } },
});

/** A response a status, in which each code has its sentence of the catalogue. */
function problemsOf(codes: readonly RequestRefusalCode[]) {
  const byStatus = Map.groupBy([...EVERYWHERE, ...codes], statusOf);
  return Object.fromEntries(
    [...byStatus].map(([status, ofStatus]) => {
      const told = ofStatus.map((code) => `\`${code}\`: ${refusalDefinitions[code].meaning}`).join(" ");
      return [status, { ...problem(told), ...(RETRIED.has(status) && { headers: retryAfter }) }];
    }),
  );
}

/** 200 with this body, a problem of one of these codes, or a failure of the node. */
export const answers = <S extends z.ZodType>(
  schema: S,
  description: string,
  ...codes: readonly RequestRefusalCode[]
) => {
  const known = {
    200: { description, content: { "application/json": { schema } } },
    default: problem("A failure of the node: its `code` is stable, its `advice` says whether to try again."),
  } as const;
  // To the compiler a route answers 200 alone: problems are thrown.
  return { ...problemsOf(codes), ...known } as typeof known;
};
