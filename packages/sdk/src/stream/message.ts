/**
 * What a node sends over its stream, read from text that may be anything.
 *
 * @module
 */

/** What a subscriber gets. */
export interface Delivery {
  /** `snapshot`: the whole of it. `delta`: what a block changed; for states that is the whole of it again. */
  readonly kind: "snapshot" | "delta";
  /** Height that it is as of. */
  readonly sequence: number;
  readonly data: unknown;
}

/** About one channel. */
export type ChannelMessage =
  | { readonly type: "snapshot"; readonly channel: string; readonly sequence: number; readonly data: unknown }
  | {
      readonly type: "delta";
      readonly channel: string;
      readonly previousSequence: number;
      readonly sequence: number;
      readonly data: unknown;
    }
  | { readonly type: "resumed"; readonly channel: string; readonly sequence: number };

export type ServerMessage =
  | ChannelMessage
  | { readonly type: "error"; readonly code: string; readonly detail: string }
  | { readonly type: "pong" };

/** The message, or undefined for what no node sends. */
export function readMessage(text: unknown): ServerMessage | undefined {
  const message = parse(text);
  if (typeof message !== "object" || message === null) return undefined;
  const { type, channel, sequence, previousSequence, code, detail } = message as Readonly<Record<string, unknown>>;
  const isPlaced = typeof channel === "string" && Number.isSafeInteger(sequence);
  const isSound =
    type === "pong" ||
    (type === "error" && typeof code === "string" && typeof detail === "string") ||
    ((type === "snapshot" || type === "resumed") && isPlaced) ||
    (type === "delta" && isPlaced && Number.isSafeInteger(previousSequence));
  return isSound ? (message as ServerMessage) : undefined; // by the lines above
}

function parse(text: unknown): unknown {
  try {
    return typeof text === "string" ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}
