/**
 * `/v1/status`, `/v1/blocks`.
 *
 * @module
 */

import { createHash } from "node:crypto";
import { createRoute, z } from "@hono/zod-openapi";
import { bytesToHex } from "@novate/codec";
import { BlockDetail, BlockPage, DEFAULT_LIMIT, HeightParam, PageQuery, Status } from "@novate/wire/schema";
import { refusalError } from "../../failures.ts";
import type { Api, ApiContext } from "../context.ts";
import { statusView } from "../view/status.ts";
import { answers } from "./answers.ts";

const getStatus = createRoute({
  method: "get",
  path: "/v1/status",
  operationId: "getStatus",
  summary: "Where the chain stands",
  responses: answers(Status, "The last durable block, and whether transactions are taken."),
});

const listBlocks = createRoute({
  method: "get",
  path: "/v1/blocks",
  operationId: "listBlocks",
  summary: "Blocks, newest first",
  request: { query: PageQuery },
  responses: answers(BlockPage, "A page of headers."),
});

const getBlock = createRoute({
  method: "get",
  path: "/v1/blocks/{height}",
  operationId: "getBlock",
  summary: "One block with the hashes of its transactions",
  request: { params: z.object({ height: HeightParam }) },
  responses: answers(BlockDetail, "The header, and the hashes in order."),
});

export function addChainRoutes(api: Api, context: ApiContext): void {
  const { history } = context.chain.store;

  api.openapi(getStatus, async (c) => c.json(await statusView(context), 200));

  api.openapi(listBlocks, async (c) => {
    const { limit = DEFAULT_LIMIT, cursor } = c.req.valid("query");
    const from = cursor === undefined ? context.chain.head.height : Number.parseInt(cursor, 10);
    const blocks = await history.headersBefore(from, limit);
    const last = blocks.at(-1);
    const nextCursor =
      blocks.length === limit && last !== undefined && last.height > history.earliestHeight
        ? `${last.height - 1}`
        : null;
    return c.json({ blocks, nextCursor }, 200);
  });

  api.openapi(getBlock, async (c) => {
    const { height } = c.req.valid("param");
    const header = await history.header(height);
    const block = await context.chain.store.block(height);
    if (header === null || block === null) throw refusalError("BlockUnknown", { height });
    const transactionHashes = block.transactions.map((bytes) =>
      bytesToHex(createHash("sha256").update(bytes).digest()),
    );
    return c.json({ ...header, transactionHashes }, 200);
  });
}
