/**
 * Answers that change seldom or never: told by their tag, sent compressed.
 *
 * Every client asks again (`no-cache`) and is mostly told that nothing changed: another house may listen at the same address
 * tomorrow, so that no answer of a path may be kept for ever.
 *
 * @module
 */
import type { OpenAPIHono } from "@hono/zod-openapi";
import { compress } from "hono/compress";
import { etag } from "hono/etag";

/** What stands once it is there, and is worth its bytes. */
export const TAGGED = [
  "/openapi.json",
  "/asyncapi.json",
  "/docs",
  "/docs/*",
  "/v1/blocks/:height",
  "/v1/transactions/:hash",
  "/v1/exit/:epoch",
];

export function tagWhatStands(api: OpenAPIHono): void {
  for (const path of TAGGED) {
    api.on("GET", path, compress(), etag(), async (c, next) => {
      await next();
      if (c.res.ok) c.res.headers.set("Cache-Control", "no-cache");
    });
  }
}
