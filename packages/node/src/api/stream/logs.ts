/**
 * The logs of the stream: what each block brought, told again to whoever missed it.
 *
 * @module
 */
import { type ChannelParts, eventTypesOf } from "@novate/wire";
import type { Chain } from "../../chain/index.ts";
import { accountEvents, eventPage } from "../view/ledger.ts";
import { type Channel, canReplay, type Item } from "./channel.ts";
import { CONCERNS } from "./touched.ts";

export const blocksChannel = (chain: Chain): Channel => ({
  isLog: true,
  async snapshot() {
    const { head } = chain;
    return { sequence: head.height, data: JSON.stringify((await chain.store.history.header(head.height)) ?? head) };
  },
  async delta({ header }) {
    return { sequence: header.height, data: JSON.stringify(header) };
  },
  canResume: canReplay(chain),
  async missed(afterSequence, mostBlocks) {
    const reached = Math.min(chain.head.height, afterSequence + mostBlocks);
    const headers = await chain.store.history.headersBefore(reached, reached - afterSequence);
    const items = headers.reverse().map((header) => ({ sequence: header.height, data: JSON.stringify(header) }));
    return { items, reached };
  },
});

/** Events of a topic, narrowed to what concerns one thing where the channel says so; each as `GET /v1/events` lists it. */
export function eventsChannel(chain: Chain, { topic, filter, id }: ChannelParts): Channel {
  const types = eventTypesOf(topic) ?? undefined;
  const isTold = (event: Parameters<typeof CONCERNS.account>[0]): boolean =>
    (types?.has(event.type) ?? true) && (filter === null || CONCERNS[filter](event).has(id));
  return {
    isLog: true,
    async snapshot() {
      return { sequence: chain.head.height, data: "[]" };
    },
    async delta({ header }, touched) {
      const entries = touched.entries(types, filter, id);
      return entries.length === 0 ? null : { sequence: header.height, data: `[${entries.join(",")}]` };
    },
    canResume: canReplay(chain),
    async missed(afterSequence, mostBlocks) {
      const reached = Math.min(chain.head.height, afterSequence + mostBlocks);
      const items: Item[] = [];
      if (filter === "account") {
        for (const entries of await accountEvents(chain, id, afterSequence, reached)) {
          const told = entries.filter(({ event }) => types?.has(event.type) ?? true);
          if (told.length > 0) items.push({ sequence: told[0]!.height, data: JSON.stringify(told) });
        }
        return { items, reached };
      }
      for (let height = afterSequence + 1; height <= reached; height++) {
        const { events } = await eventPage(chain, {
          limit: Infinity,
          fromHeight: height,
          toHeight: height,
          cursor: undefined,
          isWanted: isTold,
        });
        if (events.length > 0) items.push({ sequence: height, data: JSON.stringify(events) });
      }
      return { items, reached };
    },
  };
}
