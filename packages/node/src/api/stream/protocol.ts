/**
 * What travels over `/v1/stream`, in both directions.
 *
 * A channel begins with one `snapshot`, then `delta`s. Each carries its `sequence` (the height it is as of) and the
 * `previousSequence` that it follows: if that is not the sequence a client saw last, it has missed something and
 * subscribes again. A client that reconnects sends the `afterSequence` it saw last and is brought up to date: by the
 * missed deltas where the channel is a log, by a fresh snapshot where it is a state, by nothing if nothing happened.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";

const Channel = z.string().regex(/^(status|blocks|events|market:\d{1,10}|account:\d{1,10})$/);

export const ClientMessage = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("subscribe"), channel: Channel, afterSequence: z.int().min(0).optional() }),
  z.strictObject({ type: z.literal("unsubscribe"), channel: Channel }),
  z.strictObject({ type: z.literal("ping") }),
]);
export type ClientMessage = z.infer<typeof ClientMessage>;

/** WebSocket close codes of ours. */
export const CloseCode = { slowConsumer: 4008, stopping: 4001 } as const;

/** `data` is already JSON text: it is made once for all subscribers. */
export const snapshotMessage = (channel: string, sequence: number, data: string): string =>
  `{"type":"snapshot","channel":"${channel}","sequence":${sequence},"data":${data}}`;

export const deltaMessage = (channel: string, previous: number, sequence: number, data: string): string =>
  `{"type":"delta","channel":"${channel}","previousSequence":${previous},"sequence":${sequence},"data":${data}}`;

export const resumedMessage = (channel: string, sequence: number): string =>
  `{"type":"resumed","channel":"${channel}","sequence":${sequence}}`;

export const errorMessage = (code: string, detail: string): string => JSON.stringify({ type: "error", code, detail });
