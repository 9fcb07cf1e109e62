/**
 * Goal: a page of any origin may ask, a wrong method or key is named, what stands is told by its tag.
 * Method: table over the application, without a socket.
 */
import { gunzipSync } from "node:zlib";
import { refusalCodes } from "@novate/codec";
import * as schema from "@novate/wire/schema";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Metrics } from "../../metrics/index.ts";
import { openSoloApi, type SoloApi } from "../../testing/soloApi.fixture.ts";
import { createApp } from "../app.ts";

let api: SoloApi;
beforeAll(async () => {
  api = await openSoloApi();
});
afterAll(() => api.node.dispose());

const ask = (path: string, init?: RequestInit) => api.app.request(path, init) as Promise<Response>;
const problemOf = async (response: Response) => schema.Problem.parse(await response.json());

test("a page of any origin may ask, and read what a program reads", async () => {
  const answer = await ask("/v1/status", { headers: { origin: "https://desk.example" } });
  expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  expect(answer.headers.get("access-control-expose-headers")).toContain("RateLimit-Remaining");
  const preflight = await ask("/v1/transactions", {
    method: "OPTIONS",
    headers: { origin: "https://desk.example", "access-control-request-method": "POST" },
  });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get("access-control-allow-methods")).toBe("GET,HEAD,POST");
  expect(preflight.headers.get("access-control-allow-headers")).toContain("Idempotency-Key");
});

test("an operator may name the origins that may ask", async () => {
  const { chain, solo: consensus } = api.node;
  const origins = ["https://desk.example"];
  const app = createApp({ chain, consensus, version: "0" }, new Metrics(chain, consensus), { origins });
  const allowed = async (origin: string) =>
    (await app.request("/v1/status", { headers: { origin } })).headers.get("access-control-allow-origin");
  expect([await allowed("https://desk.example"), await allowed("https://elsewhere.example")]).toEqual([
    "https://desk.example",
    null,
  ]);
});

test.each([
  ["DELETE", "/v1/status", "GET, HEAD, OPTIONS"],
  ["POST", "/v1/accounts/1", "GET, HEAD, OPTIONS"],
  ["GET", "/v1/transactions", "POST, OPTIONS"],
  ["GET", "/v1/transactions/prepare", "POST, OPTIONS"],
  ["PUT", "/openapi.json", "GET, HEAD, OPTIONS"],
])("%s %s is told the methods of its path", async (method, path, allow) => {
  const refused = await ask(path, { method });
  expect([refused.status, refused.headers.get("allow")]).toEqual([405, allow]);
  expect((await problemOf(refused)).refusal).toMatchObject({ code: "MethodUnknown", data: { method, allow } });
  const options = await ask(path, { method: "OPTIONS" });
  expect([options.status, options.headers.get("allow")]).toEqual([204, allow]);
});

test("what is not there is not there by any method", async () => {
  for (const method of ["GET", "DELETE", "OPTIONS"]) expect((await ask("/v1/nothing", { method })).status).toBe(404);
  expect((await ask("/v1/accounts/999")).status).toBe(404);
});

test.each([
  ["/v1/blocks?limt=5", "limt", "it is no key of this path, which has limit, cursor"],
  ["/v1/status?verbose", "verbose", "it is no key of this path, which has none"],
  ["/v1/accounts/1?at=3", "at", "it is no key of this path, which has none"],
  ["/v1/blocks?limit=5&limit=6", "limit", "it is there twice"],
])("%s is refused", async (path, field, reason) => {
  const refused = await ask(path);
  expect(refused.status).toBe(400);
  expect((await problemOf(refused)).refusal).toMatchObject({ code: "RequestInvalid", data: { field, reason } });
});

