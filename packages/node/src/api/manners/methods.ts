/**
 * Paths asked by a method that they do not have: 405 with what they do have, and OPTIONS with the same.
 *
 * @module
 */
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context, MiddlewareHandler } from "hono";
import { methodNotAllowed } from "hono/method-not-allowed";
import { refusalError } from "../../failures.ts";
import { sendProblem } from "../problem.ts";

export function tellMethods(api: OpenAPIHono): MiddlewareHandler {
  const ofPatterns = methodNotAllowed({ app: api, onMethodNotAllowed: tell });
  // Routes are added after their middleware.
  let ofPaths: ReadonlyMap<string, readonly string[]> | undefined;
  return async (c, next) => {
    ofPaths ??= methodsOfPaths(api);
    const methods = ofPaths.get(c.req.path);
    // `/v1/transactions/prepare` is no hash, though the pattern of hashes fits it.
    if (methods !== undefined && !methods.includes(c.req.method)) return tell(c, methods);
    return ofPatterns(c, next);
  };
}

function tell(c: Context, methods: readonly string[]): Response {
  const allow = [...methods, "OPTIONS"].join(", ");
  c.header("Allow", allow);
  if (c.req.method === "OPTIONS") return c.body(null, 204);
  const method = c.req.method.slice(0, 16);
  return sendProblem(c, refusalError("MethodUnknown", { method, allow }, { remedy: `Use one of ${allow}.` }));
}

/** Methods of the paths without a parameter that the document describes. */
function methodsOfPaths({ openAPIRegistry }: OpenAPIHono): Map<string, readonly string[]> {
  const methods = new Map<string, readonly string[]>();
  for (const definition of openAPIRegistry.definitions) {
    if (definition.type !== "route" || definition.route.path.includes("{")) continue;
    const { path, method } = definition.route;
    methods.set(path, [...(methods.get(path) ?? []), ...(method === "get" ? ["GET", "HEAD"] : [method.toUpperCase()])]);
  }
  return methods;
}
