/**
 * `Idempotency-Key`: the same key with another body is a mistake of the client, and is said to be one.
 *
 * The same body gets the same answer without a key: a transaction takes effect once, and everything else that is posted changes
 * nothing. So a key is only held against the body that it came with.
 *
 * @module
 */
import { createHash } from "node:crypto";
import type { HttpBindings } from "@hono/node-server";
import type { MiddlewareHandler } from "hono";
import { refusalError } from "../../failures.ts";
import { clientOf } from "../limit/rateLimit.ts";
import { requestInvalid, sendProblem } from "../problem.ts";

export const MOST_KEY_CHARACTERS = 255;
/** Keys remembered, of all clients; the oldest is forgotten first. */
const MOST_KEYS = 10_000;

export function holdKeys(mostKeys: number = MOST_KEYS): MiddlewareHandler {
  const bodies = new Map<string, string>();
  return async (c, next) => {
    const key = c.req.header("idempotency-key");
    if (c.req.method !== "POST" || key === undefined) return next();
    if (key === "" || key.length > MOST_KEY_CHARACTERS)
      return sendProblem(c, requestInvalid("Idempotency-Key", `it has from 1 to ${MOST_KEY_CHARACTERS} characters`));
    const { incoming } = (c.env ?? {}) as Partial<HttpBindings>; // absent without a socket
    const place = JSON.stringify([clientOf(incoming?.socket.remoteAddress), c.req.path, key]);
    const body = createHash("sha256")
      .update(Buffer.from(await c.req.arrayBuffer()))
      .digest("hex");
    const before = bodies.get(place);
    if (before !== undefined && before !== body) return sendProblem(c, refusalError("IdempotencyKeyTaken", { key }));
    bodies.set(place, body);
    if (bodies.size > mostKeys) {
      const [oldest] = bodies.keys();
      if (oldest !== undefined) bodies.delete(oldest);
    }
    return next();
  };
}
