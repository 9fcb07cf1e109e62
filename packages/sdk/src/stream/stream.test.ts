/**
 * Goal: a subscriber sees every change once and in order, whatever breaks between. Method: a live node whose connections are cut,
 * and a socket by hand that leaves messages out.
 */
import type { ChannelName } from "@novate/wire";
import { afterEach, onTestFinished as afterwards, beforeEach, describe, expect, it, test, vi } from "vitest";
import { createClient } from "../client/client.ts";
import { type NovateFailure, unreachable } from "../client/failure.ts";
import { type LiveNode, startLiveNode } from "../testing/liveNode.fixture.ts";
import { type Delivery, type Socket, Stream, type StreamOptions } from "./stream.ts";

/** Waits until `isTrue`; the test's own time limit is the only clock. */
async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 5));
}

test("a platform without a WebSocket is told what to pass", () => {
  vi.stubGlobal("WebSocket", undefined);
  expect(() => new Stream({ url: "http://127.0.0.1:1" })).toThrow(/Node has one from version 22 on.*`connect/);
  vi.unstubAllGlobals();
});

describe("Stream on a live node", () => {
  let live: LiveNode;
  beforeEach(async () => {
    live = await startLiveNode();
  });
  afterEach(() => live.stop());

  it("goes on after its connection is cut, missing nothing and repeating nothing", async () => {
    const novate = createClient({ url: live.url });
    const sockets: Socket[] = [];
    const failures: NovateFailure[] = [];
    const stream = new Stream({
      url: live.url,
      retryMs: 5,
      connect(url) {
        sockets.push(new WebSocket(url) as Socket);
        return sockets.at(-1)!;
      },
      onFailure: (failure) => failures.push(failure),
    });
    const seen: Delivery<"events">[] = [];
    stream.subscribe("events", (delivery) => seen.push(delivery));
    await until(() => seen.length === 1);
    for (let nonce = 0n; nonce < 6n; nonce++) {
      if (nonce === 2n || nonce === 4n) sockets.at(-1)!.close();
      await novate.submit(live.openAccount(nonce));
    }
    const opened = () => seen.flatMap(({ data }) => data).map(({ event }) => event);
    await until(() => opened().filter(({ type }) => type === "AccountOpened").length >= 6);
    expect(seen.map(({ kind }) => kind)).toEqual(["snapshot", ...seen.slice(1).map(() => "delta")]);
    expect(seen.map(({ sequence }) => sequence)).toEqual(
      [...new Set(seen.map(({ sequence }) => sequence))].sort((a, b) => a - b),
    );
    const ids = opened().flatMap((event) => (event.type === "AccountOpened" ? [event.accountId] : []));
    expect(ids).toEqual([1, 2, 3, 4, 5, 6]);
    expect(sockets.length).toBe(3);
    expect(failures.map(({ code }) => code)).toEqual(["Unreachable", "Unreachable"]);
    stream.close();
  });

  it("is told of a channel that there is not, and goes on", async () => {
    const failures: NovateFailure[] = [];
    const stream = new Stream({ url: live.url, onFailure: (failure) => failures.push(failure) });
    const seen: Delivery[] = [];
    stream.subscribe("account:999", () => expect.unreachable("there is no such account"));
    stream.subscribe("status", (delivery) => seen.push(delivery));
    await until(() => failures.length > 0 && seen.length > 0);
    expect(failures[0]!.code).toBe("ChannelUnknown");
    stream.close();
  });
});

/** A socket whose other end is the test. */
class HandSocket implements Socket {
  readyState = 1;
  readonly sent: unknown[] = [];
  readonly #listeners = new Map<string, (event: { data: unknown }) => void>();

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }
  close(): void {
    this.#listeners.get("close")!({ data: undefined });
  }
  addEventListener(type: string, listener: (event: { data: unknown }) => void): void {
    this.#listeners.set(type, listener);
  }
  open(): void {
    this.#listeners.get("open")!({ data: undefined });
  }
  say(message: unknown): void {
    this.#listeners.get("message")!({ data: typeof message === "string" ? message : JSON.stringify(message) });
  }
}

describe("Stream", () => {
  const channel = "blocks";
  const house = `0x${"07".repeat(32)}` as const;
  const twin = `0x${"07".repeat(31)}08` as const;
  let socket: HandSocket;
  let stream: Stream;
  let seen: number[];
  beforeEach(() => {
    socket = new HandSocket();
    seen = [];
    stream = new Stream({ url: "http://house", connect: () => socket });
    stream.subscribe(channel, ({ sequence }) => seen.push(sequence));
    socket.sent.length = 0;
    socket.say({ type: "snapshot", channel, house, sequence: 10, data: {} });
  });
  afterEach(() => stream.close());

  const delta = (previousSequence: number, sequence: number) =>
    socket.say({ type: "delta", channel, previousSequence, sequence, data: {} });

  it("asks for what it missed once, and takes no delta from beyond the gap", () => {
    delta(10, 11);
    delta(12, 13);
    delta(13, 14);
    expect(seen).toEqual([10, 11]);
    expect(socket.sent).toEqual([{ type: "subscribe", channel, afterSequence: 11, house }]);
    socket.say({ type: "resumed", channel, sequence: 11 });
    for (const sequence of [12, 13, 14]) delta(sequence - 1, sequence);
    expect(seen).toEqual([10, 11, 12, 13, 14]);
  });

  it("takes a fresh snapshot where the node cannot tell what was missed", () => {
    delta(20, 21);
    socket.say({ type: "snapshot", channel, house, sequence: 21, data: {} });
    delta(21, 22);
    expect(seen).toEqual([10, 21, 22]);
  });

  it("ignores repeats, other channels, and what no node sends", () => {
    delta(9, 10);
    socket.say({ type: "delta", channel: "status", previousSequence: 10, sequence: 11, data: {} });
    for (const noise of ["{", "7", { type: "delta", channel }, { type: "snapshot", sequence: 1 }, { type: "pong" }])
      socket.say(noise);
    expect([seen, socket.sent]).toEqual([[10], []]);
  });

  it("asks again where its question was lost on the way", () => {
    vi.useFakeTimers();
    afterwards(() => void vi.useRealTimers());
    delta(12, 13); // something is missing: it asks
    delta(13, 14);
    expect(socket.sent).toHaveLength(1);
    vi.advanceTimersByTime(6_000);
    expect(socket.sent).toEqual(Array(2).fill({ type: "subscribe", channel, afterSequence: 10, house }));
    socket.say({ type: "resumed", channel, sequence: 10 });
    vi.advanceTimersByTime(60_000);
    expect(socket.sent).toHaveLength(2);
    stream.subscribe("account:9", () => {});
    socket.say({
      type: "error",
      code: "ChannelUnknown",
      number: 821,
      data: { channel: "account:9" },
      detail: "none",
      request: {},
    });
    vi.advanceTimersByTime(60_000);
    expect(socket.sent).toHaveLength(3);
  });

  it("delivers a snapshot that comes twice once", () => {
    socket.say({ type: "snapshot", channel, house, sequence: 10, data: {} });
    expect(seen).toEqual([10]);
  });

  it("hears nothing after it was told to stop", () => {
    stream.unsubscribe(channel);
    delta(10, 11);
    expect(seen).toEqual([10]);
    expect(socket.sent).toEqual([{ type: "unsubscribe", channel }]);
  });

  it("GOV-047 goes on in another house from its snapshot only, and not at all if it was told its house", () => {
    socket.open();
    socket.say({ type: "snapshot", channel, house: twin, sequence: 4, data: {} });
    expect(seen).toEqual([10, 4]);
    socket.open();
    expect(socket.sent).toContainEqual({ type: "subscribe", channel, afterSequence: 4, house: twin });
    const failures: string[] = [];
    const pinned = new Stream({
      url: "http://house",
      house,
      connect: () => socket,
      onFailure: ({ code, refusal }) => failures.push(`${code} ${JSON.stringify(refusal?.data)}`),
    });
    pinned.subscribe(channel, () => expect.unreachable("it is of another house"));
    socket.say({ type: "snapshot", channel, house: twin, sequence: 4, data: {} });
    expect(failures).toEqual([`HouseMismatch ${JSON.stringify({ expectedHouse: house, receivedHouse: twin })}`]);
    pinned.close();
  });

  it("starts where it is told to", () => {
    stream.subscribe("events", () => {}, 5);
    expect(socket.sent).toEqual([{ type: "subscribe", channel: "events", afterSequence: 5 }]);
    socket.open();
    expect(socket.sent).toContainEqual({ type: "subscribe", channel, afterSequence: 10, house });
  });
});

describe("Stream with a gap in events", () => {
  const house = `0x${"07".repeat(32)}` as const;
  const entry = (height: number, index: number) => ({ height, index, event: {} }) as never; // nothing else is read

  /** What a subscriber that has seen height 10 is told when 11 to 20 are lost, while 21 comes in. */
  async function afterGap(
    lists: Partial<Pick<StreamOptions, "client">>,
    channel: ChannelName = "events",
    gap: "named" | "none" | "late" = "named",
  ) {
    const socket = new HandSocket();
    const told: string[] = [];
    const failures: string[] = [];
    const stream = new Stream({
      url: "http://house",
      house,
      connect: () => socket,
      onGap: ({ from, to }) => told.push(`gap ${from}-${to}`),
      onFailure: ({ code }) => failures.push(code),
      ...lists,
    });
    stream.subscribe(channel, ({ kind, sequence }) => told.push(`${kind} ${sequence}`), 10);
    socket.open();
    if (gap === "named") socket.say({ type: "gap", channel, from: 11, to: 20 });
    socket.say({ type: "snapshot", channel, house, sequence: 20, data: [] });
    if (gap === "late") socket.say({ type: "gap", channel, from: 11, to: 20 });
    socket.say({ type: "delta", channel, previousSequence: 20, sequence: 21, data: [] });
    await until(() => told.includes("delta 21"));
    stream.close();
    return { told, failures };
  }

  it("fills it from the lists, in order, before what came meanwhile", async () => {
    const pages = [
      { events: [entry(12, 0), entry(12, 1), entry(15, 0)], nextCursor: "15-1" },
      { events: [entry(15, 1), entry(21, 0)], nextCursor: "21-1" },
    ];
    const asked: (string | undefined)[] = [];
    const events = async ({ cursor }: { cursor?: string } = {}) => {
      asked.push(cursor);
      return pages.shift()!;
    };
    const { told, failures } = await afterGap({ client: { events } as never });
    expect(told).toEqual(["delta 12", "delta 15", "snapshot 20", "delta 21"]);
    expect([asked, failures]).toEqual([["11-0", "15-1"], []]);
  });

  it("ADM-042 fills a narrowed channel with what concerns it alone", async () => {
    const trade = (height: number, venueId: number) =>
      ({ height, index: 0, event: { type: "PositionNovated", venueId, buyer: { accountId: 4 } } }) as never;
    const other = { height: 14, index: 0, event: { type: "OrderVoided", accountId: 4 } } as never;
    const page = { events: [trade(12, 1), trade(13, 2), other, trade(15, 1)], nextCursor: null };
    const lists = { client: { events: async () => page } as never };
    expect((await afterGap(lists, "trades:venue:1")).told).toEqual(["delta 12", "delta 15", "snapshot 20", "delta 21"]);
    expect((await afterGap(lists, "trades:account:4")).told).toHaveLength(5);
    expect((await afterGap(lists, "trades:account:1")).told).toEqual(["snapshot 20", "delta 21"]);
  });

  it("knows a gap by the snapshot that is beyond it, though nobody names it or names it late", async () => {
    const page = { events: [entry(12, 0), entry(20, 0)], nextCursor: null };
    const lists = { client: { events: async () => page } as never };
    for (const gap of ["none", "late"] as const)
      expect([gap, (await afterGap(lists, "events", gap)).told]).toEqual([
        gap,
        ["delta 12", "delta 20", "snapshot 20", "delta 21"],
      ]);
  });

  it("tells what it cannot fill", async () => {
    expect((await afterGap({})).told).toEqual(["gap 11-20", "snapshot 20", "delta 21"]);
    const events = () => Promise.reject(unreachable("http://house", "it is asleep"));
    const { told, failures } = await afterGap({ client: { events } as never });
    expect([told, failures]).toEqual([["gap 11-20", "snapshot 20", "delta 21"], ["Unreachable"]]);
  });
});
