/**
 * Goal: every route answers as its schema says, and every bad request gets a problem that names what to do.
 * Method: table over the application itself, without a socket, on a real engine and store.
 */
import { bytesToHex, encode, fromJson, Transaction, toJson, verifyRowProof } from "@novate/codec";
import { simulateMargin } from "@novate/whatif";
import * as schema from "@novate/wire/schema";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Actor, openAccount } from "../../testing/actors.fixture.ts";
import { openSoloApi, type SoloApi } from "../../testing/soloApi.fixture.ts";

let node: SoloApi["node"];
let app: SoloApi["app"];
let get: SoloApi["get"];

beforeAll(async () => {
  ({ node, app, get } = await openSoloApi());
});
afterAll(() => node.dispose());

const post = (body: string | Uint8Array<ArrayBuffer>, type: string) =>
  app.request("/v1/transactions", { method: "POST", body, headers: { "content-type": type } });

test.each([
  ["/v1/status", schema.Status],
  ["/v1/blocks", schema.BlockPage],
  ["/v1/blocks/1", schema.BlockDetail],
  ["/v1/accounts/1", schema.Account],
  ["/v1/accounts/1/ledger", schema.EventPage],
  ["/v1/accounts/1/withdrawals", schema.WithdrawalPage],
  ["/v1/instruments", schema.InstrumentList],
  ["/v1/markets/1", schema.Market],
  ["/v1/segments/1", schema.Segment],
  ["/v1/assets", schema.AssetList],
  ["/v1/vaults", schema.VaultList],
  ["/v1/events", schema.EventPage],
  ["/v1/tables/feeds", schema.RowPage],
  ["/v1/proofs/accounts/1", schema.Proof],
])("%s answers as its schema says", async (path, answer) => {
  const { status, body } = await get(path);
  expect(body.code).toBeUndefined();
  expect(status).toBe(200);
  answer.parse(body);
});

test("an account shows balances, positions and health, and is found by its owner", async () => {
  const { body } = await get(`/v1/accounts?owner=${node.alice.address}`);
  expect(body.accounts).toHaveLength(1);
  expect(body.accounts[0]).toMatchObject({
    accountId: 1,
    owner: node.alice.address,
    method: "cross",
    status: "active",
    positions: [{ instrumentId: 1, symbol: "BTC-PERP", lots: "10" }],
  });
  expect(BigInt(body.accounts[0].health.initialAtoms)).toBeGreaterThan(0n);
  expect((await get(`/v1/accounts?owner=0x${"99".repeat(20)}`)).body.accounts).toEqual([]);
  // A contract at the key's address is another owner.
  expect((await get(`/v1/accounts?owner=${node.alice.address}&ownerChain=10`)).body.accounts).toEqual([]);
});

test("a proof verifies against the state root, and against no other", async () => {
  const { body } = await get("/v1/proofs/accounts/2");
  expect(verifyRowProof(body.stateRoot, body.proof)).toBe(true);
  expect(verifyRowProof(`0x${"00".repeat(32)}`, body.proof)).toBe(false);
  expect(body.row.accountId).toBe(2);
});

test("a transaction is taken as bytes, hexadecimal, base64 and JSON, with one answer", async () => {
  const bytes = new Uint8Array(openAccount(new Actor(77)));
  const answer = post(bytes, "application/octet-stream");
  await node.solo.status();
  await new Promise(setImmediate);
  await node.produce();
  const receipt = schema.Receipt.parse(await (await answer).json());
  expect(receipt.accepted).toBe(true);
  const decoded = Transaction.ssz.deserialize(bytes);
  for (const body of [
    { bytes: bytesToHex(bytes) },
    { bytes: Buffer.from(bytes).toString("base64") },
    { transaction: toJson(Transaction, decoded) },
  ]) {
    const again = await post(JSON.stringify(body), "application/json");
    expect(await again.json()).toEqual(receipt);
  }
  const { body } = await get(`/v1/transactions/${receipt.hash}`);
  expect(body.receipt).toEqual(receipt);
  expect(encode(Transaction, fromJson(Transaction, body.transaction))).toEqual(bytes);
});

const simulate = (body: unknown) =>
  app.request("/v1/margin/simulate", {
    method: "POST",
    body: typeof body === "string" ? body : JSON.stringify(body),
    headers: { "content-type": "application/json" },
  });

