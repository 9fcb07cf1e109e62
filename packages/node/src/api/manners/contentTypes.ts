/**
 * Bodies in a content type that their route does not have: what is no JSON by its own word is not read as JSON.
 *
 * @module
 */
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { MiddlewareHandler } from "hono";
import { refusalError } from "../../failures.ts";
import { sendProblem } from "../problem.ts";

/** Refuses what is posted to a route of the document in none of its content types. */
export function refuseContentTypes(api: OpenAPIHono): MiddlewareHandler {
  // Routes are added after their middleware.
  let taken: ReadonlyMap<string, readonly string[]> | undefined;
  return async (c, next) => {
    taken ??= typesOf(api);
    const types = c.req.method === "POST" ? taken.get(c.req.path) : undefined;
    const type = c.req.header("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
    if (types === undefined || types.includes(type)) return next();
    const given = type === "" ? "no content type" : `content-type ${type}`;
    const words = { message: `The body came with ${given}.`, remedy: `Send it as ${types.join(" or ")}.` };
    return sendProblem(c, refusalError("ContentTypeUnknown", { contentType: type }, words));
  };
}

/** `/v1/transactions` → the content types of its body; no path that takes a body has a parameter. */
function typesOf({ openAPIRegistry }: OpenAPIHono): Map<string, readonly string[]> {
  const types = new Map<string, readonly string[]>();
  for (const definition of openAPIRegistry.definitions) {
    if (definition.type !== "route" || definition.route.method !== "post") continue;
    const { path, request } = definition.route;
    types.set(path, Object.keys(request?.body?.content ?? {}));
  }
  return types;
}
