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
  type JsonSchema,
  jsonSchemasOf,
  Order,
  Refusal,
  SegmentParameters,
  type TableName,
  Transaction,
  tables,
} from "@novate/codec";

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
export const codecSchemas: Readonly<Record<string, JsonSchema>> = {
  ...Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [nameOf(name), schema])),
  [nameOf("Row")]: { anyOf: Object.keys(rows).map((name) => ({ $ref: refTo(name) })) },
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
