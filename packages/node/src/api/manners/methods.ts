/**
 * Paths asked by a method that they do not have: 405 with what they do have, and OPTIONS with the same.
 *
 * @module
 */
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { MiddlewareHandler } from "hono";
import { methodNotAllowed } from "hono/method-not-allowed";
import { refusalError } from "../../failures.ts";
import { sendProblem } from "../problem.ts";

export const tellMethods = (api: OpenAPIHono): MiddlewareHandler =>
  methodNotAllowed({
    app: api,
    onMethodNotAllowed(c, methods) {
      const allow = [...methods, "OPTIONS"].join(", ");
      c.header("Allow", allow);
      if (c.req.method === "OPTIONS") return c.body(null, 204);
      const method = c.req.method.slice(0, 16);
      return sendProblem(c, refusalError("MethodUnknown", { method, allow }, { remedy: `Use one of ${allow}.` }));
    },
  });
