/**
 * Goal: the document of the API says everything that its answers hold, and nothing else.
 * Method: its references and one schema by hand; every event and row of a running house against what it says of them.
 */
import { z } from "@hono/zod-openapi";
import { Event, type Field, jsonSchemasOf, Refusal, refusalCodes, Transaction, tables } from "@novate/codec";
import { CloseCode } from "@novate/wire";
import { TOPIC_NOTES } from "@novate/wire/schema";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSoloApi, type SoloApi } from "../../testing/soloApi.fixture.ts";

let api: SoloApi;
beforeAll(async () => {
  api = await openSoloApi();
});
afterAll(() => api.node.dispose());

const get = (path: string) => api.get(path);

test("the document is OpenAPI 3.1 and names every route", async () => {
  const { body } = await get("/openapi.json");
  expect(body.openapi).toBe("3.1.0");
  expect(Object.keys(body.paths)).toEqual(expect.arrayContaining(["/v1/transactions", "/v1/proofs/{table}/{key}"]));
  for (const methods of Object.values<Record<string, { operationId?: string; summary?: string }>>(body.paths)) {
    for (const route of Object.values(methods)) expect(route.operationId && route.summary).toBeTruthy();
  }
});

/** Every reference inside a document. */
const refsIn = (value: unknown): string[] =>
  typeof value !== "object" || value === null
    ? []
    : Object.entries(value).flatMap(([key, member]) => (key === "$ref" ? [String(member)] : refsIn(member)));

test("the document describes commands, events and rows to the last field, and refers to nothing that it lacks", async () => {
  const { body } = await get("/openapi.json");
  const refs = refsIn(body);
  expect(refs).toEqual(expect.arrayContaining(["#/components/schemas/codec.Event", "#/components/schemas/codec.Row"]));
  for (const ref of refs) expect(body.components.schemas).toHaveProperty([ref.replace("#/components/schemas/", "")]);
  expect(body.components.schemas["codec.Command.OpenAccount"]).toEqual({
    description: "Opens an account of the signer in a segment (ACC-001).",
    type: "object",
    properties: {
      type: { type: "string", const: "OpenAccount" },
      segmentId: { type: "integer", minimum: 0, maximum: 0xffff },
      method: { $ref: "#/components/schemas/codec.MarginMethod" },
    },
    required: ["type", "segmentId", "method"],
    additionalProperties: false,
  });
});

test("what the node shows is what the document says, and nothing beside it is", async () => {
  const fields = { Transaction, Event, ...tables };
  const $defs = jsonSchemasOf(fields as Record<string, Field<unknown>>, (name) => `#/$defs/${name}`);
  const schemaOf = (name: string) => z.fromJSONSchema({ $defs, $ref: `#/$defs/${name}` } as never);
  const { body } = await get("/v1/events?limit=500");
  const event = schemaOf("Event");
  for (const entry of body.events) expect(event.safeParse(entry.event).error, entry.event.type).toBeUndefined();
  for (const table of Object.keys(tables)) {
    const { rows } = (await get(`/v1/tables/${table}?limit=500`)).body;
    const row = schemaOf(table);
    for (const one of rows) expect(row.safeParse(one).error, table).toBeUndefined();
  }
  const [account] = (await get("/v1/tables/accounts")).body.rows;
  const { owner: _, ...lacking } = account;
  const row = schemaOf("accounts");
  for (const wrong of [lacking, { ...account, more: 1 }, { ...account, owner: "0x12" }, { ...account, accountId: -1 }])
    expect(row.safeParse(wrong).success).toBe(false);
});

test("ADM-032 the document types a refusal's payload by its code, and the node keeps to it", async () => {
  const { schemas } = (await get("/openapi.json")).body.components;
  const refusal = {
    anyOf: [expect.objectContaining({ allOf: [{ $ref: "#/components/schemas/codec.Refusal" }] }), { type: "null" }],
  };
  for (const name of ["Outcome", "Problem"]) expect(schemas[name].properties.refusal).toEqual(refusal);
  expect(schemas["codec.Refusal"].oneOf).toHaveLength(refusalCodes.length);

  const $defs = jsonSchemasOf({ Refusal }, (name) => `#/$defs/${name}`);
  const schema = z.fromJSONSchema({ $defs, $ref: "#/$defs/Refusal" } as never);
  const paths = ["/v1/nothing", "/v1/accounts/999", "/v1/accounts/x", "/v1/blocks/999999", "/v1/proofs/accounts/999"];
  // Numbers that their refusal cannot repeat, and reasons longer than its text may be.
  paths.push("/v1/segments/70000", "/v1/vaults/300", "/v1/markets/4294967296", "/v1/blocks/4294967296");
  paths.push("/v1/events?type=Nothing", "/v1/proofs/nothing/1", "/v1/accounts?owner=0x&ownerChain=9007199254740992");
  for (const path of paths) {
    const { body } = await get(path);
    expect(schemas.Problem.properties.code.enum).toContain(body.code);
    expect(body.refusal.code).toBe(body.code);
    expect(schema.safeParse(body.refusal).error, path).toBeUndefined();
    expect(schema.safeParse({ ...body.refusal, number: 100 }).success).toBe(false);
  }
});

