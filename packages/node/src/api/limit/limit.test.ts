/** Goal: a client that asks too often is told when to come back, alone. Method: table over buckets and the application. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { TokenBuckets } from "../../admission/tokenBuckets.ts";
import type { Consensus } from "../../consensus/index.ts";
import { Metrics } from "../../metrics/index.ts";
import { SoloNode } from "../../testing/soloNode.fixture.ts";
import { createApp } from "../app.ts";
import { clientOf, RateLimit } from "./rateLimit.ts";

let node: SoloNode;
beforeAll(async () => {
  node = await SoloNode.open();
});
afterAll(() => node.dispose());

/** An application with three requests at once and one every ten seconds, asked from `address`. */
function appWithThree() {
  const context = { chain: node.chain, consensus: node.solo, version: "0.0.0" };
  const limit = new RateLimit({ perSecond: 0.1, burst: 3 });
  const app = createApp(context, new Metrics(node.chain, node.solo), { limit });
  return (path: string, remoteAddress: string) =>
    app.request(path, {}, { incoming: { socket: { remoteAddress } } }) as Promise<Response>;
}

test("a bucket gives its burst, then its rate, and never more than its burst", () => {
  const buckets = new TokenBuckets({ perSecond: 2, burst: 3 });
  const takeAt = (nowMs: number) => buckets.take("a", nowMs);
  expect([0, 0, 0, 0].map(takeAt)).toEqual([0, 0, 0, 1]);
  expect([499, 500, 500].map(takeAt)).toEqual([1, 0, 1]);
  expect([60_000, 60_000, 60_000, 60_000].map(takeAt)).toEqual([0, 0, 0, 1]);
  expect(takeAt(0)).toBe(1); // a clock that goes back gives nothing
  expect(buckets.take("b", 60_000)).toBe(0);
  expect(new TokenBuckets({ perSecond: 0.1, burst: 1 }).take("a", 0)).toBe(0);
  expect([buckets.isEmpty("a", 0), buckets.isEmpty("a", 60_500), buckets.isEmpty("c", 0)]).toEqual([
    true,
    false,
    false,
  ]);
});

test("no more clients are remembered than allowed, the quietest goes first", () => {
  const buckets = new TokenBuckets({ perSecond: 0.001, burst: 1 }, 2);
  for (const client of ["a", "b", "a", "c"]) buckets.take(client, 0);
  expect(buckets.size).toBe(2);
  expect(buckets.take("a", 0)).toBeGreaterThan(0); // still known
  expect(buckets.take("b", 0)).toBe(0); // forgotten
});

test.each([
  [undefined, null],
  ["127.0.0.1", null],
  ["::1", null],
  ["::ffff:127.0.0.1", null],
  ["203.0.113.9", "203.0.113.9"],
  ["::ffff:203.0.113.9", "203.0.113.9"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:db8::6", "2001:db8:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
])("the client of %s is %s", (address, client) => {
  expect(clientOf(address)).toBe(client);
});

test("the fourth request is answered 429 with when to come back; another client and health checks are served", async () => {
  const ask = appWithThree();
  const statuses: number[] = [];
  for (let turn = 0; turn < 3; turn += 1) statuses.push((await ask("/v1/status", "203.0.113.9")).status);
  expect(statuses).toEqual([200, 200, 200]);
  const refused = await ask("/v1/status", "203.0.113.9");
  expect(refused.status).toBe(429);
  expect(refused.headers.get("content-type")).toBe("application/problem+json");
  expect(Number(refused.headers.get("retry-after"))).toBe(10);
  const told = ["RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"].map((name) => refused.headers.get(name));
  expect(told).toEqual(["3", "0", "30"]);
  expect(await refused.json()).toMatchObject({ code: "RateExceeded", advice: "retry", status: 429 });
  expect((await ask("/v1/status", "203.0.113.10")).status).toBe(200);
  expect((await ask("/healthz", "203.0.113.9")).status).toBe(200);
});

test.each([
  ["203.0.113.9", "203.0.113.9"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["127.0.0.1", null],
])("ADM-011 what %s submits, %s answers for", async (remoteAddress, source) => {
  const sources: unknown[] = [];
  const consensus: Consensus = {
    name: "solo",
    start: async () => {},
    stop: async () => {},
    status: () => node.solo.status(),
    submit(_, from) {
      sources.push(from);
      return Promise.reject(new Error("of no matter"));
    },
  };
  const context = { chain: node.chain, consensus, version: "0.0.0" };
  const app = createApp(context, new Metrics(node.chain, consensus));
  const request = { method: "POST", body: "0", headers: { "content-type": "application/octet-stream" } };
  await app.request("/v1/transactions", request, { incoming: { socket: { remoteAddress } } });
  expect(sources).toEqual([source]);
});

test("loopback is not limited", async () => {
  const ask = appWithThree();
  for (let turn = 0; turn < 10; turn += 1) expect((await ask("/v1/status", "127.0.0.1")).status).toBe(200);
});
