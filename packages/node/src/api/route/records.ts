/**
 * `/v1/events`, `/v1/tables`, `/v1/proofs`: the records themselves.
 *
 * @module
 */
import { createRoute, z } from "@hono/zod-openapi";
import { decode, Event, type Field, type TableName, tables, toJson } from "@novate/codec";
import { assert } from "@novate/stdx";
import type { RowJson } from "@novate/wire";
import { DEFAULT_LIMIT, EventPage, HeightParam, PageQuery, Proof, RowPage } from "@novate/wire/schema";
import { refusalError } from "../../failures.ts";
import type { Api, ApiContext } from "../context.ts";
import { eventPage } from "../view/ledger.ts";
import { answers } from "./answers.ts";

const tableNames = Object.keys(tables) as [TableName, ...TableName[]]; // the keys of a literal
const eventTypes = Object.keys(Event.variants) as [string, ...string[]];
const TableParam = z.enum(tableNames);

const listEvents = createRoute({
  method: "get",
  path: "/v1/events",
  operationId: "listEvents",
  summary: "Events, oldest first",
  request: {
    query: PageQuery.extend({ fromHeight: HeightParam.optional(), type: z.enum(eventTypes).optional() }),
  },
  responses: answers(
    EventPage,
    "A page; it may be short where a type is rare, go on while there is a cursor.",
    "BlockPruned",
  ),
});

const listRows = createRoute({
  method: "get",
  path: "/v1/tables/{table}",
  operationId: "listRows",
  summary: "Rows of a committed table, in slot order",
  request: { params: z.object({ table: TableParam }), query: PageQuery },
  responses: answers(RowPage, "A page of rows in JSON form."),
});

const getProof = createRoute({
  method: "get",
  path: "/v1/proofs/{table}/{key}",
  operationId: "getProof",
  summary: "A row with its Merkle proof against the state root",
  description: "Keys with several parts are joined by `/`, written `%2F` in the path.",
  request: { params: z.object({ table: TableParam, key: z.string().min(1).max(256) }) },
  responses: answers(Proof, "Verify it with the SDK, or `verifyRowProof` of the codec.", "RowUnknown"),
});

export function addRecordRoutes(api: Api, { chain }: ApiContext): void {
  api.openapi(listEvents, async (c) => {
    const {
      limit = DEFAULT_LIMIT,
      cursor,
      fromHeight = chain.store.history.earliestHeight,
      type,
    } = c.req.valid("query");
    return c.json(await eventPage(chain, { limit, cursor, fromHeight, isWanted: isOfType(type) }), 200);
  });

  api.openapi(listRows, async (c) => {
    const { table } = c.req.valid("param");
    const { limit = DEFAULT_LIMIT, cursor } = c.req.valid("query");
    const from = Number.parseInt(cursor ?? "0", 10);
    return c.json(
      await chain.read((engine) => {
        const { height } = engine;
        const rows: RowJson[] = [];
        // A row keeps its slot while it stands: what comes and goes between two pages hides no other row.
        for (const [slot, row] of engine.slotsFrom(table, from)) {
          if (rows.length === limit) return { table, height, rows, nextCursor: `${slot}` };
          rows.push(rowToJson(table, row));
        }
        return { table, height, rows, nextCursor: null };
      }),
      200,
    );
  });

  api.openapi(getProof, async (c) => {
    const { table, key } = c.req.valid("param");
    const found = await chain.read((engine) => {
      const proof = engine.prove(table, /^\d+$/.test(key) ? Number(key) : key);
      return proof && { height: engine.height, stateRoot: engine.stateRoot, proof };
    });
    if (found === undefined) throw refusalError("RowUnknown", { table, key });
    const { proof } = found;
    const decoded = decode(tables[table] as Field<unknown>, Buffer.from(proof.rowBytes.slice(2), "hex"));
    assert(decoded.ok, "proof: the engine proved a row that does not decode");
    const row = rowToJson(table, decoded.value);
    return c.json(
      { ...found, row, proof: { ...proof, siblings: [...proof.siblings], tableSiblings: [...proof.tableSiblings] } },
      200,
    );
  });
}

const rowToJson = (table: TableName, row: unknown): RowJson =>
  toJson(tables[table] as Field<unknown>, row) as unknown as RowJson; // by the table's own field

const isOfType = (type: string | undefined) =>
  type === undefined ? undefined : (event: { readonly type: string }): boolean => event.type === type;
