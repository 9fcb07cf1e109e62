/** Goal: every item once and in order, and no page that nobody reads. Method: lists by hand, and a live node's. */
import { expect, expectTypeOf, test } from "vitest";
import { startLiveNode } from "../testing/liveNode.fixture.ts";
import { createClient } from "./client.ts";
import { paginate } from "./paginate.ts";

async function allOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

test("goes on over short and empty pages, and asks for no more than is read", async () => {
  const pages = [[1, 2], [], [3]];
  const asked: (string | undefined)[] = [];
  const list = async ({ cursor }: { readonly cursor?: string } = {}) => {
    asked.push(cursor);
    const place = Number(cursor ?? "0");
    return { height: 7, items: pages[place]!, nextCursor: place + 1 < pages.length ? `${place + 1}` : null };
  };
  expect(await allOf(paginate(list))).toEqual([1, 2, 3]);
  expect(asked).toEqual([undefined, "1", "2"]);
  for await (const item of paginate(list)) if (item === 2) break;
  expect(asked).toHaveLength(4);
});

test("lists of a node: filtered events, and rows of a table, each typed", async () => {
  const live = await startLiveNode();
  const novate = createClient({ url: live.url });
  for (let nonce = 0n; nonce < 3n; nonce++) await novate.submit(live.openAccount(nonce));
  const opened = await allOf(paginate(novate.events, { type: "AccountOpened", limit: 2 }));
  expect(opened.map(({ event }) => event.type)).toEqual(["AccountOpened", "AccountOpened", "AccountOpened"]);
  const assets = await allOf(paginate((page) => novate.rows("assets", { limit: 1, ...page })));
  expectTypeOf(assets[0]!.symbol).toEqualTypeOf<string>();
  expect(assets.map(({ assetId }) => assetId)).toEqual([1, 2]);
  await live.stop();
});
