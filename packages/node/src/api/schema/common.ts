/**
 * Building blocks of the API's one schema: from it come validation, TypeScript types and the OpenAPI document.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";

/** A large or signed whole number; JSON numbers lose digits past 2^53. The field's suffix is its unit. */
export const Decimal = z
  .string()
  .regex(/^(0|-?[1-9][0-9]*)$/)
  .openapi({ example: "1000000", description: "A whole number in decimal; the field's suffix names its unit." });

const hex = (bytes: number, example: string) =>
  z
    .string()
    .regex(new RegExp(`^0x[0-9a-f]{${2 * bytes}}$`))
    .openapi({ example, description: `${bytes} bytes in lower-case hexadecimal.` });

export const Hash = hex(32, `0x${"5e".repeat(32)}`);
export const Address = hex(20, `0x${"a1".repeat(20)}`);

export const Id = z.int().min(0).max(0xffff_ffff);
export const Height = z.int().min(0).openapi({ description: "Height of a block; the genesis is 0." });
export const TimeMs = z.int().min(0).openapi({ description: "Milliseconds since the Unix epoch, of block time." });

/** Any JSON whose shape the codec's schema defines, such as a row or an event. */
export const JsonObject = z.record(z.string(), z.unknown());

/** Numbers in paths and queries arrive as text. */
export const IdParam = z
  .string()
  .regex(/^\d{1,10}$/)
  .transform(Number)
  .pipe(Id)
  .openapi({ type: "integer", example: 1 });
export const HeightParam = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number)
  .openapi({ type: "integer", example: 1 });

const MAX_LIMIT = 500;

/** How every list is paged: pass back `nextCursor` until it is null. */
export const PageQuery = z.object({
  limit: z
    .string()
    .regex(/^\d{1,3}$/)
    .transform(Number)
    .pipe(z.int().min(1).max(MAX_LIMIT))
    .optional()
    .openapi({ type: "integer", description: `Most entries in the answer, up to ${MAX_LIMIT}; 50 if absent.` }),
  cursor: z
    .string()
    .regex(/^\d{1,15}(-\d{1,10})?$/)
    .optional()
    .openapi({ description: "`nextCursor` of the page before; absent for the first." }),
});
export const DEFAULT_LIMIT = 50;

export const NextCursor = z
  .string()
  .nullable()
  .openapi({ description: "Where the next page begins; null after the last." });

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
