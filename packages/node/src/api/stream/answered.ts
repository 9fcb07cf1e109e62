/**
 * What an error of the stream says of the message that it answers.
 *
 * @module
 */
import type { AnsweredRequest } from "@novate/wire";

const PARTS = ["type", "channel", "id"] as const;
/** Of each part: a client's own message is told apart by as much. */
const MOST_CHARACTERS = 64;

/** Those parts of a client's message that are text; none of what is no object. */
export function answeredOf(json: unknown): AnsweredRequest {
  if (typeof json !== "object" || json === null) return {};
  const members = json as Readonly<Record<string, unknown>>; // whatever came
  return Object.fromEntries(
    PARTS.flatMap((part) => {
      const text = Object.hasOwn(members, part) ? members[part] : undefined;
      return typeof text === "string" ? [[part, text.slice(0, MOST_CHARACTERS)]] : [];
    }),
  );
}
