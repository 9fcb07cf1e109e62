/**
 * What every route may use.
 *
 * @module
 */
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Chain } from "../chain/index.ts";
import type { Consensus } from "../consensus/index.ts";
import type { ExitBooks } from "../exit/index.ts";

export interface ApiContext {
  readonly chain: Chain;
  readonly consensus: Consensus;
  readonly version: string;
  /** What accounts leave with; of what this process sees struck, if absent. */
  readonly exits?: ExitBooks;
}

export type Api = OpenAPIHono;
