/**
 * HTTP and WebSocket API, generated from one schema.
 *
 * @module
 */
export { createApp } from "./app.ts";
export type { ApiContext } from "./context.ts";
export type { Problem } from "./schema/common.ts";
export { type ApiServer, type ServerOptions, startServer } from "./server.ts";