test("what-if margin is explained, and grows with the position", async () => {
  const ask = async (lots: string) => {
    const response = await simulate({ segmentId: 1, method: "cross", positions: [{ instrumentId: 1, lots }] });
    return schema.Simulation.parse(await response.json());
  };
  const small = await ask("100");
  const large = await ask("-1000");
  expect(BigInt(small.requirement.initialMarginAtoms)).toBeGreaterThan(0n);
  expect(BigInt(large.requirement.initialMarginAtoms)).toBeGreaterThan(BigInt(small.requirement.initialMarginAtoms));
  expect(large.underlyings[0]).toMatchObject({ underlyingId: 1, scenarios: expect.any(Array) });
});

test.each([
  ["{", 400, "RequestInvalid"],
  [{}, 400, "RequestInvalid"],
  [{ segmentId: 1, method: "cross", positions: [] }, 400, "RequestInvalid"],
  [{ segmentId: 1, method: "best", positions: [{ instrumentId: 1, lots: "1" }] }, 400, "RequestInvalid"],
  [{ segmentId: 1, method: "cross", positions: [{ instrumentId: 1, lots: "1.5" }] }, 400, "RequestInvalid"],
  [{ segmentId: 1, method: "cross", positions: [{ instrumentId: 1, lots: "9".repeat(40) }] }, 400, "RequestInvalid"],
  [{ segmentId: 1, method: "cross", positions: [{ instrumentId: 9, lots: "1" }] }, 404, "InstrumentUnknown"],
  [{ segmentId: 9, method: "cross", positions: [{ instrumentId: 1, lots: "1" }] }, 404, "SegmentUnknown"],
])("a what-if that makes no sense is refused: %j", async (body, status, code) => {
  const response = await simulate(body);
  expect([response.status, schema.Problem.parse(await response.json()).code]).toEqual([status, code]);
});

test("a document with a market of its own is answered by the risk package, to the byte", async () => {
  const document = {
    profile: "standard",
    method: "cross",
    timeMs: 0,
    equityAtoms: 0,
    underlyings: [
      { underlyingId: 1, spot: 9, volAnnual: 1, forwards: [], surface: null, depth: { deltaAtoms: 0, vegaAtoms: 0 } },
    ],
    instruments: [{ instrumentId: 1, underlyingId: 1, kind: "perpetual", atomsPerPoint: 1000 }],
    positions: [{ instrumentId: 1, lots: 5 }],
  };
  const result = simulateMargin(document);
  expect(await (await simulate(document)).text()).toBe(JSON.stringify(result.ok && result.answer));
  const refused = await simulate({ ...document, timeMs: -1 });
  expect([refused.status, await refused.json()]).toMatchObject([
    400,
    { code: "RequestInvalid", refusal: { data: { field: "timeMs", reason: "Negative" } } },
  ]);
});

test("a document that would keep the node busy is refused, and answered with less detail", async () => {
  const many = Array.from({ length: 129 }, (_, instrumentId) => ({ instrumentId, lots: 1 }));
  const document = {
    profile: "standard",
    method: "cross",
    timeMs: 0,
    equityAtoms: 0,
    underlyings: [
      { underlyingId: 1, spot: 9, volAnnual: 1, forwards: [], surface: null, depth: { deltaAtoms: 0, vegaAtoms: 0 } },
    ],
    instruments: many.map(({ instrumentId }) => ({
      instrumentId,
      underlyingId: 1,
      kind: "perpetual",
      atomsPerPoint: 1,
    })),
    positions: many,
  };
  expect(await (await simulate(document)).json()).toMatchObject({
    status: 400,
    refusal: { data: { field: "detail" } },
  });
  expect((await simulate({ ...document, detail: "explained" })).status).toBe(200);
});

test("the next nonce follows the ones used", async () => {
  expect((await get(`/v1/signers/eip712/${node.alice.signer.key}`)).body.nextNonce).toBe("1");
  expect((await get(`/v1/signers/eip712/0x${"00".repeat(32)}`)).body.nextNonce).toBe("0");
});