test.each([
  ["/v1/blocks?limit=0", "limit", 'it is a whole number from 1 to 500, not "0"'],
  ["/v1/blocks?limit=ten", "limit", 'it is a whole number from 1 to 500, not "ten"'],
  ["/v1/blocks?cursor=x", "cursor", 'it is the `nextCursor` of the page before, such as 120 or 120-3, not "x"'],
  [
    "/v1/events?type=Opened",
    "type",
    expect.stringMatching(/^it is one of \d+ words, such as \w+, \w+, \w+; \/docs lists them, not "Opened"$/),
  ],
  ["/v1/accounts?owner=0x12", "owner", 'it is 0x and 40 hexadecimal digits, not "0x12"'],
  ["/v1/accounts", "owner", "it is text, and it is missing"],
  ["/v1/accounts/x", "id", 'it is a whole number from 0 to 4294967295, not "x"'],
  ["/v1/signers/rsa/0x12", "scheme", 'it is one of eip712, secp256k1, ed25519, not "rsa"'],
  ["/v1/exit/last", "epoch", 'it is `signed`, or an epoch in digits, not "last"'],
])("%s is refused in words of ours", async (path, field, reason) => {
  const refused = await problemOf(await ask(path));
  expect(refused.refusal).toMatchObject({ code: "RequestInvalid", data: { field, reason } });
});

test("a simulation without a profile is judged as one at the node's marks, and told what it lacks", async () => {
  const body = JSON.stringify({ segmentId: 1, method: "all" });
  const headers = { "content-type": "application/json" };
  const { detail } = await problemOf(await ask("/v1/margin/simulate", { method: "POST", body, headers }));
  expect(detail).toBe(
    'json method: it is one of isolated, cross, portfolio, not "all"; positions: it is a list, and it is missing.',
  );
});

test("no schema that reads a request speaks in its library's words", async () => {
  const spoken: string[] = [];
  const { paths } = (await api.get("/openapi.json")).body;
  for (const [path, { get }] of Object.entries<{ get?: { parameters?: { name: string; in: string }[] } }>(paths)) {
    const { parameters = [] } = get ?? {};
    const wrong = path.replaceAll(/\{\w+\}/g, "!");
    const queries = parameters.filter((each) => each.in === "query").map(({ name }) => `?${name}=!`);
    if (get !== undefined)
      for (const query of ["", ...queries]) {
        const answer = await ask(wrong + query);
        if (answer.status === 400) spoken.push((await problemOf(answer)).detail);
      }
  }
  expect(spoken.length).toBeGreaterThan(30);
  expect(spoken.filter((text) => /Invalid|Too |expected|pattern|\^|another form/.test(text))).toEqual([]);
});

test("capitals and checksums are taken, a false checksum is not", async () => {
  const { address } = api.node.alice;
  const found = async (owner: string) => {
    const answer = await ask(`/v1/accounts?owner=${owner}`);
    if (answer.status !== 200) return (await problemOf(answer)).detail;
    return schema.AccountList.parse(await answer.json()).accounts.length;
  };
  expect(await found(`0x${address.slice(2).toUpperCase()}`)).toBe(1);
  // Two examples of EIP-55.
  expect(await found("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")).toBe(0);
  expect(await found("0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359")).toBe(0);
  expect(await found("0xfb6916095ca1df60bB79Ce92cE3Ea74c37c5d359")).toContain("checksum");
  const { key } = api.node.alice.signer;
  const { body } = await api.get(`/v1/signers/eip712/0x${key.slice(2).toUpperCase()}`);
  expect(body).toMatchObject({ key, nextNonce: "1" });
});