test.each([
  ["/v1/accounts/1", "/v1/accounts/{id}"],
  ["/v1/accounts?owner=ALICE", "/v1/accounts"],
  ["/v1/markets/1", "/v1/markets/{id}"],
  ["/v1/segments/1", "/v1/segments/{id}"],
  ["/v1/status", "/v1/status"],
  ["/v1/vaults", "/v1/vaults"],
  ["/v1/limits", "/v1/limits"],
  ["/v1/blocks", "/v1/blocks"],
  ["/v1/calls", "/v1/calls"],
])("%s answers what the document says of %s", async (path, route) => {
  const { body: document } = await get("/openapi.json");
  const text = JSON.stringify(document.components.schemas).replaceAll("#/components/schemas/", "#/$defs/");
  const answer = document.paths[route].get.responses["200"].content["application/json"].schema;
  const inner = JSON.parse(JSON.stringify(answer).replaceAll("#/components/schemas/", "#/$defs/"));
  const schema = z.fromJSONSchema({ $defs: JSON.parse(text), ...inner } as never);
  const { body } = await get(path.replace("ALICE", api.node.alice.address));
  expect(schema.safeParse(body).error).toBeUndefined();
  expect(schema.safeParse({ ...body, height: "x", blocks: 1, house: 1, requests: 1 }).success).toBe(false);
});

test("what may be null says so where it may, and not of every one of its kind", async () => {
  const { schemas } = (await get("/openapi.json")).body.components;
  const nullable = Object.entries<{ type?: unknown }>(schemas).filter(([, { type }]) => [type].flat().includes("null"));
  expect(nullable.map(([name]) => name)).toEqual([]);
  expect(schemas.Account.properties.call).toMatchObject({
    anyOf: [{ $ref: "#/components/schemas/Call" }, { type: "null" }],
  });
});

test("codes have their names, and unions what tells their variants apart", async () => {
  const { schemas } = (await get("/openapi.json")).body.components;
  expect(schemas["codec.MarginMethod"]).toMatchObject({
    enum: [0, 1, 2, 3],
    "x-enum-varnames": ["isolated", "cross", "portfolio", "pooled"],
    description: expect.stringContaining("offset each other"),
  });
  expect(schemas["codec.Command"].discriminator).toMatchObject({
    propertyName: "type",
    mapping: { OpenAccount: "#/components/schemas/codec.Command.OpenAccount" },
  });
  expect(schemas["codec.Refusal"].discriminator.propertyName).toBe("code");
});

test("each operation says which problems it may give, and how long a client waits", async () => {
  const { paths } = (await get("/openapi.json")).body;
  const { responses } = paths["/v1/transactions"].post;
  const statuses = ["200", "400", "409", "413", "415", "422", "429", "503", "default"];
  expect(Object.keys(responses).sort()).toEqual(statuses);
  expect(responses["503"]).toMatchObject({ headers: { "Retry-After": expect.anything() } });
  expect(paths["/v1/accounts/{id}"].get.responses["404"].description).toContain("`AccountUnknown`: ");
});

test("the document is grouped for a reader, and says of commands, rows, events and refusals what the codec says", async () => {
  const { body } = await get("/openapi.json");
  const routes = Object.entries<Record<string, { tags?: string[] }>>(body.paths);
  const named = body.tags.map(({ name }: { name: string }) => name);
  for (const [path, methods] of routes)
    for (const { tags } of Object.values(methods)) expect([path, named.includes(tags?.[0])]).toEqual([path, true]);
  expect(body.servers).toHaveLength(1);
  const { schemas } = body.components;
  const of = (name: string) => schemas[`codec.${name}`].description;
  expect(of("Command.OpenAccount")).toBe("Opens an account of the signer in a segment (ACC-001).");
  expect(of("rows.accounts")).toContain("ownerChain");
  const silent = Object.entries<{ description?: string }>(schemas).filter(([, { description }]) => !description);
  expect(silent.map(([name]) => name)).toEqual([]);
  expect(of("Refusal.AccountUnknown")).toBeTruthy();
});

test("the stream's document names every topic, message and close code, and refers to nothing that it lacks", async () => {
  const { status, body } = await get("/asyncapi.json");
  expect([status, body.asyncapi, body.info.version]).toEqual([200, "3.0.0", "0.0.0"]);
  const { messages } = body.channels.stream;
  for (const topic of Object.keys(TOPIC_NOTES))
    for (const kind of ["snapshot", "delta"]) expect(messages).toHaveProperty([`${topic}.${kind}`]);
  for (const ref of refsIn(body)) {
    const path = ref.slice(2).split("/");
    expect([ref, path.reduce((part, key) => part?.[key], body) !== undefined]).toEqual([ref, true]);
  }
  expect(Object.keys(body.components.schemas)).toContain("codec.Event.PositionNovated");
  expect(Object.keys(body.components.schemas)).not.toContain("codec.Command.OpenAccount");
  expect(body.components.schemas["codec.Event"].discriminator).toBe("type"); // an object in OpenAPI
  const codes = body.channels.stream["x-close-codes"].map(({ code }: { code: number }) => code);
  expect(codes).toEqual(Object.values(CloseCode));
});
