/** @module The live view of a node. */
export type { ChannelData, ChannelName } from "@novate/wire";
export { type Delivery, type Gap, type Socket, Stream, type StreamOptions } from "./stream.ts";
