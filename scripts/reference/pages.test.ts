/** Goal: the pages of the API and of the command line tell all that there is. Method: a document by hand; the commands as they are. */
import { expect, test } from "vitest";
import { commands } from "../../packages/cli/src/commands.ts";
import { apiPage, wordOf } from "./api.ts";
import { commandLinePage } from "./commandLine.ts";
import type { OpenApi } from "./openapi.ts";

const json = (schema: object) => ({ content: { "application/json": { schema } } });
const document: OpenApi = {
  tags: [{ name: "Node", description: "What it is." }],
  paths: {
    "/v1/x/{id}": {
      get: {
        summary: "One x",
        tags: ["Node"],
        parameters: [
          { name: "id", in: "path", required: true, description: "Its id." },
          { name: "limit", in: "query", schema: { type: "integer" } },
        ],
        responses: { "200": json({ $ref: "#/components/schemas/X" }), "404": json({}), default: json({}) },
      },
    },
  },
  components: {
    schemas: {
      X: {
        description: "An x.",
        properties: { kind: { enum: ["a", "b"] }, row: { $ref: "#/components/schemas/codec.Row" } },
        required: ["kind"],
      },
      "codec.Row": { type: "object" },
    },
  },
};

test("a route has what it takes and answers, an answer its members", () => {
  const page = apiPage(document);
  expect(page).toContain("### GET /v1/x/{id}\n\nOne x.\n\n- `id`: Its id.\n- `limit`, may be left out: integer\n");
  expect(page).toContain("Answers [X](#x); problems with 404.");
  expect(page).toContain("| `kind` | `a`, `b` |  |\n| `row` | `codec.Row`, may be absent |  |");
  expect(page).not.toContain("### codec.Row");
});

test("a type is said in a word", () => {
  expect(wordOf({ anyOf: [{ type: "string" }, { type: "null" }] })).toBe("string or null");
  expect(wordOf({ items: { type: ["integer", "null"] } })).toBe("list of integer or null");
  expect(wordOf({ type: "string", format: "binary" })).toBe("bytes");
  expect(wordOf({ const: 3 })).toBe("`3`");
  expect(wordOf(undefined)).toBe("");
});

test("every command and what is below it is on the page", async () => {
  const page = await commandLinePage();
  for (const { name } of commands) expect(page).toContain(`\n## ${name}\n`);
  expect(page).toContain("\n### exit prove\n");
  expect(page).toContain("Usage: novate exit prove [options]");
});
