/**
 * What every route may use.
 *
 * @module
 */
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Chain } from "../chain/index.ts";
import type { Consensus } from "../consensus/index.ts";

export interface ApiContext {
  readonly chain: Chain;
  readonly consensus: Consensus;
  readonly version: string;
}

export type Api = OpenAPIHono;
