/**
 * Commands, events and rows in the API's document: their schemas are made of the codec's one definition.
 *
 * @module
 */
import {
  Authority,
  Change,
  Command,
  Event,
  ExitClaim,
  ExitHead,
  ExitKit,
  InstrumentTerms,
  isRefusalCode,
  type JsonSchema,
  jsonSchemasOf,
  Order,
  Refusal,
  refusalDefinitions,
  SegmentParameters,
  type TableName,
  type TaggedField,
  Transaction,
  tables,
} from "@novate/codec";
import descriptions from "./descriptions.json" with { type: "json" };

const nameOf = (name: string): string => `codec.${name}`;
const refTo = (name: string): string => `#/components/schemas/${nameOf(name)}`;

/** A table's rows by its name, such as `codec.rows.accounts`. */
const rowName = (table: string): string => `rows.${table}`;
const rows = Object.fromEntries((Object.keys(tables) as TableName[]).map((table) => [rowName(table), tables[table]]));

const schemas = jsonSchemasOf(
  { Transaction, Order, Event, Refusal, SegmentParameters, ExitKit, ExitHead, ExitClaim, ...rows },
  refTo,
);

const unions: Readonly<Record<string, TaggedField<unknown>>> = { Authority, Change, Command, Event, InstrumentTerms };

/** The struct that a component is of: of a row its table's, of a variant its union's. */
function structOf(name: string): string {
  const [first, last = first!] = name.split(".");
  if (first === "rows") return (tables[last as TableName] as { name?: string }).name ?? last;
  const variant = unions[first!]?.variants[last];
  return variant?.field.name ?? last;
}

const OF_NO_STRUCT: Readonly<Record<string, string>> = {
  Refusal: "Why not: a code that stays, its number, and what the rule saw.",
};

/** What docstrings say of it, and the catalogue of a refusal. */
function descriptionOf(name: string): string | undefined {
  const [first, code = ""] = name.split(".");
  if (first === "Refusal" && isRefusalCode(code))
    return `${refusalDefinitions[code].meaning} ${refusalDefinitions[code].remedy}`;
  return { ...descriptions, ...OF_NO_STRUCT }[structOf(name)];
}

/** Which member tells the variants of a union apart, and what it says of each: generators make a type a variant of it. */
function discriminatorOf(name: string, { oneOf }: JsonSchema): JsonSchema {
  if (!Array.isArray(oneOf)) return {};
  const mapping = Object.fromEntries(
    (oneOf as readonly { $ref: string }[]).map(({ $ref }) => [$ref.split(".").at(-1), $ref]),
  );
  return { discriminator: { propertyName: name === "Refusal" ? "code" : "type", mapping } };
}

/** By component name, ready for the document: with a description, and unions with what tells their variants apart. */
export const describedSchemas: Readonly<Record<string, JsonSchema>> = {
  ...Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => {
      const description = descriptionOf(name);
      return [
        nameOf(name),
        { ...schema, ...discriminatorOf(name, schema), ...(description !== undefined && { description }) },
      ];
    }),
  ),
  [nameOf("Row")]: {
    anyOf: Object.keys(rows).map((name) => ({ $ref: refTo(name) })),
    description: "A row of any committed table; the table's name says which.",
  },
};

/** For a property whose JSON is a codec value of this name. */
export const codecJson = (
  name:
    | "Transaction"
    | "Command"
    | "Order"
    | "Event"
    | "Refusal"
    | "SegmentParameters"
    | "Row"
    | "ExitKit"
    | "ExitHead"
    | "ExitClaim",
) => ({
  type: "object" as const,
  allOf: [{ $ref: refTo(name) }],
});
