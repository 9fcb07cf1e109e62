/**
 * Goal: a client of the stream sees every change exactly once, can tell a gap, can come back, and can never make the
 * node wait.
 * Method: table over a real socket, on a real engine and store.
 */
import { once } from "node:events";
import { createConnection } from "node:net";
import { CloseCode } from "@novate/wire";
import { afterEach, beforeEach, expect, test } from "vitest";
import WebSocket from "ws";
import { Actor, openAccount, TWIN_HOUSE } from "../../testing/actors.fixture.ts";
import { SoloNode } from "../../testing/soloNode.fixture.ts";
import { type ApiServer, startServer } from "../server.ts";

let node: SoloNode;
let server: ApiServer;

beforeEach(async () => {
  node = await SoloNode.open();
  const context = { chain: node.chain, consensus: node.solo, version: "0.0.0" };
  server = await startServer({ context, port: 0, streamBufferBytes: 64 * 1024 });
  await node.populate();
});
afterEach(async () => {
  await server.close();
  await node.dispose();
});

interface Message {
  readonly type: string;
  readonly channel: string;
  readonly sequence: number;
  readonly previousSequence: number;
  readonly code: string;
  // biome-ignore lint/suspicious/noExplicitAny: a channel's own shape
  readonly data: any;
}

/** A client that reads messages one at a time. */
class Client {
  readonly socket: WebSocket;
  readonly #messages: Message[] = [];
  #wake: () => void = () => {};

  constructor(url: string = server.url) {
    this.socket = new WebSocket(`${url.replace("http", "ws")}/v1/stream`);
    this.socket.on("message", (data) => {
      this.#messages.push(JSON.parse(data.toString()));
      this.#wake();
    });
  }

  async send(message: unknown): Promise<void> {
    if (this.socket.readyState === WebSocket.CONNECTING) await once(this.socket, "open");
    this.socket.send(typeof message === "string" ? message : JSON.stringify(message));
  }

