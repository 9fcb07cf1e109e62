/**
 * Building blocks: numbers, identifiers, times, pages.
 *
 * What a schema says of a wrong value begins in lower case and tells what is allowed; the node adds what was given.
 *
 * @module
 */
import { type Hex, hasFalseChecksum } from "@novate/codec";
import { z } from "./zod.ts";

/** A large or signed whole number; JSON numbers lose digits past 2^53. The field's suffix is its unit. */
export const Decimal = z
  .string()
  .regex(/^(0|-?[1-9][0-9]*)$/, "it is a whole number in decimal, as text, such as 1000000")
  .openapi({ example: "1000000", description: "A whole number in decimal; the field's suffix names its unit." });

/** Checked as text, and known as {@link Hex} afterwards. */
const hex = (bytes: number, example: string) =>
  z
    .string()
    .regex(new RegExp(`^0x[0-9a-f]{${2 * bytes}}$`), `it is 0x and ${2 * bytes} lower-case hexadecimal digits`)
    .openapi({ example, description: `${bytes} bytes in lower-case hexadecimal.` }) as unknown as z.ZodType<Hex, Hex>;

export const Hash = hex(32, `0x${"5e".repeat(32)}`);
export const Address = hex(20, `0x${"a1".repeat(20)}`);

/** The same where somebody asks: in capitals as well. An address in both cases must be its own checksum (EIP-55). */
const hexParam = (bytes: number, example: string) =>
  z
    .string()
    .regex(new RegExp(`^0[xX][0-9a-fA-F]{${2 * bytes}}$`), `it is 0x and ${2 * bytes} hexadecimal digits`)
    .refine((text) => bytes !== 20 || !hasFalseChecksum(text), "the address is not its own checksum: a letter is wrong")
    .transform((text) => text.toLowerCase() as Hex)
    .openapi({
      type: "string",
      pattern: `^0[xX][0-9a-fA-F]{${2 * bytes}}$`,
      example,
      description:
        bytes === 20
          ? "20 bytes in hexadecimal; letters of both cases are its checksum (EIP-55)."
          : `${bytes} bytes in hexadecimal.`,
    });

export const HashParam = hexParam(32, `0x${"5e".repeat(32)}`);
export const AddressParam = hexParam(20, `0x${"a1".repeat(20)}`);

export const Id = z.int().min(0).max(0xffff_ffff);
export const SegmentId = z.int().min(0).max(0xffff);
export const Height = z.int().min(0).openapi({ description: "Height of a block; the genesis is 0." });
export const TimeMs = z.int().min(0).openapi({ description: "Milliseconds since the Unix epoch, of block time." });

/** Any JSON object. */
export const JsonObject = z.record(z.string(), z.unknown());

/** Numbers in paths and queries arrive as text: in digits, and within what the codec has of them. */
export const numberParam = (minimum: number, maximum: number, description: string, example = 1) => {
  const allowed = `it is a whole number from ${minimum} to ${maximum}`;
  return z
    .string()
    .regex(/^\d{1,16}$/, allowed)
    .transform(Number)
    .pipe(z.int().min(minimum, allowed).max(maximum, allowed))
    .openapi({ type: "integer", minimum, maximum, example, description });
};

/** Of an account, an instrument, a withdrawal or an epoch: up to 32 bits. */
export const IdParam = numberParam(0, 0xffff_ffff, "Its id.");
export const SegmentIdParam = numberParam(0, 0xffff, "Its id.");
export const VaultIdParam = numberParam(0, 0xff, "Its id.");
export const HeightParam = numberParam(0, 0xffff_ffff, "Height of a block.");

export const MAX_LIMIT = 500;

/** How every list is paged: pass back `nextCursor` until it is null. */
export const PageQuery = z.object({
  limit: numberParam(1, MAX_LIMIT, `Most entries in the answer, up to ${MAX_LIMIT}; 50 if absent.`, 50).optional(),
  cursor: z
    .string()
    .regex(/^\d{1,15}(-\d{1,10})?$/, "it is the `nextCursor` of the page before, such as 120 or 120-3")
    .optional()
    .openapi({ description: "`nextCursor` of the page before; absent for the first." }),
});
export const DEFAULT_LIMIT = 50;

export const NextCursor = z
  .string()
  .nullable()
  .openapi({ description: "Where the next page begins; null after the last." });
