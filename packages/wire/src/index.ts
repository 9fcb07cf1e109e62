/**
 * What travels between a node and its clients: types of every answer, and the messages of the stream.
 *
 * Nothing here brings zod along: the schemas that these types are inferred from are `@novate/wire/schema`.
 *
 * @module
 */
export type { Advice, Answers, OutcomeJson, Problem, ProofOf, ReceiptJson, RowPage } from "./answers.ts";
export type { ChannelData } from "./channelData.ts";
export type { EventJson, JsonOf, RowJson } from "./json.ts";
export type { ClientMessage } from "./schema/stream.ts";
export {
  type ChannelFilter,
  type ChannelName,
  type ChannelParts,
  CONCERN_SUFFIX,
  type EventTopic,
  eventTypesOf,
  partsOf,
  type Topic,
} from "./stream/channel.ts";
export {
  type AnsweredRequest,
  type ChannelMessage,
  CloseCode,
  deltaMessage,
  errorMessage,
  gapMessage,
  PONG_MESSAGE,
  readMessage,
  resumedMessage,
  type ServerMessage,
  type StreamError,
  type StreamRefusal,
  snapshotMessage,
  unsubscribedMessage,
} from "./stream/message.ts";
