/**
 * `/v1/status`, `/v1/blocks`, `/v1/blockbytes`.
 *
 * @module
 */

import { createHash } from "node:crypto";
import { createRoute, z } from "@hono/zod-openapi";
import { bytesToHex } from "@novate/codec";
import {
  BlockBytesPage,
  BlockDetail,
  BlockPage,
  DEFAULT_LIMIT,
  HeightParam,
  numberParam,
  PageQuery,
  Status,
} from "@novate/wire/schema";
import { refusalError } from "../../failures.ts";
import type { Api, ApiContext } from "../context.ts";
import { statusView } from "../view/status.ts";
import { answers } from "./answers.ts";

/** Blocks of one answer, and their bytes after which it ends. */
const MOST_BLOCKS = 500;
const ENOUGH_BYTES = 1024 * 1024;

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
  responses: answers(BlockDetail, "The header, and the hashes in order.", "BlockUnknown", "BlockPruned"),
});

const listBlockBytes = createRoute({
  method: "get",
  path: "/v1/blockbytes",
  operationId: "listBlockBytes",
  summary: "Blocks with their transactions, oldest first",
  description:
    "What makes the state again from the genesis: an attestor signs nothing that it has not computed itself.",
  request: {
    query: z.object({
      fromHeight: HeightParam,
      limit: numberParam(1, MOST_BLOCKS, "Most blocks in the answer.").optional(),
    }),
  },
  responses: answers(
    BlockBytesPage,
    "From the height on, as many as fit; none where the chain has not come so far.",
    "BlockUnknown",
    "BlockPruned",
  ),
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

  api.openapi(listBlockBytes, async (c) => {
    const { fromHeight, limit = MOST_BLOCKS } = c.req.valid("query");
    const { chain } = context;
    const blocks: z.infer<typeof BlockBytesPage>["blocks"] = [];
    let bytes = 0;
    for (let height = fromHeight; height <= chain.head.height; height++) {
      if (blocks.length === limit || bytes > ENOUGH_BYTES) break;
      const [header, block] = await Promise.all([history.header(height), chain.store.block(height)]);
      if (header === null || block === null) throw refusalError("BlockUnknown", { height });
      bytes += header.transactionBytes;
      const { timeMs, stateRoot } = header;
      blocks.push({ height, timeMs, stateRoot, transactions: block.transactions.map((one) => bytesToHex(one)) });
    }
    return c.json({ house: chain.house, blocks }, 200);
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
