/**
 * Goal: what anybody may ask of the stream costs the thread of the blocks no product of channels and events, and no more memory
 * than a socket may hold.
 * Method: the hub on a real node, its work counted; the limits over a real socket.
 */
import { once } from "node:events";
import { CloseCode } from "@novate/wire";
import { afterEach, beforeEach, expect, test } from "vitest";
import WebSocket from "ws";
import { Actor, openAccount } from "../../testing/actors.fixture.ts";
import { SoloNode } from "../../testing/soloNode.fixture.ts";
import type { ApiContext } from "../context.ts";
import type { StreamLimitOptions } from "../limit/streamLimits.ts";
import { startServer } from "../server.ts";
import { StreamHub } from "./hub.ts";
import { Reader } from "./reader.fixture.ts";

let node: SoloNode;
beforeEach(async () => {
  node = await SoloNode.open();
  await node.populate();
});
afterEach(() => node.dispose());

/** The node's context; `events` counts how often a block's list of events is looked through. */
function countedContext() {
  const counted = { passes: 0, blocksRead: 0 };
  const { chain } = node;
  const history = new Proxy(chain.store.history, {
    get(target, key) {
      if (key === "eventPage") counted.blocksRead += 1;
      const value = Reflect.get(target, key, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  const onCommitted = (listener: Parameters<typeof chain.onCommitted>[0]) =>
    chain.onCommitted((block) => {
      const events = new Proxy(block.result.events, {
        get(target, key) {
          if (key === Symbol.iterator || key === "some" || key === "map") counted.passes += 1;
          return Reflect.get(target, key, target);
        },
      });
      listener({ ...block, result: { ...block.result, events } });
    });
  const chainLike = {
    house: chain.house,
    get head() {
      return chain.head;
    },
    store: { history },
    read: chain.read.bind(chain),
    onCommitted,
  };
  const context = { chain: chainLike as unknown as ApiContext["chain"], consensus: node.solo, version: "0.0.0" };
  return { counted, hub: new StreamHub(context) };
}

test("ADM-020 a block's events are looked through once, however many channels there are", async () => {
  const { counted, hub } = countedContext();
  const reader = new Reader();
  const other = new Actor(9);
  await node.block(openAccount(other));
  for (let accountId = 1; accountId <= 3; accountId += 1)
    for (let again = 0; again < 20; again += 1) await hub.subscribe(reader, { channel: `account:${accountId}` });
  await hub.subscribe(reader, { channel: "market:1" });
  reader.heard.length = 0;
  await node.must(node.alice.transact({ type: "SetMarginMethod", accountId: 1, method: 2 }));
  await hub.unsubscribe(reader, "status"); // after the block's own turn
  expect(counted.passes).toBe(1);
  const deltas = reader.heard.filter(({ type }) => type === "delta");
  expect(deltas.map(({ channel }) => channel)).toEqual(["account:1"]);
  hub.close();
});

test("ADM-021 what was missed comes a few blocks at a time, when the reader has read, and to nobody who has gone", async () => {
  const start = node.chain.head.height;
  for (let seed = 0; seed < 12; seed += 1) await node.block(openAccount(new Actor(100 + seed)));
  const { counted, hub } = countedContext();
  const [slow, quick] = [new Reader(), new Reader()];
  slow.isSlow = true;
  const subscribed = hub.subscribe(slow, { channel: "events", afterSequence: start });
  await hub.subscribe(quick, { channel: "blocks" }); // its turn comes though the slow one waits
  expect(quick.heard).toHaveLength(1);
  expect(slow.heard.map(({ sequence }) => sequence)).toEqual([start, ...[1, 2, 3, 4].map((block) => start + block)]);
  const readFirst = counted.blocksRead;
  slow.drain();
  while (slow.waits < 2) await new Promise(setImmediate);
  expect(slow.heard).toHaveLength(9);
  expect(counted.blocksRead).toBe(2 * readFirst);
  slow.isOpen = false;
  slow.drain();
  await subscribed;
  expect([slow.heard.length, counted.blocksRead]).toEqual([9, 2 * readFirst]);
  hub.close();
});

test("ADM-021 a reader that catches up while blocks come misses none and hears none twice", async () => {
  const start = node.chain.head.height;
  for (let seed = 0; seed < 6; seed += 1) await node.block(openAccount(new Actor(200 + seed)));
  const { hub } = countedContext();
  const reader = new Reader();
  reader.isSlow = true;
  const subscribed = hub.subscribe(reader, { channel: "events", afterSequence: start });
  await hub.unsubscribe(reader, "status");
  for (let seed = 0; seed < 3; seed += 1) await node.block(openAccount(new Actor(300 + seed)));
  reader.isSlow = false;
  reader.drain();
  await subscribed;
  await node.block(openAccount(new Actor(400)));
  await hub.unsubscribe(reader, "status");
  const deltas = reader.heard.filter(({ type }) => type === "delta");
  expect(deltas.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 10 }, (_, n) => start + 1 + n));
  expect(deltas.map(({ previousSequence }) => previousSequence)).toEqual(
    Array.from({ length: 10 }, (_, n) => start + n),
  );
  hub.close();
});

/** A server that takes this machine for a stranger. */
async function limited(streamLimits: StreamLimitOptions) {
  const context = { chain: node.chain, consensus: node.solo, version: "0.0.0" };
  const server = await startServer({
    context,
    port: 0,
    streamLimits: { clientOf: () => "a stranger", ...streamLimits },
  });
  const url = `${server.url.replace("http", "ws")}/v1/stream`;
  const open = async () => {
    const socket = new WebSocket(url);
    await once(socket, "open");
    return socket;
  };
  const ask = async (socket: WebSocket, channel: string) => {
    socket.send(JSON.stringify({ type: "subscribe", channel }));
    return JSON.parse(String((await once(socket, "message"))[0]));
  };
  return { server, open, ask };
}

test("ADM-022 a connection that asks too often is closed by name", async () => {
  const { server, open } = await limited({ messages: { perSecond: 0.001, burst: 3 } });
  const socket = await open();
  const closed = once(socket, "close");
  for (let message = 0; message < 4; message += 1) socket.send('{"type":"ping"}');
  expect((await closed).map(String)).toEqual([String(CloseCode.tooManyMessages), "TooManyMessages"]);
  await server.close();
});

test("ADM-022 an address has its connections and channels, and gives them back", async () => {
  const { server, open, ask } = await limited({ connections: 2, channels: 3 });
  const [first, second] = [await open(), await open()];
  const third = await open();
  expect(String((await once(third, "close"))[0])).toBe(String(CloseCode.tooManyConnections));
  for (const channel of ["blocks", "events"]) await ask(first, channel);
  expect(await ask(second, "status")).toMatchObject({ type: "snapshot" });
  expect(await ask(second, "market:1")).toMatchObject({ code: "TooManyChannels", data: { limit: 3 } });
  first.close();
  await once(first, "close");
  expect(await ask(await open(), "market:1")).toMatchObject({ type: "snapshot" });
  await server.close();
});
