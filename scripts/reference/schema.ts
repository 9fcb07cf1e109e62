/**
 * Schemas of the API's and the stream's documents, told to people.
 *
 * @module
 */

export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

const REF = "#/components/schemas/";

/** A cell of a table says `|` by its escape. */
const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");

const anchorOf = (name: string): string => name.toLowerCase().replaceAll(".", "-");

/** The type of a schema in a word, with a link where the page has it. */
export function wordOf(schema: Schema | undefined): string {
  if (schema === undefined) return "";
  const { $ref, type, items, anyOf, oneOf, enum: words } = schema;
  if ($ref !== undefined) {
    const name = $ref.replace(REF, "");
    return name.startsWith("codec.") ? `\`${name}\`` : `[${name}](#${anchorOf(name)})`;
  }
  const union = anyOf ?? oneOf;
  if (union !== undefined) return [...new Set(union.map(wordOf))].join(" or ");
  if (words !== undefined) return words.length > 8 ? "a word" : words.map((word) => `\`${word}\``).join(", ");
  if (schema.const !== undefined) return `\`${schema.const}\``;
  if (schema.format === "binary") return "bytes";
  if (items !== undefined) return `list of ${wordOf(items)}`;
  return typeof type === "string" ? type : (type ?? []).join(" or ");
}

/** A schema under a heading, with a row a member. */
export function schemaText(name: string, { description, properties = {}, required = [], ...rest }: Schema): string {
  const rows = Object.entries(properties).map(([member, schema]) => {
    const type = wordOf(schema) + (required.includes(member) ? "" : ", may be absent");
    return `| \`${member}\` | ${cell(type)} | ${cell(schema.description ?? "")} |`;
  });
  const table =
    rows.length === 0 ? [wordOf(rest), ""] : ["| member | type | what |", "| --- | --- | --- |", ...rows, ""];
  return [`### ${name}\n`, ...(description === undefined ? [] : [`${description}\n`]), ...table].join("\n");
}
