/**
 * `/v1/time`, `/v1/limits`, `/version`: what a program asks of the node itself before it begins.
 *
 * @module
 */
import { createRoute } from "@hono/zod-openapi";
import { BLOCK_LIMITS, LONGEST_TRANSACTION_MS, NONCE_WINDOW } from "@novate/engine";
import { Limits, MAX_LIMIT, NodeTime, Version } from "@novate/wire/schema";
import type { Api, ApiContext } from "../context.ts";
import { BODY_BYTES } from "../limit/body.ts";
import type { RateLimit } from "../limit/rateLimit.ts";
import { STREAM_LIMITS } from "../limit/streamLimits.ts";
import { MOST_WORK } from "../limit/whatIfWork.ts";
import { answers } from "./answers.ts";

const getTime = createRoute({
  method: "get",
  path: "/v1/time",
  operationId: "getTime",
  summary: "The house's clock",
  description: "What expiries are judged by: a client adds to it how long its order is to be good for.",
  responses: answers(NodeTime, "Now, and the time of the last block."),
});

const getVersion = createRoute({
  method: "get",
  path: "/version",
  operationId: "getVersion",
  summary: "Which program this is, and which house it serves",
  responses: answers(Version, "It does not change while the node runs."),
});

const getLimits = createRoute({
  method: "get",
  path: "/v1/limits",
  operationId: "getLimits",
  summary: "How much and how often a client may ask",
  description:
    "Clients on the node's own machine (127.0.0.1 and ::1) have no limit of requests, connections, channels or what-ifs, and their " +
    "answers no `RateLimit` headers: a client meets its limits at another address alone.",
  responses: answers(Limits, "Of each client address; of blocks and transactions for everybody."),
});

export function addSelfRoutes(api: Api, { chain, consensus, version }: ApiContext, { rate }: RateLimit): void {
  api.openapi(getTime, (c) => {
    const { height, timeMs } = chain.head;
    return c.json({ house: chain.house, nowMs: consensus.status().nowMs, height, blockTimeMs: timeMs }, 200);
  });

  api.openapi(getVersion, (c) =>
    c.json({ version, house: chain.house, api: "v1" as const, consensus: consensus.name }, 200),
  );

  api.openapi(getLimits, (c) =>
    c.json(
      {
        requests: { perSecond: rate.perSecond, burst: rate.burst },
        whatIfs: { mostWork: MOST_WORK, workPerSecond: MOST_WORK / 4 },
        stream: STREAM_LIMITS,
        bodyBytes: BODY_BYTES,
        pageEntries: MAX_LIMIT,
        transactionBytes: BLOCK_LIMITS.transactionBytes,
        blockBytes: BLOCK_LIMITS.bytes,
        blockTransactions: BLOCK_LIMITS.transactions,
        nonceWindow: NONCE_WINDOW,
        longestTransactionMs: LONGEST_TRANSACTION_MS,
      },
      200,
    ),
  );
}
