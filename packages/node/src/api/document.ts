/**
 * The OpenAPI document: made of the routes, grouped for a reader, with what the codec says of each command, event and row.
 *
 * @module
 */
import type { OpenAPIHono } from "@hono/zod-openapi";
import { asyncApi, describedSchemas } from "@novate/wire/schema";
import { MOST_KEY_CHARACTERS } from "./manners/idempotency.ts";

const DESCRIPTION =
  "A clearing house as a protocol. Money, sizes and prices are decimal strings whose suffix is their unit; times are " +
  "milliseconds of block time. Reads show the last durable block. Failures are RFC 9457 problems with a stable `code`. " +
  "No operation asks who you are: whatever changes something is signed in its own body. " +
  "The WebSocket at /v1/stream serves channels of prices, trades, events, accounts, calls, defaults, withdrawals and more: a " +
  "snapshot, then deltas, each naming the sequence it follows; /asyncapi.json describes it.";

/** Groups of paths, by the part after `/v1/`, in the order of a reader's questions. */
const TAGS = {
  Node: ["What this node is, what time it is there, how much it answers.", "status", "time", "limits", "version"],
  Transactions: ["What is signed: to prepare, to try, to submit, to look up.", "transactions", "orders", "signers"],
  Accounts: ["Balances, positions, health, and the calls that stand.", "accounts", "calls"],
  Markets: [
    "Contracts, their markets, and the segments that clear them.",
    "instruments",
    "markets",
    "segments",
    "assets",
  ],
  Margin: ["What positions would require.", "margin"],
  Custody: ["Vaults, what leaves them, and what accounts leave with.", "vaults", "withdrawals", "checkpoints", "exit"],
  Records: ["Blocks, events and rows themselves, with proofs.", "blocks", "blockbytes", "events", "tables", "proofs"],
} as const;

const tagOf = (path: string): string | undefined => {
  const part = path.replace(/^\/v1/, "").split("/")[1] ?? "";
  return Object.entries<readonly string[]>(TAGS).find(([, [, ...parts]]) => parts.includes(part))?.[0];
};

const IDEMPOTENCY_KEY = {
  name: "Idempotency-Key",
  in: "header",
  description: "The same key with another body is refused; the same body has the same answer without a key.",
  schema: { type: "string", minLength: 1, maxLength: MOST_KEY_CHARACTERS },
} as const;

/** Answers `/openapi.json` and, of the stream, `/asyncapi.json`. Routes are added before it. */
export function addDocument(api: OpenAPIHono, version: string): void {
  for (const [name, schema] of Object.entries(describedSchemas))
    api.openAPIRegistry.registerComponent("schemas", name, schema);
  for (const definition of api.openAPIRegistry.definitions) {
    if (definition.type !== "route") continue;
    const { route } = definition;
    const tag = tagOf(route.path);
    if (tag !== undefined) route.tags = [tag];
    const answer = route.responses["200"];
    if (answer !== undefined && "description" in answer) route.description ??= answer.description;
    if (route.method === "post") route.parameters = [IDEMPOTENCY_KEY];
  }
  api.doc31("/openapi.json", {
    openapi: "3.1.0",
    info: {
      title: "Novate",
      version,
      description: DESCRIPTION,
      contact: { name: "The operator of this node" },
      license: { name: "MIT", url: "https://opensource.org/license/mit" },
    },
    servers: [{ url: "/", description: "The node that serves this document." }],
    security: [],
    tags: Object.entries(TAGS).map(([name, [description]]) => ({ name, description })),
  });
  let stream: string | undefined; // made when somebody asks, and once
  api.get("/asyncapi.json", (c) => {
    stream ??= JSON.stringify(asyncApi(version));
    return c.body(stream, 200, { "Content-Type": "application/json" });
  });
}
