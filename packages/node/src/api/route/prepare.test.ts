/**
 * Goal: whoever has an EIP-712 library and JSON signs what the house takes, and learns every fault before sending anything.
 * Method: prepared, signed, validated and submitted on a real engine; then wrong in many ways at once; the root before and after.
 */
import { bytesToHex, type Command, decode, encode, fromJson, hexToBytes, Transaction, toJson } from "@novate/codec";
import { atoms, HOUR_MS } from "@novate/num";
import * as schema from "@novate/wire/schema";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Metrics } from "../../metrics/index.ts";
import { Actor, signedGenesis } from "../../testing/actors.fixture.ts";
import { openSoloApi, type SoloApi } from "../../testing/soloApi.fixture.ts";
import { SoloNode } from "../../testing/soloNode.fixture.ts";
import { createApp } from "../app.ts";
import { ExamineBudget } from "../limit/examineWork.ts";

let node: SoloApi["node"];
let app: SoloApi["app"];
beforeAll(async () => {
  ({ node, app } = await openSoloApi());
});
afterAll(() => node.dispose());

async function post(path: string, body: unknown) {
  const headers = { "content-type": "application/json" };
  const response = await app.request(path, { method: "POST", body: JSON.stringify(body), headers });
  // biome-ignore lint/suspicious/noExplicitAny: the schemas say what the body is.
  return { status: response.status, body: (await response.json()) as any };
}
const prepare = async (body: unknown) => schema.Prepared.parse((await post("/v1/transactions/prepare", body)).body);
const validate = async (body: unknown) => schema.Validation.parse((await post("/v1/transactions/validate", body)).body);
const faultsOf = ({ faults }: { readonly faults: readonly schema.Fault[] }) =>
  faults.map(({ code, field }) => [code, field]);
const openAccount = { type: "OpenAccount", segmentId: 1, method: 1 };
/** A transaction's JSON, as a client without the codec changes it. */
const jsonOf = (bytes: Uint8Array) => toJson(Transaction, Transaction.ssz.deserialize(bytes)) as Record<string, object>;

test("ACC-054 a command is prepared, signed by its digest, found without a fault, and taken", async () => {
  const owner = new Actor(501);
  const prepared = await prepare({ signer: owner.address.toUpperCase().replace("0X", "0x"), command: openAccount });
  expect(prepared.transaction).toMatchObject({ nonce: "0", signer: owner.signer, command: openAccount });
  expect(prepared.typedData).toMatchObject({ primaryType: "OpenAccountRequest", message: { nonce: "0" } });
  const unsigned = await validate({ transaction: prepared.transaction });
  expect(unsigned).toMatchObject({ ok: true, isSigned: false, faults: [] });
  expect(await validate({ bytes: prepared.bytes })).toEqual(unsigned);
  const { signature: _, ...without } = prepared.transaction;
  expect(await validate({ transaction: without })).toEqual(unsigned);

  const transaction = { ...prepared.transaction, signature: owner.sign(prepared.digest) };
  expect(await validate({ transaction })).toMatchObject({ ok: true, isSigned: true, faults: [] });
  const answer = post("/v1/transactions", { transaction });
  await node.solo.status();
  await new Promise(setImmediate);
  await node.produce();
  expect((await answer).body).toMatchObject({ accepted: true });
  const next = await prepare({ signer: owner.signer, command: openAccount });
  expect(next.transaction).toMatchObject({ nonce: "1" });
  expect(faultsOf(await validate({ transaction }))).toEqual([["NonceUsed", "nonce"]]);
});

test("ACC-055 capitals and a signature that ends in 0 or 1 are taken in JSON, and in bytes the signature is none", async () => {
  const owner = new Actor(509);
  const { transaction, digest } = await prepare({ signer: owner.signer, command: openAccount });
  const signature = owner.sign(digest);
  const short = `${signature.slice(0, -2)}${signature.endsWith("1b") ? "00" : "01"}` as const;
  const loud = (text: unknown) => `0x${String(text).slice(2).toUpperCase()}`;
  const { house, signer } = transaction as { house: string; signer: { key: string } };
  const asWritten = { ...transaction, house: loud(house), signer: { ...signer, key: loud(signer.key) } };
  expect(await validate({ transaction: { ...asWritten, signature: short } })).toMatchObject({
    ok: true,
    isSigned: true,
  });
  const bytes = bytesToHex(encode(Transaction, fromJson(Transaction, { ...transaction, signature: short })));
  expect(faultsOf(await validate({ bytes }))).toEqual([["SignatureInvalid", "signature"]]);
  expect(await validate({ transaction: { ...transaction, signature: loud(signature) } })).toMatchObject({ ok: true });
  const answer = post("/v1/transactions", { transaction: { ...asWritten, signature: loud(short) } });
  await node.solo.status();
  await new Promise(setImmediate);
  await node.produce();
  expect((await answer).body).toMatchObject({ accepted: true });
});

