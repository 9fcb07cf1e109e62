/**
 * `/v1/accounts/{id}/exit`, `/v1/exit/{epoch}`: what accounts leave with when nobody answers any more.
 *
 * @module
 */
import { createRoute, z } from "@hono/zod-openapi";
import { ExitClaim, ExitHead, ExitKit, toJson } from "@novate/codec";
import type { ExitBook } from "@novate/evm";
import type { JsonOf } from "@novate/wire";
import { DEFAULT_LIMIT, ExitKit as ExitKitAnswer, ExitPage, IdParam, PageQuery } from "@novate/wire/schema";
import { ExitBooks } from "../../exit/index.ts";
import { refusalError } from "../../failures.ts";
import type { Api, ApiContext } from "../context.ts";
import { answers } from "./answers.ts";

const getExitKit = createRoute({
  method: "get",
  path: "/v1/accounts/{id}/exit",
  operationId: "getExitKit",
  summary: "An account's exit kit: what vaults pay it by when the house is gone",
  description:
    "Of the last checkpoint that was signed, unless `epoch` names another. Save it each epoch: it is good without this node. " +
    "That of account 0 has the deposits that were sent back.",
  request: { params: z.object({ id: IdParam }), query: z.object({ epoch: IdParam.optional() }) },
  responses: answers(
    ExitKitAnswer,
    "Every part with its proof; check it with `verifyExitKit` of the SDK.",
    "ExitUnknown",
  ),
});

const listExitClaims = createRoute({
  method: "get",
  path: "/v1/exit/{epoch}",
  operationId: "listExitClaims",
  summary: "All claims of a signed checkpoint, by account, and what else it commits to",
  request: {
    params: z.object({ epoch: z.union([z.enum(["signed"]), IdParam], "it is `signed`, or an epoch in digits") }),
    query: PageQuery,
  },
  responses: answers(ExitPage, "A page of leaves, all of which hash to the checkpoint's `claimsRoot`.", "ExitUnknown"),
});

export function addExitRoutes(api: Api, { chain, exits = new ExitBooks(chain, null) }: ApiContext): void {
  const bookOf = async (epoch: number | null): Promise<ExitBook> => {
    const book = await exits.book(epoch);
    if (book === null) throw refusalError("ExitUnknown", { epoch: epoch ?? 0 });
    return book;
  };

  api.openapi(getExitKit, async (c) => {
    const { id } = c.req.valid("param");
    const { epoch = null } = c.req.valid("query");
    const kit = (await bookOf(epoch)).kitOf(id);
    return c.json(toJson(ExitKit, kit) as JsonOf<ExitKit>, 200); // by the codec's own field
  });

  api.openapi(listExitClaims, async (c) => {
    const { epoch } = c.req.valid("param");
    const { limit = DEFAULT_LIMIT, cursor } = c.req.valid("query");
    const book = await bookOf(epoch === "signed" ? null : epoch);
    const { claims, next } = book.claimsFrom(Number.parseInt(cursor ?? "0", 10), limit);
    const head = cursor === undefined ? (toJson(ExitHead, book.head) as JsonOf<ExitHead>) : null; // as above
    const leaves = claims.map((claim) => toJson(ExitClaim, claim) as JsonOf<ExitClaim>);
    return c.json(
      { epoch: book.head.checkpoint.epoch, head, claims: leaves, nextCursor: next === null ? null : `${next}` },
      200,
    );
  });
}
