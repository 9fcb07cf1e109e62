/** Goal: half a request holds no connection for long. Method: sockets that send a part of one, and wait. */
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testGenesis } from "@novate/engine/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { solo } from "../consensus/index.ts";
import { type RunningNode, startNode } from "../node.ts";

const folder = mkdtempSync(join(tmpdir(), "novate-half-"));
let node: RunningNode;
beforeAll(async () => {
  const api = { port: 0, requestWithinMs: 200 };
  const consensus = solo({ pacing: "manual" });
  node = await startNode({ path: folder, genesis: testGenesis(), version: "test", api, consensus, threads: 0 });
});
afterAll(async () => {
  await node.stop();
  rmSync(folder, { recursive: true });
});

const HEAD = "POST /v1/transactions/validate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

test.each([
  ["headers", "POST /v1/transactions/validate HTTP/1.1\r\nHost: loc"],
  ["a body of a length", `${HEAD}Content-Length: 100\r\n\r\n{"transaction":`],
  ["a chunked body", `${HEAD}Transfer-Encoding: chunked\r\n\r\n5\r\n{"tra`],
])("half of %s is answered 408, and its connection closed", { timeout: 60_000 }, async (_, half) => {
  const socket = connect(Number(new URL(node.api!.url).port), "127.0.0.1");
  socket.write(half);
  const [answer] = (await once(socket, "data")) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1.1 408 /);
  await once(socket, "close");
});
