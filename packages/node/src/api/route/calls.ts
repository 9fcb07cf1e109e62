/**
 * `/v1/calls`: the margin calls that stand.
 *
 * @module
 */
import { createRoute } from "@hono/zod-openapi";
import { CallPage, DEFAULT_LIMIT, PageQuery } from "@novate/wire/schema";
import type { Api, ApiContext } from "../context.ts";
import { callPage } from "../view/call.ts";
import { answers } from "./answers.ts";

const listCalls = createRoute({
  method: "get",
  path: "/v1/calls",
  operationId: "listCalls",
  summary: "The margin calls that stand, by account",
  request: { query: PageQuery },
  responses: answers(CallPage, "A page of calls, each as it was made."),
});

export function addCallRoutes(api: Api, { chain }: ApiContext): void {
  api.openapi(listCalls, async (c) => {
    const { limit = DEFAULT_LIMIT, cursor } = c.req.valid("query");
    return c.json(await chain.read((engine) => callPage(engine, limit, cursor)), 200);
  });
}
