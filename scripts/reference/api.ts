/**
 * The page of the API: every route of its document by group, and every answer with its members.
 *
 * @module
 */
import { MOST_KEY_CHARACTERS } from "../../packages/node/src/api/manners/idempotency.ts";
import { TAGGED } from "../../packages/node/src/api/manners/repeats.ts";
import type { OpenApi, Operation } from "./openapi.ts";
import { schemaText, wordOf } from "./schema.ts";

const HEAD = `# HTTP API

Every route, as the node's own document says (\`/openapi.json\`, OpenAPI 3.1; to try them: \`/docs\` of a node). Money, sizes and prices are decimal
text with the unit in the name; times are milliseconds of block time. Failures are problems of RFC 9457 with a stable \`code\`:
[codes](../refusals.md). How to sign: [signing](../guides/signing.md). What never changes: [versioning](../versioning.md).

Made by \`node scripts/reference.ts --write\` of the document.

## Headers

| header | of | what it does |
| --- | --- | --- |
| \`Content-Type\` | every POST | \`application/json\`; a transaction may be \`application/octet-stream\` (SSZ bytes); anything else is answered 415 |
| \`Idempotency-Key\` | every POST, may be left out | up to ${MOST_KEY_CHARACTERS} characters of yours: the same key with another body is answered 409, \`IdempotencyKeyTaken\` |
| \`RateLimit-Limit\`, \`RateLimit-Remaining\`, \`RateLimit-Reset\` | answers of \`/v1\` | requests at once, those that are left, seconds until all are there again |
| \`Retry-After\` | answers 429 and 503 | seconds after which to ask again |
| \`ETag\`, \`If-None-Match\` | ${TAGGED.map((path) => `\`${path.replace(/:(\w+)/, "{$1}")}\``).join(", ")} | a tag that is sent back is answered 304 without a body while nothing changed |
| \`Allow\` | answers 405 and to OPTIONS | the methods of the path |

The same transaction has the same answer without a key: it takes effect once. A client on the node's own machine has no limit and
sees no \`RateLimit\` header.
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
    ...(isNews(operation) ? [`${operation.description}\n`] : []),
    ...(parameters.length === 0 ? [] : [...parameters, ""]),
    ...(body === "" ? [] : [`Takes ${body}.`]),
    `Answers ${contentOf(operation.responses["200"]?.content) || "text"}; problems with ${failures.join(", ")}.\n`,
  ].join("\n");
}

/** A description that is no more than the answer's own. */
const isNews = ({ description, responses }: Operation): boolean =>
  description !== undefined && description !== responses["200"]?.description;

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
