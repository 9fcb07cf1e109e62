/**
 * The OpenAPI document: made of the routes, grouped for a reader, with what the codec says of each command, event and row.
 *
 * @module
 */
import type { OpenAPIHono } from "@hono/zod-openapi";
import { describedSchemas } from "@novate/wire/schema";

const DESCRIPTION =
  "A clearing house as a protocol. Money, sizes and prices are decimal strings whose suffix is their unit; times are " +
  "milliseconds of block time. Reads show the last durable block. Failures are RFC 9457 problems with a stable `code`. " +
  "The WebSocket at /v1/stream serves channels of prices, trades, events, accounts, calls, defaults, withdrawals and more: a " +
  "snapshot, then deltas, each naming the sequence it follows.";

/** Groups of paths, by the part after `/v1/`, in the order of a reader's questions. */
const TAGS = {
  Node: ["status", "time", "limits", "version"],
  Transactions: ["transactions", "orders", "signers"],
  Accounts: ["accounts", "calls"],
  Markets: ["instruments", "markets", "segments", "assets"],
  Margin: ["margin"],
  Custody: ["vaults", "withdrawals", "checkpoints", "exit"],
  Records: ["blocks", "blockbytes", "events", "tables", "proofs"],
} as const;

const tagOf = (path: string): string | undefined => {
  const part = path.replace(/^\/v1/, "").split("/")[1] ?? "";
  return Object.entries<readonly string[]>(TAGS).find(([, parts]) => parts.includes(part))?.[0];
};

/** Answers `/openapi.json`. Routes are added before it. */
export function addDocument(api: OpenAPIHono, version: string): void {
  for (const [name, schema] of Object.entries(describedSchemas))
    api.openAPIRegistry.registerComponent("schemas", name, schema);
  for (const definition of api.openAPIRegistry.definitions) {
    if (definition.type !== "route") continue;
    const tag = tagOf(definition.route.path);
    if (tag !== undefined) definition.route.tags = [tag];
  }
  api.doc31("/openapi.json", {
    openapi: "3.1.0",
    info: {
      title: "Novate",
      version,
      description: DESCRIPTION,
      license: { name: "MIT", url: "https://opensource.org/license/mit" },
    },
    servers: [{ url: "/", description: "The node that serves this document." }],
    tags: Object.keys(TAGS).map((name) => ({ name })),
  });
}
