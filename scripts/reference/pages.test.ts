/** Goal: pages of the API, the stream and the command line tell all that there is. Method: documents by hand, and a command as it is. */
import { expect, test } from "vitest";
import { commands } from "../../packages/cli/src/commands.ts";
import { apiPage } from "./api.ts";
import { commandLinePage } from "./commandLine.ts";
import type { OpenApi } from "./openapi.ts";
import { wordOf } from "./schema.ts";
import { streamPage } from "./stream.ts";

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

test("a message has its members, and what they are made of follows", () => {
  const page = streamPage({
    info: { description: "What it is." },
    components: {
      messages: { "calls.delta": { summary: "Calls that changed", payload: {} } },
      schemas: {
        "stream.calls.delta": {
          properties: { data: { items: { $ref: "#/components/schemas/Call" } } },
          required: ["data"],
        },
        Call: { properties: { byMs: { type: "integer", description: "By when." } }, required: ["byMs"] },
      },
    },
  });
  expect(page).toContain("### stream.calls.delta\n\nCalls that changed.\n");
  expect(page).toContain("| `data` | list of [Call](#call) |  |");
  expect(page).toContain("### Call\n\n| member | type | what |\n| --- | --- | --- |\n| `byMs` | integer | By when. |");
});

test("a command and what is below it is on the page", async () => {
  const page = await commandLinePage(commands.filter(({ name }) => name === "market"));
  expect(page).toContain("\n## market\n");
  expect(page).toContain("\n### market show\n");
  expect(page).toContain("Usage: novate market show [options] <market>");
});
