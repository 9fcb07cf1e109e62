/**
 * Commands, events and rows in the API's document: their schemas are made of the codec's one definition.
 *
 * @module
 */
import {
  Event,
  ExitClaim,
  ExitHead,
  ExitKit,
  isRefusalCode,
  type JsonSchema,
  jsonSchemasOf,
  Order,
  Refusal,
  refusalDefinitions,
  SegmentParameters,
  type TableName,
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

/** By component name, ready for the document. */
const codecSchemas: Readonly<Record<string, JsonSchema>> = {
  ...Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [nameOf(name), schema])),
  [nameOf("Row")]: { anyOf: Object.keys(rows).map((name) => ({ $ref: refTo(name) })) },
};

/** The struct that a component is of: of a row its table's, of a variant its own. */
function structOf(name: string): string {
  const parts = name.split(".");
  const last = parts.at(-1)!;
  return parts.at(-2) === "rows" ? ((tables[last as TableName] as { name?: string }).name ?? last) : last;
}

/** What docstrings say of a struct, and the catalogue of a refusal. */
function descriptionOf(name: string): string | undefined {
  const code = name.startsWith(nameOf("Refusal.")) ? structOf(name) : "";
  if (isRefusalCode(code)) return `${refusalDefinitions[code].meaning} ${refusalDefinitions[code].remedy}`;
  return (descriptions as Readonly<Record<string, string>>)[structOf(name)];
}

/** The same with a description wherever there is one. */
export const describedSchemas: Readonly<Record<string, JsonSchema>> = Object.fromEntries(
  Object.entries(codecSchemas).map(([name, schema]) => {
    const description = descriptionOf(name);
    return [name, description === undefined ? schema : { ...schema, description }];
  }),
);

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