test.each([
  ["/v1/nothing", 404, "RouteUnknown"],
  ["/v1/accounts/999", 404, "AccountUnknown"],
  ["/v1/accounts/999/ledger", 404, "AccountUnknown"],
  ["/v1/accounts/abc", 400, "RequestInvalid"],
  ["/v1/accounts/99999999999", 400, "RequestInvalid"],
  ["/v1/accounts", 400, "RequestInvalid"],
  [`/v1/accounts?owner=0x${"99".repeat(20)}&ownerChain=-1`, 400, "RequestInvalid"],
  ["/v1/accounts?owner=0x12", 400, "RequestInvalid"],
  ["/v1/blocks/99999", 404, "BlockUnknown"],
  ["/v1/blocks?limit=0", 400, "RequestInvalid"],
  ["/v1/blocks?cursor=x", 400, "RequestInvalid"],
  ["/v1/markets/55", 404, "InstrumentUnknown"],
  ["/v1/segments/55", 404, "SegmentUnknown"],
  ["/v1/vaults/55", 404, "VaultUnknown"],
  ["/v1/vaults/none", 400, "RequestInvalid"],
  ["/v1/events?type=Nothing", 400, "RequestInvalid"],
  ["/v1/tables/nothing", 400, "RequestInvalid"],
  ["/v1/proofs/accounts/55", 404, "RowUnknown"],
  [`/v1/transactions/0x${"00".repeat(32)}`, 404, "TransactionUnknown"],
  ["/v1/transactions/0x12", 400, "RequestInvalid"],
])("%s is refused: %i %s", async (path, status, code) => {
  const response = await app.request(path);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const problem = schema.Problem.parse(await response.json());
  expect([response.status, problem.code]).toEqual([status, code]);
  expect(problem.remedy.length).toBeGreaterThan(5);
});

test.each([
  ["text/plain", "hello", 415, "ContentTypeUnknown"],
  ["application/json", "{", 400, "RequestInvalid"],
  ["application/json", "{}", 400, "RequestInvalid"],
  ["application/json", '{"bytes":"0x0"}', 400, "BytesInvalid"],
  ["application/json", '{"bytes":"0x00"}', 400, "BytesInvalid"],
  ["application/json", '{"transaction":{"house":"7"}}', 400, "BytesInvalid"],
  ["application/json", `{"bytes":"0x${"00".repeat(1_100_000)}"}`, 413, "BodyTooLarge"],
  ["application/octet-stream", "\u0001", 400, "BytesInvalid"],
])("a body of %s is refused where it is wrong: %#", async (type, body, status, code) => {
  const response = await post(body, type);
  const problem = schema.Problem.parse(await response.json());
  expect([response.status, problem.code]).toEqual([status, code]);
});

test("lists are paged to the end without a gap or a repetition", async () => {
  for (const [path, key] of [
    ["/v1/blocks?limit=2", "blocks"],
    ["/v1/events?limit=3", "events"],
    ["/v1/accounts/1/ledger?limit=1", "events"],
    ["/v1/tables/feeds?limit=1", "rows"],
  ] as const) {
    const whole = (await get(path.replace(/limit=\d/, "limit=500"))).body[key];
    const pieces: unknown[] = [];
    let cursor: string | null = null;
    do {
      const { body } = await get(cursor === null ? path : `${path}&cursor=${cursor}`);
      pieces.push(...body[key]);
      cursor = body.nextCursor;
    } while (cursor !== null);
    expect(pieces, path).toEqual(whole);
    expect(pieces.length, path).toBeGreaterThan(1);
  }
});

test("health, readiness, metrics and the page for people", async () => {
  expect((await app.request("/healthz")).status).toBe(200);
  expect((await app.request("/readyz")).status).toBe(200);
  const metrics = await (await app.request("/metrics")).text();
  expect(metrics).toContain(`novate_block_height ${node.chain.head.height}`);
  expect(metrics).toContain('route="/v1/accounts/:id"');
  expect(metrics).toContain('novate_lane_transactions{lane="prices",stage="ready"} 0');
  expect(metrics).toMatch(/novate_lane_signatures_total\{lane="venues"\} [1-9]/);
  expect(metrics).toMatch(/novate_lane_refusals_total\{lane="strangers",code="BytesInvalid"\} [1-9]/);
  const page = await (await app.request("/docs")).text();
  expect(page).toContain("/openapi.json");
  expect(page).not.toMatch(/src="http|href="http/);
});

test("what is not under way has no row, and a house without vaults no checkpoint", async () => {
  for (const path of ["/v1/withdrawals/1", "/v1/checkpoints/latest", "/v1/checkpoints/signed", "/v1/checkpoints/7"])
    expect(await get(path)).toMatchObject({ status: 404, body: { code: "RowUnknown" } });
  expect((await get("/v1/checkpoints/oldest")).status).toBe(400);
  expect((await get("/v1/accounts/1/withdrawals")).body).toMatchObject({ withdrawals: [], nextCursor: null });
});
