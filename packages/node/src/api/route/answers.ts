/**
 * The responses that routes declare.
 *
 * @module
 */
import type { z } from "@hono/zod-openapi";
import { Problem } from "@novate/wire/schema";

const problem = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: Problem } },
});

/** 200 with this body, or a problem. */
export const answers = <S extends z.ZodType>(schema: S, description: string) =>
  ({
    200: { description, content: { "application/json": { schema } } },
    429: problem("`RateExceeded`: this client asks too often; `Retry-After` says when to come back."),
    default: problem("A failure: its `code` is stable, its `advice` says whether to try again."),
  }) as const;
