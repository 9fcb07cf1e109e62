/**
 * HTTP and WebSocket API, generated from one schema.
 *
 * @module
 */
export { type ApiServer, type ServerOptions, startServer } from "./server.ts";
