/**
 * What the stream's document says in words.
 *
 * @module
 */
import type { CloseCode } from "../stream/message.ts";

export const STREAM_ABOUT = `What a node tells as it happens, over one WebSocket. Messages are JSON objects told apart by \`type\`.

**Channels.** A client subscribes to a topic (\`trades\`), or to what of it concerns one account, market or venue
(\`trades:venue:1\`). A market and an account are channels of their own (\`market:1\`, \`account:7\`).

**Sequence.** A channel begins with one \`snapshot\`; \`delta\`s follow. \`sequence\` is a height. A delta names the sequence that it
follows, \`previousSequence\`: if that is not the one seen last, something was missed, and the client subscribes again. Within a
connection nothing is missed. A sequence counts for the snapshot's \`house\` alone.

**Resuming.** Subscribing with \`afterSequence\` (and \`house\`) goes on from there. A log answers \`resumed\` and tells the missed deltas, up to
500 blocks of them; a state answers \`resumed\` if it did not move on, else a fresh snapshot. Where a log cannot tell all, a \`gap\` names the
heights that are left out, before a snapshot: \`GET /v1/events\` and \`GET /v1/blocks\` have them for as long as they are kept.

**Pings.** The node pings every 30 seconds (WebSocket frames, which browsers answer by themselves) and closes a connection that left
two without an answer. A client may send \`{"type":"ping"}\`, which is answered \`{"type":"pong"}\`.

**Limits.** A connection has at most 256 channels and messages of 4,096 bytes; \`GET /v1/limits\` has what an address may. A reader that lets
4 MiB pile up is closed, and loses nothing of a log: it resumes.

**Closing.** The codes under \`x-close-codes\` are the node's own; all but \`tooManyMessages\` and \`tooManyConnections\` are met by connecting again.`;

/** What each code of the node's own means. */
export const CLOSE_NOTES: Readonly<Record<keyof typeof CloseCode, string>> = {
  stopping: "The node stops: connect again when it is back.",
  slowConsumer: "More waited to be read than may: connect again, and resume.",
  silent: "Two pings in a row were not answered.",
  tooManyMessages: "The client sent more messages than its connection may.",
  tooManyConnections: "The address has as many connections as it may.",
};