test("what stands is told by its tag, compressed, and never kept unasked", async () => {
  const first = await ask("/openapi.json", { headers: { "accept-encoding": "gzip" } });
  expect(first.headers.get("cache-control")).toBe("no-cache");
  expect(first.headers.get("content-encoding")).toBe("gzip");
  const text = gunzipSync(Buffer.from(await first.arrayBuffer())).toString();
  expect(JSON.parse(text).openapi).toBe("3.1.0");
  const tag = first.headers.get("etag")!;
  const again = await ask("/openapi.json", { headers: { "if-none-match": tag } });
  expect([again.status, await again.text()]).toEqual([304, ""]);
  const block = await ask("/v1/blocks/1");
  expect(block.headers.get("etag")).toMatch(/^"/);
  expect((await ask("/v1/status")).headers.get("etag")).toBeNull();
});

test("a client learns the house's time, its version and what it may ask", async () => {
  const { body: time } = await api.get("/v1/time");
  const { body: status } = await api.get("/v1/status");
  expect(time).toMatchObject({ height: status.height, blockTimeMs: status.timeMs });
  expect(time.nowMs).toBeGreaterThan(status.timeMs);
  expect((await api.get("/version")).body).toEqual({
    version: "0.0.0",
    house: status.house,
    api: "v1",
    consensus: "solo",
  });
  const limits = schema.Limits.parse((await api.get("/v1/limits")).body);
  expect(limits).toMatchObject({ requests: { perSecond: 100, burst: 400 }, nonceWindow: 256, pageEntries: 500 });
});

const simulateWith = (key: string, lots: string) =>
  ask("/v1/margin/simulate", {
    method: "POST",
    body: JSON.stringify({ segmentId: 1, method: "cross", positions: [{ instrumentId: 1, lots }] }),
    headers: { "content-type": "application/json", "idempotency-key": key },
  });

test("a key that comes with another body is refused; with the same it has the same answer", async () => {
  const first = await simulateWith("mine", "5");
  const again = await simulateWith("mine", "5");
  expect([first.status, again.status]).toEqual([200, 200]);
  expect(await again.text()).toBe(await first.text());
  const other = await simulateWith("mine", "6");
  expect([other.status, (await problemOf(other)).code]).toEqual([409, "IdempotencyKeyTaken"]);
  expect((await simulateWith("another", "6")).status).toBe(200);
  expect((await simulateWith("x".repeat(256), "6")).status).toBe(400);
});

test("every code has its page on the node, and a problem's type is its address", async () => {
  const { type } = await problemOf(await ask("/v1/accounts/999"));
  expect(type).toBe("/docs/errors/AccountUnknown");
  for (const code of [...refusalCodes, ...schema.failureCodes]) {
    const page = await ask(`/docs/errors/${code}`);
    expect([code, page.status]).toEqual([code, 200]);
    const text = await page.text();
    expect(text).toContain(code);
    expect(text).not.toMatch(/&#123;|\{&#34;|undefined|"type":/); // a payload is told in words
  }
  const [unknown, full] = [await ask("/docs/errors/AccountUnknown"), await ask("/docs/errors/QueueFull")];
  expect(await unknown.text()).toContain("<td>whole number from 0 to 4294967295</td>");
  expect(await full.text()).toContain("one of prices, custody, ");
  expect(await (await ask("/docs/errors")).text()).toContain("/docs/errors/QueueFull");
  expect((await ask("/docs/errors/Nothing")).status).toBe(404);
});

test("the address alone answers with what is there: a page to a browser, JSON to a program", async () => {
  const { links } = (await api.get("/")).body;
  const paths = Object.values<string>(links).map((path) => path.replace("{instrumentId}", "1"));
  for (const path of paths) expect([path, (await ask(path)).status]).toEqual([path, path === "/v1/stream" ? 426 : 200]);
  const page = await ask("/", { headers: { accept: "text/html,*/*" } });
  expect([page.headers.get("vary"), await page.text()]).toEqual(["Accept", expect.stringContaining('href="/docs"')]);
});

test.each(["/v1/transactions/prepare", "/v1/transactions/validate", "/v1/orders/prepare", "/v1/margin/simulate"])(
  "a body that is no JSON by its own word is none for %s",
  async (path) => {
    for (const contentType of ["text/plain", "application/x-www-form-urlencoded"]) {
      const refused = await ask(path, { method: "POST", body: "{}", headers: { "content-type": contentType } });
      expect(refused.status).toBe(415);
      expect((await problemOf(refused)).refusal).toMatchObject({ code: "ContentTypeUnknown", data: { contentType } });
    }
    const headers = { "content-type": "Application/JSON; charset=utf-8" };
    expect((await ask(path, { method: "POST", body: "{}", headers })).status).not.toBe(415);
  },
);

test("a list is paged by what stands in it", async () => {
  const { rows } = (await api.get("/v1/tables/feeds?limit=500")).body;

  const paged: unknown[] = [];
  for (let cursor: string | null = "0"; cursor !== null; ) {
    const { body } = await api.get(`/v1/tables/feeds?limit=1&cursor=${cursor}`);
    paged.push(...body.rows);
    cursor = body.nextCursor;
  }
  expect(paged).toEqual(rows);
});
