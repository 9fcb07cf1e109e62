/**
 * What a node sends over `/v1/stream`: written by the node, read by its clients from text that may be anything.
 *
 * A channel begins with one `snapshot`, then `delta`s. Each carries its `sequence` (the height it is as of) and the
 * `previousSequence` that it follows: if that is not the sequence a client saw last, it has missed something and
 * subscribes again. A client that reconnects sends the `afterSequence` it saw last and is brought up to date: by the
 * missed deltas where the channel is a log, by a fresh snapshot where it is a state, by nothing if nothing happened.
 * A sequence is one of the snapshot's `house`: sent with another, it counts for nothing. Where a log cannot tell all that was
 * missed, a `gap` names the heights before the snapshot: `GET /v1/events` and `GET /v1/blocks` have them for as long as they are kept.
 *
 * @module
 */
import type { HouseId, JsonOf, RefusalOf } from "@novate/codec";

/** About one channel. */
export type ChannelMessage =
  | {
      readonly type: "snapshot";
      readonly channel: string;
      readonly house: HouseId;
      readonly sequence: number;
      readonly data: unknown;
    }
  | {
      readonly type: "delta";
      readonly channel: string;
      readonly previousSequence: number;
      readonly sequence: number;
      readonly data: unknown;
    }
  | { readonly type: "resumed"; readonly channel: string; readonly sequence: number }
  /** What blocks `from` … `to` did is not told here. */
  | { readonly type: "gap"; readonly channel: string; readonly from: number; readonly to: number };

/** What the stream says no with. */
export type StreamRefusal = JsonOf<RefusalOf<"MessageInvalid" | "ChannelUnknown" | "TooManyChannels">>;

/** The client's message that an error answers: what of it could be read. */
export interface AnsweredRequest {
  readonly type?: string;
  readonly channel?: string;
  readonly id?: string;
}

export type StreamError = {
  readonly type: "error";
  readonly detail: string;
  readonly request: AnsweredRequest;
} & StreamRefusal;

export type ServerMessage =
  | ChannelMessage
  | StreamError
  | { readonly type: "pong" }
  /** Nothing of the channel follows. */
  | { readonly type: "unsubscribed"; readonly channel: string };

/**
 * WebSocket close codes of ours: the node stops; the reader is too slow; it answers no ping; it asks too often; its address has as
 * many connections as it may.
 */
export const CloseCode = {
  stopping: 4001,
  slowConsumer: 4008,
  silent: 4009,
  tooManyMessages: 4029,
  tooManyConnections: 4030,
} as const;

/** `data` is already JSON text: it is made once for all subscribers. */
export const snapshotMessage = (channel: string, house: HouseId, sequence: number, data: string): string =>
  `{"type":"snapshot","channel":"${channel}","house":"${house}","sequence":${sequence},"data":${data}}`;

export const deltaMessage = (channel: string, previous: number, sequence: number, data: string): string =>
  `{"type":"delta","channel":"${channel}","previousSequence":${previous},"sequence":${sequence},"data":${data}}`;

export const resumedMessage = (channel: string, sequence: number): string =>
  `{"type":"resumed","channel":"${channel}","sequence":${sequence}}`;

export const gapMessage = (channel: string, from: number, to: number): string =>
  `{"type":"gap","channel":"${channel}","from":${from},"to":${to}}`;

export const unsubscribedMessage = (channel: string): string => `{"type":"unsubscribed","channel":"${channel}"}`;

export const errorMessage = (refusal: StreamRefusal, detail: string, request: AnsweredRequest): string =>
  JSON.stringify({ type: "error", ...refusal, detail, request });

export const PONG_MESSAGE = '{"type":"pong"}';

/** The message, or undefined for what no node sends. */
export function readMessage(text: unknown): ServerMessage | undefined {
  const message = parse(text);
  if (!isObject(message)) return undefined;
  const { type, channel, house, sequence, previousSequence, from, to, code, number, data, detail, request } =
    message as Readonly<Record<string, unknown>>;
  const isPlaced = typeof channel === "string" && Number.isSafeInteger(sequence);
  const isSound =
    type === "pong" ||
    (type === "error" &&
      typeof code === "string" &&
      Number.isInteger(number) &&
      isObject(data) &&
      typeof detail === "string" &&
      isObject(request)) ||
    (type === "snapshot" && isPlaced && typeof house === "string") ||
    (type === "resumed" && isPlaced) ||
    (type === "unsubscribed" && typeof channel === "string") ||
    (type === "gap" && typeof channel === "string" && Number.isSafeInteger(from) && Number.isSafeInteger(to)) ||
    (type === "delta" && isPlaced && Number.isSafeInteger(previousSequence));
  return isSound ? (message as ServerMessage) : undefined; // by the lines above
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

function parse(text: unknown): unknown {
  try {
    return typeof text === "string" ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}
