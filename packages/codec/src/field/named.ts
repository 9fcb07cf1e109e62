/**
 * A byte whose numbers have names: a number in bytes, values and JSON; words in documents, and where a wallet shows it.
 *
 * @module
 */
import { CodecError } from "./codecError.ts";
import type { Define, Field, JsonSchema } from "./field.ts";
import { u8 } from "./numbers.ts";
import { textWord } from "./text.ts";
import { NO_NAMES } from "./typeScope.ts";

export type Names = Readonly<Record<string, number>>;

/**
 * A code that is nowhere signed by itself. `name` is the list's in documents.
 *
 * Bytes may have a number without a name: refusing that is the reader's affair, who names it. JSON may not.
 */
export function coded(name: string, names: Names): Field<number> {
  const nameOf = new Map(Object.entries(names).map(([word, number]) => [number, word]));
  const listed = [...nameOf].map(([number, word]) => `${number} (${word})`).join(", ");
  return {
    ...u8,
    fromJson(json, path) {
      const number = u8.fromJson(json, path);
      if (!nameOf.has(number)) throw new CodecError("OutOfRange", path, `expected one of ${listed}, got ${number}`);
      return number;
    },
    jsonSchema: (define) =>
      define(name, () => ({ type: "integer", enum: [...nameOf.keys()], "x-enum-varnames": [...nameOf.values()] })),
  };
}

/** The same in what is signed: in EIP-712 a `string`, the name of the number, or a number that has none in digits. */
export function named(name: string, names: Names): Field<number> {
  const nameOf = new Map(Object.entries(names).map(([word, number]) => [number, word]));
  return inWords(coded(name, names), (value) => nameOf.get(value) ?? value.toString());
}

/**
 * A sum of named bits. In EIP-712 a `string`: the names of those that are set, `trade, withdraw`; a bit without one as its number;
 * of none `none`.
 */
export function flags(name: string, bits: Names): Field<number> {
  const nameOf = new Map(Object.entries(bits).map(([word, bit]) => [bit, word]));
  const listed = Object.entries(bits).map(([word, bit]) => `${bit} ${word}`);
  const jsonSchema = (define: Define): JsonSchema =>
    define(name, () => ({ type: "integer", minimum: 0, maximum: 0xff, "x-bits": bits, title: listed.join(" + ") }));
  return inWords({ ...u8, jsonSchema }, (value) => {
    const set = [1, 2, 4, 8, 16, 32, 64, 128].filter((bit) => (value & bit) !== 0);
    return set.map((bit) => nameOf.get(bit) ?? bit.toString()).join(", ") || "none";
  });
}

/** `textOf` has a text of its own for every byte. Each is hashed once, not with every signature. */
function inWords(field: Field<number>, textOf: (value: number) => string): Field<number> {
  const words: (Uint8Array | undefined)[] = [];
  const word = (value: number): Uint8Array => (words[value] ??= textWord(textOf(value)));
  return { ...field, eip712: { type: "string", names: NO_NAMES, word, message: textOf } };
}
