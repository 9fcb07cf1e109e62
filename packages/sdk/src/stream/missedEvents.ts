/**
 * Events of blocks that a stream could not tell again, from the node's lists.
 *
 * @module
 */
import type { Answers } from "@novate/wire";
import type { NovateClient } from "../client/client.ts";
import { paginate } from "../client/paginate.ts";

type Entry = Answers["events"]["events"][number];

/** Most events of one question. */
const LIMIT = 500;

/** Of each block of the range that has some: its height and its events, as the channel would have told them. */
export async function* missedEvents(
  { events }: Pick<NovateClient, "events">,
  fromHeight: number,
  toHeight: number,
): AsyncGenerator<{ readonly sequence: number; readonly data: readonly Entry[] }, void, undefined> {
  let block: Entry[] = [];
  for await (const entry of paginate(events, { limit: LIMIT, cursor: `${fromHeight}-0` })) {
    const [first] = block;
    if (first !== undefined && entry.height !== first.height) {
      yield { sequence: first.height, data: block };
      block = [];
    }
    if (entry.height > toHeight) return;
    block.push(entry);
  }
  const [last] = block;
  if (last !== undefined) yield { sequence: last.height, data: block };
}
