/** Goal: a page of events costs what a page may cost. Method: a chain by hand whose events are counted as they are read. */
import { expect, test } from "vitest";
import type { Chain } from "../../chain/index.ts";
import { openSoloApi } from "../../testing/soloApi.fixture.ts";
import { eventPage } from "./ledger.ts";

const EVENTS_A_BLOCK = 1_000;
const BLOCKS = 40;

test("ADM-023 a list of a type that never comes is read in pages of a bounded number of events, to its end", async () => {
  const { node } = await openSoloApi();
  const [first] = (await eventPage(node.chain, { limit: 1, fromHeight: 1, cursor: undefined })).events;
  const bytes = await node.chain.store.history.event(first!.height, first!.index);
  let read = 0;
  const history = {
    assertKept: () => {},
    header: async (height: number) => ({ height, timeMs: 0, eventCount: EVENTS_A_BLOCK }),
    eventPage: async () => {
      read += EVENTS_A_BLOCK;
      return new Array<Uint8Array>(EVENTS_A_BLOCK).fill(bytes);
    },
  };
  const chain = { head: { height: BLOCKS }, store: { history } } as unknown as Chain;
  let cursor: string | undefined;
  const pages: number[] = [];
  do {
    read = 0;
    const page = await eventPage(chain, {
      limit: 10,
      fromHeight: 1,
      cursor,
      isWanted: ({ type }) => type === "AccountClosed",
    });
    expect(page.events).toEqual([]);
    pages.push(read);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(pages).toEqual(new Array(8).fill(5 * EVENTS_A_BLOCK));
  await node.dispose();
});