test("a prepared transaction has what was asked for, and its bytes are those of its JSON", async () => {
  const { transaction, bytes } = await prepare({
    signer: node.alice.signer,
    command: openAccount,
    nonce: "200",
    expiresAtMs: 7,
  });
  expect(transaction).toMatchObject({ nonce: "200", expiresAtMs: 7 });
  const decoded = decode(Transaction, hexToBytes(bytes as `0x${string}`));
  expect(decoded.ok && toJson(Transaction, decoded.value)).toEqual(transaction);
  const { chain } = node;
  const filled = await prepare({ signer: node.alice.signer, command: openAccount });
  expect(filled.transaction.expiresAtMs).toBeGreaterThan(chain.head.timeMs);
});

test("every fault of form is told at once, by its field", async () => {
  const command = { type: "WithdrawCollateral", accountId: "1", assetId: 70_000, amountAtoms: 5, chainId: 1, odd: 1 };
  const { status, body } = await post("/v1/transactions/prepare", { signer: "0x12", command, nonce: 7, more: 1 });
  expect(status).toBe(400);
  expect(body.code).toBe("RequestInvalid");
  expect(body.details.faults.map(({ field }: { field: string }) => field)).toEqual([
    "signer",
    "command.accountId",
    "command.assetId",
    "command.amountAtoms",
    "command.recipient",
    "command.odd",
    "nonce",
    "more",
  ]);
  expect(body.details.faults[0].detail).toBe(
    'expected 0x and 40 hexadecimal digits, or an object of scheme and key, got "0x12"',
  );
  const unknown = await post("/v1/transactions/prepare", { signer: node.alice.signer, command: { type: "With" } });
  expect(unknown.body.refusal.data.reason).toMatch(/^got "With", expected one of \w+,.*\w …$/);
  const found = await validate({ transaction: { ...jsonOf(node.trade(1)), command, nonce: "-1" } });
  expect(found).toMatchObject({ ok: false, isSigned: false });
  expect(faultsOf(found)).toEqual([
    ["RequestInvalid", "nonce"],
    ["RequestInvalid", "command.accountId"],
    ["RequestInvalid", "command.assetId"],
    ["RequestInvalid", "command.amountAtoms"],
    ["RequestInvalid", "command.recipient"],
    ["RequestInvalid", "command.odd"],
  ]);
  for (const wrong of [
    {},
    [],
    { bytes: "0x", transaction: {} },
    { bytes: "0x0" },
    { bytes: "0x00" },
    { transaction: 7 },
  ])
    expect((await validate(wrong)).ok).toBe(false);
  expect((await post("/v1/transactions/prepare", 7)).status).toBe(400);
});

test("ADM-030 every fault of the envelope and the command's own refusal are told together, and nothing is written", async () => {
  const before = { root: node.chain.head.stateRoot, height: node.chain.head.height };
  const command: Command = { type: "SetMarginMethod", accountId: 2, method: 1 };
  const wrong = node.alice.transact(command, {
    house: `0x${"00".repeat(32)}`,
    nonce: 9_999n,
    expiresAtMs: 1,
    signature: `0x${"11".repeat(65)}`,
  });
  expect(faultsOf(await validate({ bytes: bytesToHex(wrong) }))).toEqual([
    ["HouseMismatch", "house"],
    ["TransactionExpired", "expiresAtMs"],
    ["SignatureInvalid", "signature"],
    ["NonceTooFarAhead", "nonce"],
    ["NotAuthorised", "signer"],
  ]);
  for (let round = 0; round < 3; round++) await validate({ bytes: bytesToHex(node.trade(5)) });
  expect(await node.chain.read(({ stateRoot, height }) => ({ root: stateRoot, height }))).toEqual(before);
  const accounts = await node.chain.read(({ state }) => [...state.accounts.values()].map((row) => row.positions));
  await node.produce();
  expect(await node.chain.read(({ state }) => [...state.accounts.values()].map((row) => row.positions))).toEqual(
    accounts,
  );
});

test("ADM-030 a house that is asked between its blocks has the roots of one that is not", async () => {
  const [asked, quiet] = [await openSoloApi(), await openSoloApi()];
  const ask = async ({ app: asker }: SoloApi, bytes: Uint8Array) => {
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ bytes: bytesToHex(bytes) });
    return schema.Validation.parse(
      await (await asker.request("/v1/transactions/validate", { method: "POST", body, headers })).json(),
    );
  };
  try {
    for (const [round, size] of [3, 400, 2_000_000, 7].entries()) {
      // A trade, and a withdrawal of another asker that comes after it: both are worked out before either is heard.
      const [trade, twin] = [asked.node.trade(size), quiet.node.trade(size)];
      expect(trade).toEqual(twin);
      const withdrawal: Command = {
        type: "WithdrawCollateral",
        accountId: 1,
        assetId: 1,
        amountAtoms: atoms(10n ** BigInt(6 + round)),
        chainId: 1,
        recipient: `0x${"ab".repeat(20)}`,
      };
      const [leaving, same] = [asked.node, quiet.node].map(({ alice }) => alice.transact(withdrawal));
      for (const bytes of [trade, leaving!, trade]) await ask(asked, bytes);
      const receipts = [await asked.node.block(trade, leaving!), await quiet.node.block(twin, same!)];
      expect(receipts[0]).toEqual(receipts[1]);
      expect(asked.node.chain.head.stateRoot).toBe(quiet.node.chain.head.stateRoot);
    }
  } finally {
    await asked.node.dispose();
    await quiet.node.dispose();
  }
});

