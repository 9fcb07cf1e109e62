/**
 * What a field of a payload is, in words for people.
 *
 * @module
 */
import type { Field, Json } from "@novate/codec";

/** The part of JSON Schema that fields are written in. */
interface FieldSchema {
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly enum?: readonly Json[];
  readonly "x-enum-varnames"?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly maxItems?: number;
  readonly items?: FieldSchema;
  readonly anyOf?: readonly FieldSchema[];
  readonly oneOf?: readonly FieldSchema[];
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly const?: string;
}

/** Such as `whole number from 0 to 65535`. */
export const fieldWords = (field: Field<unknown>): string =>
  // Parts that have a name are told whole: a page has no other place for them.
  wordsOf(field.jsonSchema((_, schema) => schema()) as FieldSchema); // by every field's own definition

function wordsOf(schema: FieldSchema): string {
  const { type, enum: words, minimum, maximum, minLength, maxLength, pattern } = schema;
  const union = schema.anyOf ?? schema.oneOf;
  if (union !== undefined) return union.map(wordsOf).join(", or ");
  if (schema.title !== undefined) return schema.title;
  if (schema.const !== undefined) return schema.const;
  if (words !== undefined) {
    const names = schema["x-enum-varnames"];
    const told = words.map((word, index) => (names === undefined ? `${word}` : `${word} (${names[index]})`));
    return told.length === 1 ? told[0]! : `one of ${told.join(", ")}`;
  }
  switch (type) {
    case "integer":
      return `whole number from ${minimum} to ${maximum}`;
    case "string":
      if (schema.description !== undefined) return `decimal text: ${lowered(schema.description)}`;
      if (pattern === undefined) return `text of at most ${maxLength} bytes`;
      return minLength === maxLength
        ? `0x and ${maxLength! - 2} hexadecimal digits`
        : `0x and at most ${maxLength! - 2} hexadecimal digits`;
    case "array":
      return `list of at most ${schema.maxItems}: ${wordsOf(schema.items!)}`;
    case "boolean":
      return "true or false";
    case "object":
      return Object.entries(schema.properties ?? {})
        .map(([name, inner]) => `${name}: ${wordsOf(inner)}`)
        .join("; ");
    default:
      return type ?? "any";
  }
}

const lowered = (sentence: string): string => sentence.replace(/^An? /, "").replace(/\.$/, "");
