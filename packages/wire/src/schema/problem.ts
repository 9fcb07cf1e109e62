/**
 * Failures of a request.
 *
 * @module
 */
import { JsonObject } from "./common.ts";
import { z } from "./zod.ts";

/** An RFC 9457 problem. `code` is stable; programs match on it, people read `detail`. */
export const Problem = z
  .object({
    type: z.string().openapi({ example: "urn:novate:problem:QueueFull" }),
    title: z.string(),
    status: z.int(),
    code: z.string().openapi({ example: "QueueFull" }),
    detail: z.string(),
    remedy: z.string(),
    advice: z.enum(["retry", "ignore", "stop"]),
    details: JsonObject,
  })
  .openapi("Problem");
export type Problem = z.infer<typeof Problem>;
