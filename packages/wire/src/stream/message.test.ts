/** Goal: a client reads what a node writes, and nothing else. Method: each writer through the reader; a table of noise. */
import { expect, test } from "vitest";
import {
  deltaMessage,
  errorMessage,
  PONG_MESSAGE,
  readMessage,
  resumedMessage,
  type ServerMessage,
  snapshotMessage,
} from "./message.ts";

const channel = "market:7";
const house = `0x${"07".repeat(32)}` as const;
const unknown = { code: "ChannelUnknown", number: 821, data: { channel } } as const;

test.each<[string, ServerMessage]>([
  [
    snapshotMessage(channel, house, 4, '{"height":4}'),
    { type: "snapshot", channel, house, sequence: 4, data: { height: 4 } },
  ],
  [deltaMessage(channel, 4, 6, "[]"), { type: "delta", channel, previousSequence: 4, sequence: 6, data: [] }],
  [resumedMessage(channel, 4), { type: "resumed", channel, sequence: 4 }],
  [
    errorMessage(unknown, 'no "it"', { channel }),
    { type: "error", ...unknown, detail: 'no "it"', request: { channel } },
  ],
  [PONG_MESSAGE, { type: "pong" }],
])("%s is read as it was meant", (text, message) => expect(readMessage(text)).toEqual(message));

test.each([
  ["half a message", snapshotMessage(channel, house, 4, "[")],
  ["bytes", new Uint8Array(3)],
  ["a number", "7"],
  ["null", "null"],
  ["an unknown type", '{"type":"greeting"}'],
  ["a snapshot without its house", '{"type":"snapshot","channel":"blocks","sequence":4,"data":{}}'],
  ["a snapshot without its channel", '{"type":"snapshot","house":"0x07","sequence":4,"data":{}}'],
  ["a snapshot at no whole sequence", '{"type":"snapshot","channel":"blocks","house":"0x07","sequence":4.5,"data":{}}'],
  ["a delta that follows nothing", '{"type":"delta","channel":"blocks","sequence":4,"data":{}}'],
  ["an error without its code", '{"type":"error","number":821,"data":{},"detail":"why","request":{}}'],
  ["an error without its payload", '{"type":"error","code":"ChannelUnknown","number":821,"detail":"why","request":{}}'],
  ["an error of no message", '{"type":"error","code":"ChannelUnknown","number":821,"data":{},"detail":"why"}'],
])("%s is no message", (_, text) => expect(readMessage(text)).toBeUndefined());
