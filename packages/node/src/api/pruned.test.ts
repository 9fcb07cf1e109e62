/**
 * Goal: a node that keeps few blocks says what it does not have, by name and with the first height that it has; and it goes on.
 * Method: a populated node with four blocks kept, asked for old ones; restarted; a client that was away too long.
 */
import { afterEach, expect, test } from "vitest";
import { openSoloApi, type SoloApi } from "../testing/soloApi.fixture.ts";
import { SoloNode } from "../testing/soloNode.fixture.ts";
import { channelOf } from "./stream/channels.ts";

const KEEP = 4;
let api: SoloApi;
afterEach(() => api.node.dispose());

async function pruned(): Promise<number> {
  api = await openSoloApi(KEEP);
  for (let count = 0; count < 12; count += 1) await api.node.produce();
  const { head, store } = api.node.chain;
  await expect.poll(() => store.history.earliestHeight).toBe(head.height - KEEP + 1); // a step runs beside the next block
  return store.history.earliestHeight;
}

test("old blocks and events are BlockPruned with the earliest height, and the status shows it", async () => {
  const earliestHeight = await pruned();
  const { height } = api.node.chain.head;
  expect(height - earliestHeight).toBeLessThanOrEqual(KEEP);
  expect((await api.get("/v1/status")).body).toMatchObject({ height, earliestHeight });
  for (const path of ["/v1/blocks/2", "/v1/blocks/0", "/v1/events?fromHeight=1"]) {
    const { status, body } = await api.get(path);
    expect([status, body.code], path).toEqual([410, "BlockPruned"]);
    expect(body.refusal.data.earliestHeight).toBe(earliestHeight);
  }
  expect((await api.get(`/v1/blocks/${earliestHeight}`)).status).toBe(200);
  expect((await api.get(`/v1/blocks/${height + 1}`)).body.code).toBe("BlockUnknown");
  const page = await api.get("/v1/blocks?limit=200");
  expect(page.body.blocks.at(-1).height).toBe(earliestHeight);
  expect(page.body.nextCursor).toBeNull();
  expect((await api.get("/v1/events")).status).toBe(200);
  expect((await api.get("/v1/accounts/1/ledger")).status).toBe(200);
});

test("INV-010 a restart needs none of the blocks that went: the same root, and the chain goes on", async () => {
  await pruned();
  const { path, chain } = api.node;
  const { head } = chain;
  await api.node.close();
  const again = await SoloNode.open({ path, keepBlocks: KEEP });
  expect(again.chain.head).toEqual(head);
  await again.must(again.trade(1));
  api = { ...api, node: again };
});

test("a client that was away longer than the blocks kept is told to begin anew, one that was not gets what it missed", async () => {
  const earliestHeight = await pruned();
  const context = { chain: api.node.chain, consensus: api.node.solo, version: "0.0.0" };
  const channel = channelOf(context, "blocks");
  expect([channel.canResume(1), channel.canResume(earliestHeight - 1)]).toEqual([false, true]);
  const { items, reached } = await channel.missed(earliestHeight - 1, 500);
  expect(items).toHaveLength(api.node.chain.head.height - earliestHeight + 1);
  expect(reached).toBe(api.node.chain.head.height);
});
