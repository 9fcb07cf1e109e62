/**
 * Goal: a client of a live node reads what it wrote, may send anything twice, and gets every failure as a code. Method: table
 * over a whole node on a socket, and over answers that no node gives.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LiveNode, startLiveNode } from "../testing/liveNode.fixture.ts";
import { createClient, type NovateClient } from "./client.ts";
import { NovateFailure } from "./failure.ts";

let live: LiveNode;
let novate: NovateClient;
beforeAll(async () => {
  live = await startLiveNode();
  novate = createClient({ url: `${live.url}/` });
});
afterAll(() => live.stop());

const failureOf = (answer: Promise<unknown>): Promise<NovateFailure> =>
  answer.then(
    () => expect.unreachable("it was answered"),
    (failure: unknown) => {
      expect(failure).toBeInstanceOf(NovateFailure);
      return failure as NovateFailure; // by the line above
    },
  );

describe("createClient", () => {
  it("gets the same receipt for the same bytes, and takes effect once", async () => {
    const nonce = await novate.nextNonce(live.owner.signer);
    const bytes = live.openAccount(nonce);
    const [first, second] = await Promise.all([novate.submit(bytes), novate.submit(bytes)]);
    const third = await novate.submit(bytes);
    expect(first).toMatchObject({ accepted: true });
    expect(second).toEqual(first);
    expect(third).toEqual(first);
    expect((await novate.accounts(live.owner.address)).accounts).toHaveLength(1);
    expect(await novate.nextNonce(live.owner.signer)).toBe(nonce + 1n);
    expect(await novate.transaction(first.hash)).toMatchObject({ receipt: first });
  });

  it("tells a refusal by the rules as a receipt, not as a failure", async () => {
    const other = await novate.submit(live.openAccount(0n, 2)); // the nonce is used
    expect(other).toMatchObject({ accepted: false, refusal: { code: expect.any(String) } });
  });

  it("reads blocks, accounts, their ledger, markets, rows and events, page by page", async () => {
    const { height } = await novate.status();
    expect((await novate.block(height)).height).toBe(height);
    expect(await novate.account(1)).toMatchObject({ accountId: 1, owner: live.owner.address });
    expect((await novate.ledger(1)).events.map(({ event }) => event.type)).toContain("AccountOpened");
    const [instrument] = (await novate.instruments()).instruments;
    expect(await novate.market(instrument!.instrumentId)).toMatchObject({ instrumentId: instrument!.instrumentId });
    expect(await novate.segment(1)).toMatchObject({ segmentId: 1 });
    expect((await novate.assets()).assets.length).toBeGreaterThan(1);
    const first = await novate.rows("assets", { limit: 1 });
    const rest = await novate.rows("assets", { cursor: first.nextCursor! });
    expect([first.rows.length, rest.nextCursor]).toEqual([1, null]);
    expect((await novate.events({ type: "AccountOpened" })).events).toHaveLength(1);
    expect((await novate.blocks({ limit: 1 })).blocks[0]).toMatchObject({ height });
  });

  it.each<[code: string, status: number, ask: (client: NovateClient) => Promise<unknown>]>([
    ["AccountUnknown", 404, (client) => client.account(999)],
    ["InstrumentUnknown", 404, (client) => client.market(999)],
    ["BlockUnknown", 404, (client) => client.block(10 ** 9)],
    ["TransactionUnknown", 404, (client) => client.transaction(`0x${"00".repeat(32)}`)],
    ["RowUnknown", 404, (client) => client.proof("accounts", 999)],
    ["BytesInvalid", 400, (client) => client.submit(Uint8Array.of(1, 2, 3))],
    ["RequestInvalid", 400, (client) => client.account(-1)],
  ])("fails with %s", async (code, status, ask) => {
    const failure = await failureOf(ask(novate));
    expect(failure).toMatchObject({ code, status, advice: "stop", remedy: expect.stringMatching(/\w+/) });
  });

  it("refuses bytes whose signature is another's, by name", async () => {
    const bytes = live.openAccount(7n);
    bytes[bytes.length - 3]! ^= 1;
    expect((await failureOf(novate.submit(bytes))).code).toMatch(/SignatureInvalid|BytesInvalid/);
  });

  it.each<[string, typeof fetch]>([
    ["nothing listens", () => Promise.reject(new TypeError("fetch failed", { cause: new Error("ECONNREFUSED") }))],
    ["a page that is no node's", async () => new Response("<html>", { status: 502 })],
    ["an error of another form", async () => Response.json({ oops: true }, { status: 500 })],
    ["a good status without JSON", async () => new Response("ok")],
  ])("says that no node answers: %s", async (_, fetch) => {
    const client = createClient({ url: "http://127.0.0.1:1", fetch });
    expect(await failureOf(client.status())).toMatchObject({ code: "Unreachable", status: 0, advice: "retry" });
  });

  it("calls the platform's fetch as a browser wants it: on nothing else than the platform", async () => {
    const receivers: unknown[] = [];
    const platform = globalThis.fetch;
    globalThis.fetch = function (this: unknown, ...given) {
      receivers.push(this);
      return platform(...given);
    };
    await createClient({ url: live.url })
      .status()
      .finally(() => {
        globalThis.fetch = platform;
      });
    expect(receivers.filter((receiver) => receiver !== undefined && receiver !== globalThis)).toEqual([]);
    expect(receivers).toHaveLength(1);
  });

  it("gives up after its time", async () => {
    const fetch: typeof globalThis.fetch = (_, init) =>
      new Promise((_, reject) => init!.signal!.addEventListener("abort", () => reject(init!.signal!.reason)));
    const client = createClient({ url: "http://127.0.0.1:1", fetch, timeoutMs: 5 });
    expect(await failureOf(client.status())).toMatchObject({ code: "Unreachable" });
  });
});
