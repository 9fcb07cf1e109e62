/**
 * Goal: a shell user signs what a node prepared, and nothing else. Method: command lines on files, with what the codec says of them.
 */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Hex,
  hexToBytes,
  Order,
  orderDigest,
  orderTypedData,
  Transaction,
  toJson,
  transactionDigest,
} from "@novate/codec";
import { createEd25519Key, createOwnerKey, type SigningKey } from "@novate/sdk";
import { afterAll, expect, test } from "vitest";
import { novate } from "../testing/novate.fixture.ts";

const folder = mkdtempSync(join(tmpdir(), "novate-key-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const HOUSE = `0x${"5a".repeat(32)}` as const;
const file = (name: string): string => join(folder, name);
const secretIn = (path: string): Uint8Array => hexToBytes(readFileSync(path, "utf8").trim() as Hex);
const answer = (value: unknown): string => {
  writeFileSync(file("answer.json"), JSON.stringify(value));
  return file("answer.json");
};

function prepared({ signer }: SigningKey) {
  const command = { type: "OpenAccount", segmentId: 1, method: 1 } as const;
  const signature: Hex = `0x${"00".repeat(65)}`;
  const transaction = { house: HOUSE, signer, nonce: 3n, expiresAtMs: 1_800_000_000_000, command, signature };
  return { transaction: toJson(Transaction, transaction), digest: transactionDigest(transaction) };
}

test("a new key is its user's alone, is told by name, and never written over", async () => {
  for (const [scheme, length] of [
    ["eip712", 42],
    ["ed25519", 66],
  ] as const) {
    const path = file(`own/${scheme}.key`);
    const made = await novate("key", "new", path, "--scheme", scheme);
    expect(made).toMatchObject({ exitCode: 0, err: "" });
    expect(made.out.trim()).toHaveLength(length);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect((await novate("key", "show", "--key", path, "--scheme", scheme)).out).toBe(made.out);
    const before = readFileSync(path, "utf8");
    expect(await novate("key", "new", path)).toMatchObject({ exitCode: 2, err: expect.stringContaining("FileExists") });
    expect(readFileSync(path, "utf8")).toBe(before);
  }
});

test("a prepared transaction is signed by the key that it names, of either kind, and shown", async () => {
  for (const [scheme, create] of [
    ["eip712", createOwnerKey],
    ["ed25519", createEd25519Key],
  ] as const) {
    const path = file(`${scheme}.key`);
    await novate("key", "new", path, "--scheme", scheme);
    const key = create(secretIn(path));
    const { transaction, digest } = prepared(key);
    const signed = await novate("key", "sign", answer({ transaction, digest }), "--key", path);
    expect(signed).toMatchObject({ exitCode: 0, err: 'signed: {"type":"OpenAccount","segmentId":1,"method":1}\n' });
    expect(JSON.parse(signed.out)).toEqual({
      transaction: { ...(transaction as object), signature: key.sign(digest) },
    });
  }
});

test("a prepared order becomes the authority of one side of a trade", async () => {
  const path = file("trader.key");
  await novate("key", "new", path);
  const key = createOwnerKey(secretIn(path));
  const terms = {
    accountId: 7,
    venueId: 1,
    instrumentId: 1,
    side: 0,
    lots: 5n,
    limitPriceTicks: 9n,
    maxFeePpm: 1_000n,
  };
  const rest = { minEquityAfterAtoms: 0n, reduceOnly: false, expiresAtMs: 1_800_000_000_000, salt: 4n };
  const order = { ...terms, ...rest } as Order; // brands are of the compiler alone
  const digest = orderDigest(HOUSE, order);
  const asked = { order: toJson(Order, order), typedData: orderTypedData(HOUSE, order), digest };
  const signed = await novate("key", "sign", answer(asked), "--key", path);
  expect(JSON.parse(signed.out)).toEqual({
    type: "Order",
    order: asked.order,
    signer: key.signer,
    signature: key.sign(digest),
  });
  const other = { ...asked, order: { ...(asked.order as object), lots: "50" } };
  expect(await novate("key", "sign", answer(other), "--key", path)).toMatchObject({
    exitCode: 2,
    out: "",
    err: expect.stringContaining("DigestMismatch"),
  });
});

test("nothing is signed that the answer does not show, that another key should sign, or that is no answer", async () => {
  const path = file("mine.key");
  await novate("key", "new", path);
  const mine = prepared(createOwnerKey(secretIn(path)));
  const others = prepared(createOwnerKey(new Uint8Array(32).fill(9)));
  for (const [given, code] of [
    [{ ...mine, digest: others.digest }, "DigestMismatch"],
    [others, "KeyMismatch"],
    [{ ...mine, transaction: { ...(mine.transaction as object), nonce: "none" } }, "PreparedMalformed"],
    [{}, "PreparedMalformed"],
    [7, "PreparedMalformed"],
  ] as const)
    expect(await novate("key", "sign", answer(given), "--key", path)).toMatchObject({
      exitCode: 2,
      out: "",
      err: expect.stringContaining(code),
    });
});

test("a key that is not there is told before what would be signed is asked for", async () => {
  writeFileSync(file("empty.json"), "");
  const { exitCode, err } = await novate("key", "sign", file("empty.json"), "--key", file("nowhere.key"));
  expect({ exitCode, err }).toEqual({
    exitCode: 2,
    err: expect.stringMatching(/^novate: FileNotFound: .*nowhere\.key/),
  });
});
