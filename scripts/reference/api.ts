/**
 * The page of the API: every route of its document by group, and every answer with its members.
 *
 * @module
 */
import type { OpenApi, Operation, Schema } from "./openapi.ts";

const HEAD = `# HTTP API

Every route, as the node's own document says (\`/openapi.json\`, OpenAPI 3.1; to try them: \`/docs\` of a node). Money, sizes and prices are decimal
text with the unit in the name; times are milliseconds of block time. Failures are problems of RFC 9457 with a stable \`code\`:
[codes](../refusals.md). How to sign: [signing](../guides/signing.md). What never changes: [versioning](../versioning.md).

Made by \`node scripts/reference.ts --write\` of the document.
`;

const REF = "#/components/schemas/";

/** A cell of a table says \`|\` by its escape. */
const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");

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

const anchorOf = (name: string): string => name.toLowerCase();

function contentOf(content: Operation["responses"][string]["content"]): string {
  const schemas = Object.values(content ?? {}).flatMap(({ schema }) => (schema === undefined ? [] : [schema]));
  return [...new Set(schemas.map(wordOf))].join(" or ");
}

function routeOf(path: string, method: string, operation: Operation): string {
  const taken = (operation.parameters ?? []).filter((one) => one.in !== "header");
  const parameters = taken.map(({ name, required, description, schema }) => {
    const says = description ?? wordOf(schema);
    return `- \`${name}\`${required ? "" : ", may be left out"}${says === "" ? "" : `: ${says}`}`;
  });
  const body = contentOf(operation.requestBody?.content);
  const failures = Object.keys(operation.responses).filter((status) => /^[45]/.test(status));
  return [
    `### ${method.toUpperCase()} ${path}\n`,
    `${operation.summary}.\n`,
    ...(parameters.length === 0 ? [] : [...parameters, ""]),
    ...(body === "" ? [] : [`Takes ${body}.`]),
    `Answers ${contentOf(operation.responses["200"]?.content) || "text"}; problems with ${failures.join(", ")}.\n`,
  ].join("\n");
}

function answerOf(name: string, { description, properties = {}, required = [], ...rest }: Schema): string {
  const rows = Object.entries(properties).map(([member, schema]) => {
    const type = wordOf(schema) + (required.includes(member) ? "" : ", may be absent");
    return `| \`${member}\` | ${cell(type)} | ${cell(schema.description ?? "")} |`;
  });
  const table =
    rows.length === 0 ? [wordOf(rest), ""] : ["| member | type | what |", "| --- | --- | --- |", ...rows, ""];
  return [`### ${name}\n`, ...(description === undefined ? [] : [`${description}\n`]), ...table].join("\n");
}

export function apiPage({ tags, paths, components }: OpenApi): string {
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const groups = tags.map(({ name, description }) => {
    const own = routes.filter(({ operation }) => operation.tags?.includes(name));
    const texts = own.map(({ path, method, operation }) => routeOf(path, method, operation));
    return [`## ${name}\n`, ...(description === undefined ? [] : [`${description}\n`]), ...texts].join("\n");
  });
  const answers = Object.entries(components.schemas)
    .filter(([name]) => !name.startsWith("codec."))
    .map(([name, schema]) => answerOf(name, schema));
  const codec = "Commands, events and rows are the schemas `codec.…` of `/openapi.json`.\n";
  return [HEAD, ...groups, "## Answers and bodies\n", codec, ...answers].join("\n");
}