test("ADM-030 a report is answered trade by trade, with the margin of its accounts before and after", async () => {
  const one = await validate({ bytes: bytesToHex(node.trade(10)) });
  expect(one).toMatchObject({ ok: true, faults: [], outcomes: [{ accepted: true }] });
  expect(one.accounts.map(({ accountId }) => accountId)).toEqual([1, 2]);
  for (const { before, after } of one.accounts) {
    expect(BigInt(after!.initialAtoms)).toBeGreaterThan(BigInt(before!.initialAtoms));
    expect(after!.equityAtoms).not.toBe("0");
  }
  const transaction = Transaction.ssz.deserialize(node.trade(1));
  if (transaction.command.type !== "ReportTrades") throw new Error("a report");
  const [trade] = transaction.command.trades;
  const forged = { ...trade!.buyer, signature: `0x${"22".repeat(65)}` } as NonNullable<typeof trade>["buyer"];
  const large = Transaction.ssz.deserialize(node.trade(2_000_000)).command as typeof transaction.command;
  const trades = [{ ...trade!, buyer: forged }, large.trades[0]!];
  const bytes = encode(Transaction, { ...transaction, command: { ...transaction.command, trades } });
  const found = await validate({ bytes: bytesToHex(bytes) });
  expect(faultsOf(found)).toEqual([
    ["SignatureInvalid", "signature"],
    [expect.any(String), "command.trades[0]"],
    ["InitialMarginBreached", "command.trades[1]"],
  ]);
});

test("ADM-031 such questions have a bounded share of the node's time, and one client a quarter of it", () => {
  const budget = new ExamineBudget();
  expect(budget.refusalOf("203.0.113.7", 2_000, 0)).toBeNull();
  expect(budget.refusalOf("203.0.113.7", 600, 0)?.code).toBe("RateExceeded");
  expect(budget.refusalOf("203.0.113.8", 2_000, 0)).toBeNull();
  expect(budget.refusalOf("203.0.113.9", 600, 0)?.code).toBe("RateExceeded");
  expect(budget.refusalOf("127.0.0.1", 1_000_000, 0)).toBeNull();
});

test("an order is prepared with an expiry and a salt of its own, and its digest is what the venue's report is checked by", async () => {
  const { order: signed } = node.alice.order(1, 0, 1, 1, 100_000);
  const json = { ...signed, lots: "1", limitPriceTicks: "5", maxFeePpm: "1", minEquityAfterAtoms: "0" };
  const { expiresAtMs: _, salt: __, ...order } = json;
  const prepared = schema.PreparedOrder.parse((await post("/v1/orders/prepare", { order })).body);
  expect(prepared.typedData).toMatchObject({ primaryType: "Order", message: { side: "buy", lots: "1" } });
  expect(prepared.order.expiresAtMs).toBeGreaterThan(node.chain.head.timeMs + HOUR_MS / 2);
  const again = schema.PreparedOrder.parse((await post("/v1/orders/prepare", { order: prepared.order })).body);
  expect(again).toEqual(prepared);
  expect(
    (await post("/v1/orders/prepare", { order: { side: 9, more: 1 } })).body.details.faults.length,
  ).toBeGreaterThan(5);
});

test("GOV-033 an approval that names its bundle is filled with what that says, and no other is taken", async () => {
  const genesis = { ...signedGenesis(), governors: [0xa1, 0xa2, 0xa3].map((seed) => new Actor(seed).address) };
  const governed = await SoloNode.open({ genesis });
  try {
    const { chain, solo } = governed;
    const [first, second] = [0xa1, 0xa2].map((seed) => new Actor(seed, chain.house)) as [Actor, Actor];
    const other = createApp({ chain, consensus: solo, version: "0" }, new Metrics(chain, solo));
    const ask = async (bundleId: number) => {
      const body = JSON.stringify({ signer: second.address, command: { type: "ApproveBundle", bundleId } });
      const headers = { "content-type": "application/json" };
      const response = await other.request("/v1/transactions/prepare", { method: "POST", body, headers });
      // biome-ignore lint/suspicious/noExplicitAny: the schemas say what the body is.
      return (await response.json()) as any;
    };
    const changes = [{ type: "SetGovernor", owner: first.address, isMember: true, threshold: 2 }] as const;
    await governed.must(first.transact({ type: "ProposeBundle", bundleId: 4, parameterEpoch: 0, changes }));
    const { transaction, typedData, digest } = await ask(4);
    expect(typedData.message.command.changes).toEqual([{ owner: first.address, isMember: true, threshold: "2" }]);
    const approval = fromJson(Transaction, { ...transaction, signature: second.sign(digest) });
    expect(await governed.block(encode(Transaction, approval))).toMatchObject([{ accepted: true }]);
    expect(await ask(9)).toMatchObject({ code: "RequestInvalid", refusal: { data: { field: "command.bundleId" } } });
  } finally {
    await governed.dispose();
  }
});
