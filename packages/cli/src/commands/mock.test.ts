/**
 * Goal: somebody else's tests have a whole house that they turn: funding, calls and their deadlines come when the clock says so, the same
 * for the same seed and calls, and nothing is left of it. Method: the program as a child; the SDK with the keys of its first line.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { decode, encode, type HouseId, hexToBytes, Transaction } from "@novate/codec";
import {
  createClient,
  createEd25519Key,
  createMember,
  createOwnerKey,
  createVenue,
  mustAccept,
  type NovateClient,
  Side,
  signTransaction,
} from "@novate/sdk";
import { afterAll, expect, test } from "vitest";
import { startTestHouse } from "../testing/house.fixture.ts";
import { novate } from "../testing/novate.fixture.ts";

const MAIN = fileURLToPath(new URL("../main.ts", import.meta.url));
const ROOT = fileURLToPath(new URL("../../../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "novate-mocks-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

interface Mock {
  readonly child: ChildProcess;
  readonly client: NovateClient;
  readonly control: string;
  readonly house: string;
  readonly accounts: readonly { readonly accountId: number; readonly secret: `0x${string}` }[];
  readonly venues: readonly { readonly venueId: number; readonly secret: `0x${string}` }[];
  post(path: string, body: unknown): Promise<Record<string, unknown>>;
  /** As a script ends it. */
  end(how: "SIGTERM" | "input"): Promise<number>;
}

