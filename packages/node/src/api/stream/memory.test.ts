/**
 * Goal: a crowd of listeners costs a node little memory, and each hears every block. Method: a process of its own that serves them, asked
 * what it holds before and after.
 *
 * `NOVATE_CROWD=1` for 2,000 clients and the memory that the system counts as well.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import WebSocket from "ws";

const IS_LARGE = process.env.NOVATE_CROWD !== undefined;
const CLIENTS = IS_LARGE ? 2_000 : 200;
const MOST_BYTES = 50_000_000;
const BLOCKS = 5;

/** The process, and how to ask it. */
async function hold() {
  const path = fileURLToPath(new URL("../../testing/streamHolder.fixture.ts", import.meta.url));
  const child = spawn(process.execPath, ["--expose-gc", path], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async <T>(): Promise<T> => JSON.parse((await lines.next()).value ?? "null");
  const url = await next<string>();
  const ask = <T>(line: string): Promise<T> => {
    child.stdin.write(`${line}\n`);
    return next();
  };
  return { url, ask, child };
}

interface Memory {
  readonly rss: number;
  readonly heapUsed: number;
  readonly external: number;
}

test(`ADM-048 ${CLIENTS} clients, with four channels each, take less than 25 kB each`, async () => {
  const { url, ask, child } = await hold();
  let clients = 0;
  let deltas = 0;
  const open = async (): Promise<WebSocket> => {
    const socket = new WebSocket(`${url.replace("http", "ws")}/v1/stream`);
    let snapshots = 0;
    socket.on("message", (data) => {
      const { type, channel } = JSON.parse(data.toString());
      if (type === "snapshot") snapshots += 1;
      if (type === "delta" && channel.startsWith("trades")) deltas += 1;
    });
    await once(socket, "open");
    const own = `withdrawals:account:${++clients}`; // a channel that nobody else listens to
    for (const channel of ["account:1", "prices", "trades:venue:1", own])
      socket.send(JSON.stringify({ type: "subscribe", channel }));
    while (snapshots < 4) await once(socket, "message");
    return socket;
  };
  try {
    const first = await open(); // what the first one brings into being is no client's own
    await ask("block");
    const before = await ask<Memory>("memory");
    const sockets: WebSocket[] = [];
    while (sockets.length < CLIENTS) sockets.push(...(await Promise.all(Array.from({ length: 50 }, open))));
    for (let block = 0; block < BLOCKS; block++) await ask("block");
    while (deltas < 1 + BLOCKS * (CLIENTS + 1)) await new Promise((resolve) => setTimeout(resolve, 10));
    const after = await ask<Memory>("memory");
    const held = after.heapUsed + after.external - before.heapUsed - before.external;
    const grown = after.rss - before.rss;
    if (IS_LARGE) console.log(`${CLIENTS} clients: heap and buffers ${held}, resident ${grown} bytes`);
    expect(held / CLIENTS).toBeLessThan(MOST_BYTES / 2_000);
    if (IS_LARGE) expect(grown).toBeLessThan(MOST_BYTES);
    for (const socket of [first, ...sockets]) socket.terminate();
  } finally {
    child.stdin.write("end\n");
    await once(child, "exit");
  }
});
