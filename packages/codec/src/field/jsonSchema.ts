/**
 * The JSON form of fields as JSON Schema, for documents that describe an API.
 *
 * @module
 */
import type { Define, JsonForm, JsonSchema } from "./field.ts";

/**
 * Schemas of some fields with those of every struct inside them, by name. `refTo` says how a document refers to a name,
 * such as `#/components/schemas/Order`.
 */
export function jsonSchemasOf(
  fields: Readonly<Record<string, Pick<JsonForm<unknown>, "jsonSchema">>>,
  refTo: (name: string) => string,
): Readonly<Record<string, JsonSchema>> {
  const schemas: Record<string, JsonSchema> = {};
  const define: Define = (name, body) => {
    if (!Object.hasOwn(schemas, name)) {
      schemas[name] = {}; // holds the place while the body refers to itself
      schemas[name] = body();
    }
    return { $ref: refTo(name) };
  };
  for (const [name, field] of Object.entries(fields)) {
    const schema = field.jsonSchema(define);
    if (schema.$ref !== refTo(name)) schemas[name] = schema;
  }
  return schemas;
}
