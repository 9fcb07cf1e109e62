/**
 * HTTP and WebSocket API, generated from one schema.
 *
 * @module
 */

export type { Answers } from "./answers.ts";
export type { ApiContext } from "./context.ts";
export type { Problem } from "./schema/common.ts";
export { type ApiServer, type ServerOptions, startServer } from "./server.ts";
