/**
 * The page of the API: every route of its document by group, and every answer with its members.
 *
 * @module
 */
import type { OpenApi, Operation } from "./openapi.ts";
import { schemaText, wordOf } from "./schema.ts";

const HEAD = `# HTTP API

Every route, as the node's own document says (\`/openapi.json\`, OpenAPI 3.1; to try them: \`/docs\` of a node). Money, sizes and prices are decimal
text with the unit in the name; times are milliseconds of block time. Failures are problems of RFC 9457 with a stable \`code\`:
[codes](../refusals.md). How to sign: [signing](../guides/signing.md). What never changes: [versioning](../versioning.md).

Made by \`node scripts/reference.ts --write\` of the document.
`;

function contentOf(content: Operation["responses"][string]["content"]): string {
  const schemas = Object.values(content ?? {}).flatMap(({ schema }) => (schema === undefined ? [] : [schema]));
  return [...new Set(schemas.map(wordOf))].join(" or ");
}

function routeText(path: string, method: string, operation: Operation): string {
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

export function apiPage({ tags, paths, components }: OpenApi): string {
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const groups = tags.map(({ name, description }) => {
    const own = routes.filter(({ operation }) => operation.tags?.includes(name));
    const texts = own.map(({ path, method, operation }) => routeText(path, method, operation));
    return [`## ${name}\n`, ...(description === undefined ? [] : [`${description}\n`]), ...texts].join("\n");
  });
  const answers = Object.entries(components.schemas)
    .filter(([name]) => !name.startsWith("codec."))
    .map(([name, schema]) => schemaText(name, schema));
  const codec = "Commands, events and rows are the schemas `codec.…` of `/openapi.json`.\n";
  return [HEAD, ...groups, "## Answers and bodies\n", codec, ...answers].join("\n");
}
