/**
 * A process that serves the stream, and says what it holds when it is asked: its port first, then a line of JSON for each line it reads.
 *
 * Run with `--expose-gc`. `memory`: bytes after a collection. `block`: makes one, and answers when it is told.
 *
 * @module
 */
import { createInterface } from "node:readline";
import { startServer } from "../api/server.ts";
import { SoloNode } from "./soloNode.fixture.ts";

const node = await SoloNode.open();
await node.populate();
const context = { chain: node.chain, consensus: node.solo, version: "0.0.0" };
const server = await startServer({ context, port: 0 });
const say = (value: unknown): void => void process.stdout.write(`${JSON.stringify(value)}\n`);
say(server.url);

async function memory() {
  for (let pass = 0; pass < 4; pass++) {
    gc!(); // by the flag
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rss, heapUsed, external };
}

for await (const line of createInterface({ input: process.stdin })) {
  if (line === "memory") say(await memory());
  if (line === "block") {
    await node.must(node.trade(1));
    say(node.chain.head.height);
  }
  if (line === "end") break;
}
await server.close();
await node.dispose();
process.exit(0);
