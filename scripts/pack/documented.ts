/**
 * What the API's document says of each field, beside the field: units and meanings where a program is written.
 *
 * @module
 */
import { getOpenApiMetadata } from "@asteasolutions/zod-to-openapi";
import type { z } from "zod";

/** The part of a schema that leads to those of its fields. */
interface Schema {
  readonly def?: { readonly innerType?: Schema; readonly element?: Schema };
  readonly shape?: Readonly<Record<string, Schema>>;
}

const FIELD = /^(\s+)readonly (\w+)\??: (.*)$/;

/** `lines` of an interface, one field each, with a comment above each that the schema describes. */
export function documented(lines: string, schema: unknown): string {
  const within: (Schema | undefined)[] = [undefined]; // below the statement itself
  let opened: Schema | undefined = schema as Schema; // a schema of the API
  const said: string[] = [];
  for (const line of lines.split("\n")) {
    const [, indent = "", name] = FIELD.exec(line) ?? [];
    if (line.trim().startsWith("}")) within.pop();
    if (name !== undefined) {
      const field = bare(within.at(-1))?.shape?.[name];
      const text = field === undefined ? undefined : descriptionOf(field);
      if (text !== undefined) said.push(`${indent}/** ${text} */`);
      opened = field;
    }
    said.push(line);
    if (line.trimEnd().endsWith("{")) within.push(opened);
    else if (name !== undefined) opened = undefined;
  }
  return said.join("\n");
}

/** Of a field, or of what it wraps: `null` in the place of an object does not change what the object is. */
function descriptionOf(field: Schema): string | undefined {
  const { description } = getOpenApiMetadata(field as unknown as z.ZodType) ?? {}; // it is one
  const inner = field.def?.innerType ?? field.def?.element;
  const text = description ?? (inner === undefined ? undefined : descriptionOf(inner));
  return text?.replaceAll("*/", "* /").replaceAll(/\s+/g, " ");
}

function bare(schema: Schema | undefined): Schema | undefined {
  const inner = schema?.def?.innerType ?? schema?.def?.element;
  return inner === undefined ? schema : bare(inner);
}
