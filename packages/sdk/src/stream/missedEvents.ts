/**
 * Events of blocks that a stream could not tell again, from the node's lists.
 *
 * @module
 */
import { type Answers, type ChannelParts, CONCERN_SUFFIX, eventTypesOf } from "@novate/wire";
import type { NovateClient } from "../client/client.ts";
import { paginate } from "../client/paginate.ts";

type Entry = Answers["events"]["events"][number];

/** Most events of one question. */
const LIMIT = 500;

/** Of each block of the range that has some: its height and its events, as the channel would have told them. */
export async function* missedEvents(
  { events }: Pick<NovateClient, "events">,
  { topic, filter, id }: ChannelParts,
  fromHeight: number,
  toHeight: number,
): AsyncGenerator<{ readonly sequence: number; readonly data: readonly Entry[] }, void, undefined> {
  const types = eventTypesOf(topic) ?? undefined;
  let block: Entry[] = [];
  for await (const entry of paginate(events, { limit: LIMIT, cursor: `${fromHeight}-0` })) {
    const [first] = block;
    if (first !== undefined && entry.height !== first.height) {
      yield { sequence: first.height, data: block };
      block = [];
    }
    if (entry.height > toHeight) return;
    if (types !== undefined && !types.has(entry.event.type)) continue;
    if (filter === null || concerns(entry.event, CONCERN_SUFFIX[filter], id)) block.push(entry);
  }
  const [last] = block;
  if (last !== undefined) yield { sequence: last.height, data: block };
}

/** Whether a field whose name ends so has the id, at any depth. */
function concerns(value: unknown, suffix: string, id: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([key, member]) =>
    typeof member === "number" ? member === id && key.endsWith(suffix) : concerns(member, suffix, id),
  );
}