  async next(): Promise<Message> {
    while (this.#messages.length === 0) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#messages.shift()!;
  }

  async subscribe(channel: string, afterSequence?: number, house?: string): Promise<Message> {
    await this.send({ type: "subscribe", channel, afterSequence, house });
    return this.next();
  }
}

test("a snapshot, then deltas that each name the one before", async () => {
  const client = new Client();
  const snapshot = await client.subscribe("blocks");
  expect(snapshot).toMatchObject({ type: "snapshot", sequence: node.chain.head.height });
  let last = snapshot.sequence;
  for (let block = 0; block < 5; block++) {
    await node.produce();
    const delta = await client.next();
    expect(delta).toMatchObject({ type: "delta", channel: "blocks", previousSequence: last, sequence: last + 1 });
    expect(delta.data).toEqual({ ...node.chain.head, ...delta.data });
    last = delta.sequence;
  }
});

test("an account's channel speaks when the account changes, and only then", async () => {
  const client = new Client();
  const snapshot = await client.subscribe("account:1");
  expect(snapshot.data).toMatchObject({ accountId: 1, owner: node.alice.address });
  await node.block(openAccount(new Actor(9)));
  await node.must(node.alice.transact({ type: "SetMarginMethod", accountId: 1, method: 2 }));
  const delta = await client.next();
  expect(delta).toMatchObject({ type: "delta", previousSequence: snapshot.sequence, sequence: node.chain.head.height });
  expect(delta.data).toMatchObject({ accountId: 1, method: "portfolio" });
});

test("events arrive as the HTTP list has them", async () => {
  const client = new Client();
  expect((await client.subscribe("events")).data).toEqual([]);
  await node.block(openAccount(new Actor(9)));
  const delta = await client.next();
  const response = await fetch(`${server.url}/v1/events?fromHeight=${delta.sequence}`);
  expect({ events: delta.data, nextCursor: null }).toEqual(await response.json());
});

test("a client that comes back is given what it missed", async () => {
  const first = new Client();
  const { sequence } = await first.subscribe("blocks");
  first.socket.terminate();
  for (let block = 0; block < 3; block++) await node.produce();
  const second = new Client();
  expect(await second.subscribe("blocks", sequence)).toMatchObject({ type: "resumed", sequence });
  for (let missed = 1; missed <= 3; missed++) {
    expect(await second.next()).toMatchObject({ type: "delta", previousSequence: sequence + missed - 1 });
  }
  const third = new Client();
  expect(await third.subscribe("account:1", sequence)).toMatchObject({ type: "snapshot", sequence: sequence + 3 });
  expect(await third.subscribe("status", sequence + 3)).toMatchObject({ type: "resumed" });
});

test("a bad request is answered by its fault, and the connection lives on", async () => {
  const client = new Client();
  const fault = async (message: unknown) => {
    await client.send(message);
    return client.next();
  };
  expect(await fault("{")).toEqual({
    type: "error",
    code: "MessageInvalid",
    number: 820,
    data: { reason: "the message is no JSON" },
    detail: "the message is no JSON.",
    request: {},
  });
  const reasons: [message: unknown, reason: string][] = [
    [7, "the message: it is an object, not 7"],
    [{ type: "hello" }, 'type: it is one of subscribe, unsubscribe, ping, not "hello"'],
    [{ type: "subscribe" }, "channel: it is text, and it is missing"],
    [
      { type: "subscribe", channel: "account:x" },
      'channel: it is account:1, with the id that is meant, not "account:x"',
    ],
    [
      { type: "subscribe", channel: "withdrawals:venue:1" },
      'channel: it is withdrawals or withdrawals:account:1, with the id that is meant, not "withdrawals:venue:1"',
    ],
    [{ type: "subscribe", channel: "blocks", afterSequence: -1 }, "afterSequence: it is at least 0, not -1"],
    [{ type: "ping", channel: "blocks" }, "channel: it is no key here"],
  ];
  for (const [message, reason] of reasons) expect(await fault(message)).toMatchObject({ data: { reason } });
  expect((await fault({ type: "subscribe", channel: "orders" })).data.reason).toMatch(
    /^channel: it is a topic, status, /,
  );
  expect(await fault({ type: "subscribe", channel: "account:x", id: "mine" })).toMatchObject({
    request: { type: "subscribe", channel: "account:x", id: "mine" },
  });
  expect(await fault({ type: "subscribe", channel: "market:77", id: "next" })).toMatchObject({
    type: "error",
    code: "ChannelUnknown",
    number: 821,
    data: { channel: "market:77" },
    request: { type: "subscribe", channel: "market:77", id: "next" },
  });
  await client.send({ type: "ping" });
  expect(await client.next()).toMatchObject({ type: "pong" });
});

test("a connection has at most 256 channels; one more is refused, one of them may be asked again", async () => {
  const client = new Client();
  for (let accountId = 1; accountId <= 256; accountId++) await client.subscribe(`account:${accountId}`);
  const refused = { type: "error", code: "TooManyChannels", data: { limit: 256 } };
  expect(await client.subscribe("account:257")).toMatchObject(refused);
  expect(await client.subscribe("account:1")).toMatchObject({ channel: "account:1" });
});

test("ADM-040 a log says which heights it cannot tell again; a state has nothing to say", async () => {
  const short = await SoloNode.open({ keepBlocks: 3 });
  const context = { chain: short.chain, consensus: short.solo, version: "0.0.0" };
  const own = await startServer({ context, port: 0 });
  try {
    await short.populate();
    for (let block = 0; block < 6; block++) await short.produce();
    const { height } = short.chain.head;
    const client = new Client(own.url);
    expect(await client.subscribe("events", 2)).toEqual({ type: "gap", channel: "events", from: 3, to: height });
    expect(await client.next()).toMatchObject({ type: "snapshot", channel: "events", sequence: height });
    expect(await client.subscribe("status", 2)).toMatchObject({ type: "snapshot", channel: "status" });
    expect(await client.subscribe("blocks", height)).toMatchObject({ type: "resumed" });
  } finally {
    await own.close();
    await short.dispose();
  }
});

test("unsubscribed is said, and silent", async () => {
  const client = new Client();
  await client.subscribe("blocks");
  await client.send({ type: "unsubscribe", channel: "blocks" });
  expect(await client.next()).toEqual({ type: "unsubscribed", channel: "blocks" });
  await client.send({ type: "ping" });
  expect((await client.next()).type).toBe("pong");
  await node.produce();
  await client.send({ type: "ping" });
  expect((await client.next()).type).toBe("pong");
});

test("GOV-047 a place in the stream of another house counts for nothing here", async () => {
  const { height } = node.chain.head;
  const client = new Client();
  const here = { house: node.chain.house, sequence: height };
  for (const channel of ["status", "blocks", "events"]) {
    expect(await client.subscribe(channel, height, TWIN_HOUSE)).toMatchObject({ type: "snapshot", ...here });
    expect(await client.subscribe(channel, height, node.chain.house)).toMatchObject({ type: "resumed" });
  }
});

test("ADM-046 a client that does not read is dropped with a code, the node goes on, and its return is told all of it", async () => {
  const client = new Client();
  const { sequence } = await client.subscribe("events");
  await client.subscribe("market:1");
  client.socket.pause();
  const closed = once(client.socket, "close");
  for (let request = 0; request < 10_000; request++) await client.send({ type: "subscribe", channel: "market:1" });
  const dropped = async () =>
    (await (await fetch(`${server.url}/metrics`)).text()).includes("novate_stream_slow_consumers_total 1");
  while (!(await dropped())) await new Promise((resolve) => setTimeout(resolve, 20));
  for (let seed = 0; seed < 9; seed++) await node.block(openAccount(new Actor(50 + seed)));
  client.socket.resume();
  const [code] = await closed;
  expect([CloseCode.slowConsumer, 1006]).toContain(code); // 1006: cut off before it read the close
  const back = new Client();
  expect(await back.subscribe("events", sequence)).toMatchObject({ type: "resumed", sequence });
  const told: unknown[] = [];
  for (let last = sequence; last < node.chain.head.height; ) {
    const delta = await back.next();
    expect(delta.previousSequence).toBe(last);
    last = delta.sequence;
    told.push(...delta.data);
  }
  const response = await fetch(`${server.url}/v1/events?fromHeight=${sequence + 1}&limit=500`);
  expect({ events: told, nextCursor: null }).toEqual(await response.json());
});

test("ADM-045 a connection that answers no ping is closed by name, and one that does is not", async () => {
  const context = { chain: node.chain, consensus: node.solo, version: "0.0.0" };
  const pinging = await startServer({ context, port: 0, streamPingMs: 20 });
  const url = `${pinging.url.replace("http", "ws")}/v1/stream`;
  const [silent, alive] = [new WebSocket(url, { autoPong: false }), new WebSocket(url)];
  const [code, reason] = await once(silent, "close");
  expect([code, String(reason)]).toEqual([CloseCode.silent, "Silent"]);
  for (let ping = 0; ping < 4; ping++) await once(alive, "ping");
  expect(alive.readyState).toBe(WebSocket.OPEN);
  await pinging.close();
});

test("ADM-047 who asks for the stream without opening it is told what it speaks", async () => {
  const answer = await fetch(`${server.url}/v1/stream`);
  expect([answer.status, answer.headers.get("upgrade")]).toEqual([426, "websocket"]);
  expect(await answer.json()).toMatchObject({ code: "UpgradeRequired", refusal: { data: { protocol: "websocket" } } });
  const refused = await fetch(`${server.url}/v1/stream`, { method: "POST" });
  expect([refused.status, refused.headers.get("allow")]).toEqual([405, "GET, HEAD, OPTIONS"]);
});

test("another path is no stream, and a port that is taken is refused by name", async () => {
  const { port } = new URL(server.url);
  const socket = createConnection(Number(port), "127.0.0.1");
  socket.write("GET /elsewhere HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
  expect(String((await once(socket, "data"))[0])).toContain("404");
  const context = { chain: node.chain, consensus: node.solo, version: "0.0.0" };
  await expect(startServer({ context, port: Number(port) })).rejects.toMatchObject({ code: "PortInUse" });
});