async function startMock(...flags: readonly string[]): Promise<Mock> {
  const env = { ...process.env, TMPDIR: folder };
  const child = spawn(process.execPath, [MAIN, "mock", "--port", "0", "--control-port", "0", ...flags], { env });
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  const said = JSON.parse(line);
  return {
    ...said,
    child,
    client: createClient({ url: said.url }),
    async post(path, body) {
      const headers = { "content-type": "application/json" };
      const answer = await fetch(`${said.control}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
      return { status: answer.status, ...((await answer.json()) as object) };
    },
    async end(how) {
      const exit = once(child, "exit");
      if (how === "input") child.stdin.end();
      else child.kill(how);
      return ((await exit) as [number])[0];
    },
  };
}

/** The first trader buys of the second, at the mark, on the first venue. */
async function trade({ client, accounts, venues }: Mock, lots: bigint): Promise<void> {
  const { mark } = await client.market(1);
  const priceTicks = BigInt(mark!.priceTicks);
  const terms = { venueId: 1, instrumentId: 1, lots, limitPriceTicks: priceTicks, maxFeePpm: 10_000n };
  const orders = [Side.buy, Side.sell].map((side, index) => {
    const { accountId, secret } = accounts[index]!;
    return createMember({ client, key: createOwnerKey(hexToBytes(secret)) }).signOrder({ ...terms, accountId, side });
  });
  const [buyer, seller] = await Promise.all(orders);
  const venue = createVenue({ client, key: createEd25519Key(hexToBytes(venues[0]!.secret)), venueId: 1 });
  const match = { instrumentId: 1, priceTicks, lots, buyer: buyer!, seller: seller!, serial: 1n };
  expect(mustAccept(await venue.reportTrades([match])).result).toMatchObject({ clearedCount: 1 });
}

const mock = await startMock("--prices", "flat");

test("what is asked wrongly is refused by name, and no page of a browser turns a clock", async () => {
  const { control } = mock;
  const wrong: readonly (readonly [path: string, body: unknown, status: number, code: string])[] = [
    ["/dev/clock", {}, 400, "FieldsWrong"],
    ["/dev/clock", { toMs: 1 }, 400, "ClockGoesForward"],
    ["/dev/clock", { byMs: 1.5 }, 400, "FieldsWrong"],
    ["/dev/clock", { byMs: 1_000, everyMs: 1 }, 400, "FieldsWrong"],
    ["/dev/clock", { by: 1 }, 400, "FieldUnknown"],
    ["/dev/prices", { XAU: "1" }, 400, "FieldUnknown"],
    ["/dev/prices", { BTC: 1 }, 400, "FieldsWrong"],
    ["/dev/fund", { accountId: 3, amount: "0.0000001" }, 400, "FieldsWrong"],
    ["/dev/fund", { accountId: 3, asset: "XAU", amount: "1" }, 400, "AssetUnknown"],
    ["/dev/fund", { accountId: 99, amount: "1" }, 409, "AccountUnknown"],
    ["/dev/none", {}, 404, "RouteUnknown"],
  ];
  for (const [path, body, status, code] of wrong) expect(await mock.post(path, body)).toMatchObject({ status, code });
  const asText = await fetch(`${control}/dev/clock`, { method: "POST", body: '{"byMs":1000}' });
  expect(asText.status).toBe(415);
  expect((await fetch(`${control}/dev/house`)).headers.get("access-control-allow-origin")).toBeNull();
  expect(await (await fetch(`${control}/dev/house`)).json()).toMatchObject({ house: mock.house });
  // No node has these paths.
  expect((await fetch(`${mock.client.url}/dev/clock`)).status).toBe(404);
  expect(await novate("mock", "price", "BTC=65000", "--control", "http://127.0.0.1:1")).toMatchObject({ exitCode: 2 });
  expect(await novate("mock", "tick", "9y", "--control", control)).toMatchObject({ exitCode: 2 });
});

test("what is signed for it counts in no other house", async () => {
  const other = await startTestHouse();
  try {
    const key = createOwnerKey(hexToBytes(mock.accounts[0]!.secret));
    const command = { type: "OpenAccount", segmentId: 1, method: 0 } as const;
    const expiresAtMs = Date.now() + MINUTE_MS;
    const house = mock.house as HouseId;
    const bytes = signTransaction({ house, signer: key.signer, nonce: 0n, expiresAtMs, command }, key);
    const client = createClient({ url: other.url });
    await expect(client.submit(bytes)).rejects.toMatchObject({ code: "HouseMismatch" });
    // With the other's name written over it, the signature is nobody's.
    const own = (await client.status()).house;
    const decoded = decode(Transaction, bytes);
    if (!decoded.ok) expect.fail("it was encoded");
    const forged = encode(Transaction, { ...decoded.value, house: own });
    await expect(client.submit(forged)).rejects.toMatchObject({ code: "SignatureInvalid" });
  } finally {
    await other.stop();
  }
});

test("a venue's test clears a trade, turns past funding and past a call's deadline, and nothing is left", async () => {
  const { client, accounts, control } = mock;
  const buyer = accounts[0]!.accountId;
  await trade(mock, 480_000n);
  const [began, { fundedAtMs }] = [await client.time(), await client.market(1)];
  // Nothing moves by itself.
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await client.time()).toEqual(began);

  const ticked = await novate("mock", "tick", "1h", "--control", control);
  expect(JSON.parse(ticked.out)).toMatchObject({ timeMs: began.nowMs + HOUR_MS, steps: 120 });
  expect((await client.market(1)).fundedAtMs).toBeGreaterThan(fundedAtMs!);
  expect((await client.account(buyer)).call).toBeNull();

  expect(await mock.post("/dev/prices", { BTC: "93000" })).toMatchObject({ BTC: "93000", ETH: "4000" });
  await mock.post("/dev/clock", { byMs: 5 * MINUTE_MS });
  const { call } = await client.account(buyer);
  expect((await client.calls()).calls).toEqual([call]);
  expect(Number(call!.amountAtoms)).toBeGreaterThan(0);
  await mock.post("/dev/clock", { toMs: call!.byMs + 1_000 });
  expect((await client.time()).nowMs).toBeGreaterThan(call!.byMs);
  // It was not met, and the price falls on: the house takes over.
  await mock.post("/dev/prices", { BTC: "89000" });
  await mock.post("/dev/clock", { byMs: 5 * MINUTE_MS });
  const types = (await client.ledger(buyer, { limit: 50 })).events.map(({ event }) => event.type);
  expect(types).toEqual(expect.arrayContaining(["MarginCalled", "AccountManaged", "PositionsClosedOut"]));
  expect(await mock.end("input")).toBe(0);
  expect(readdirSync(folder)).toEqual([]);
});

test("the same seed and calls give the same bytes; another seed another house", async () => {
  const play = async (seed: string): Promise<readonly string[]> => {
    const mock = await startMock("--seed", seed, "--prices", "tape");
    const { accountId } = mock.accounts[0]!;
    await mock.post("/dev/clock", { byMs: 5 * MINUTE_MS });
    await mock.post("/dev/fund", { accountId, asset: "BTC", amount: "0.5" });
    await mock.post("/dev/prices", { ETH: "4100.25" });
    await mock.post("/dev/prices", { ETH: null });
    await mock.post("/dev/clock", { byMs: 2_000, everyMs: 500 });
    const paths = ["/v1/status", `/v1/accounts/${accountId}`, "/v1/events?limit=500", "/v1/blocks"];
    const bodies = paths.map(async (path) => (await fetch(`${mock.client.url}${path}`)).text());
    const said = [mock.house, ...(await Promise.all(bodies))];
    expect(await mock.end("SIGTERM")).toBe(0);
    return said;
  };
  const [one, again] = await Promise.all([play("one"), play("one")]);
  expect(again).toEqual(one);
  expect(one[0]).not.toBe(mock.house); // of another seed
});

/** The page's own test beside a clone at `clone`. */
async function pageTest(clone: string): Promise<{ readonly code: number; readonly out: string }> {
  const page = readFileSync(join(ROOT, "docs/guides/mock.md"), "utf8");
  const [, script] = /```js\n([\s\S]+?)```/.exec(page)!;
  const own = mkdtempSync(join(folder, "page-"));
  symlinkSync(join(ROOT, "node_modules"), join(own, "node_modules"));
  writeFileSync(join(own, "venue.test.mjs"), script!);
  const env = { ...process.env, NOVATE_CLONE: clone };
  const child = spawn(process.execPath, ["--test", "venue.test.mjs"], {
    cwd: own,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8");
    stream.on("data", (text: string) => {
      out += text;
    });
  }
  const [code] = (await once(child, "close")) as [number];
  rmSync(own, { recursive: true });
  return { code, out };
}

test("the page's own test runs, and passes", async () => {
  expect(await pageTest(ROOT)).toEqual({ code: 0, out: expect.stringMatching(/pass 1\b/) });
});

test("the page's own test fails when the mock ends before it has spoken", async () => {
  const { code, out } = await pageTest(join(folder, "no-clone"));
  expect([code, out]).toEqual([1, expect.stringMatching(/the mock ended with 1/)]);
});
