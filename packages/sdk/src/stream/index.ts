/** @module The live view of a node. */
export type { Delivery } from "./message.ts";
export { type Socket, Stream, type StreamOptions } from "./stream.ts";
