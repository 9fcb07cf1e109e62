/**
 * Query keys that a path does not have: a misspelt one would otherwise be passed over in silence, and answered with everything.
 *
 * @module
 */
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import { requestInvalid, sendProblem } from "../problem.ts";

/** Refuses unknown and repeated keys of every route that the document describes. */
export function refuseUnknownKeys(api: OpenAPIHono): MiddlewareHandler {
  // Routes are added after their middleware.
  let routes: ReadonlyMap<string, ReadonlySet<string>> | undefined;
  return async (c, next) => {
    routes ??= keysOf(api);
    const given = [...new URL(c.req.url).searchParams.keys()];
    if (given.length === 0) return next();
    const known = matchedRoutes(c)
      .map(({ method, path }) => routes?.get(`${method} ${path}`))
      .find((keys) => keys !== undefined);
    const wrong = given.find((key, index) => known?.has(key) === false || given.indexOf(key) !== index);
    if (known === undefined || wrong === undefined) return next();
    const field = wrong.slice(0, 256);
    const reason = known.has(wrong) ? "it is there twice" : `it is no key of this path, which has ${listed(known)}`;
    return sendProblem(c, requestInvalid(field, reason, { remedy: "Take it out; /docs lists the keys." }));
  };
}

const listed = (keys: ReadonlySet<string>): string => (keys.size === 0 ? "none" : [...keys].join(", "));

/** `GET /v1/blocks/:height` → its query's keys. */
function keysOf({ openAPIRegistry }: OpenAPIHono): Map<string, ReadonlySet<string>> {
  const routes = new Map<string, ReadonlySet<string>>();
  for (const definition of openAPIRegistry.definitions) {
    if (definition.type !== "route") continue;
    const { method, path, request } = definition.route;
    const shape = request?.query !== undefined && "shape" in request.query ? request.query.shape : {};
    routes.set(`${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ":$1")}`, new Set(Object.keys(shape as object)));
  }
  return routes;
}
