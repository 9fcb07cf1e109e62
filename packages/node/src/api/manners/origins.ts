/**
 * Which pages of other origins may ask: all of them, or those that an operator names.
 *
 * Nothing here is secret and every change is signed, so that an origin proves nothing: the list only keeps strange pages away.
 *
 * @module
 */
import type { MiddlewareHandler } from "hono";
import { cors } from "hono/cors";

/** What a page may read of an answer besides its body. */
const EXPOSED = ["ETag", "Retry-After", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "Allow"];
const ACCEPTED = ["Content-Type", "Idempotency-Key", "If-None-Match"];
/** How long a browser may remember the answer. */
const PREFLIGHT_SECONDS = 86_400;

/** `origins`: such as `https://desk.example`; absent for any. */
export function admitOrigins(origins?: readonly string[]): MiddlewareHandler {
  const answer = cors({
    origin: origins === undefined ? "*" : [...origins],
    allowMethods: ["GET", "HEAD", "POST"],
    allowHeaders: ACCEPTED,
    exposeHeaders: EXPOSED,
    maxAge: PREFLIGHT_SECONDS,
  });
  // An OPTIONS that is no preflight is asked by a person, and answered by the methods of its path.
  return (c, next) =>
    c.req.method === "OPTIONS" && c.req.header("access-control-request-method") === undefined
      ? next()
      : answer(c, next);
}
