/** Goal: a member acts by a wallet that keeps its key. Method: viem's account and client, and a provider by hand, against a node. */
import { bytesToHex, orderDigest } from "@novate/codec";
import { createWalletClient, custom } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createMember } from "../actions/index.ts";
import { createClient, type NovateClient } from "../client/index.ts";
import { Side } from "../constants.ts";
import { type LiveNode, startLiveNode } from "../testing/liveNode.fixture.ts";
import { createOwnerKey } from "./secp256k1Key.ts";
import { type Eip1193Provider, injectedSigner, viemSigner } from "./walletSigners.ts";

const SECRET = new Uint8Array(32).fill(13);
const account = privateKeyToAccount(bytesToHex(SECRET));
const OTHER = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
let live: LiveNode;
let novate: NovateClient;
beforeAll(async () => {
  live = await startLiveNode();
  novate = createClient({ url: live.url });
});
afterAll(() => live.stop());

/** What a browser's wallet is: it has two accounts, and signs what JSON says. */
const provider = {
  async request({ method, params = [] }) {
    if (method === "eth_requestAccounts") return [OTHER, account.address];
    const [address, data] = params as [string, string];
    if (method !== "eth_signTypedData_v4" || address !== account.address) throw new Error("User rejected the request");
    return account.signTypedData(JSON.parse(data));
  },
} satisfies Eip1193Provider;

const ORDER = {
  accountId: 1,
  venueId: 1,
  instrumentId: 1,
  side: Side.buy,
  lots: 1n,
  limitPriceTicks: 1n,
  maxFeePpm: 0n,
};

test.each([
  ["an account of viem", async () => viemSigner(account)],
  [
    "a wallet client of viem",
    async () => viemSigner(createWalletClient({ account, transport: custom({ request: () => Promise.reject() }) })),
  ],
  ["an injected wallet", () => injectedSigner(provider, account.address.toLowerCase())],
])("%s opens an account and signs an order", async (_, make) => {
  const key = await make();
  const member = createMember({ client: novate, key });
  expect(await member.openAccount({ segmentId: 1 })).toMatchObject({ accepted: true, events: expect.any(Array) });
  const signed = await member.signOrder(ORDER);
  const own = createOwnerKey(SECRET).sign(orderDigest(await member.house(), signed.order));
  expect(signed.signature).toBe(own);
});

test("a wallet that declines, or lacks the account, is a failure of its own code", async () => {
  const member = createMember({ client: novate, key: await injectedSigner(provider) }); // its first account
  const declined = { code: "SignatureDeclined", advice: "stop", status: 0 };
  await expect(member.openAccount({ segmentId: 1 })).rejects.toMatchObject(declined);
  await expect(injectedSigner(provider, `0x${"01".repeat(20)}`)).rejects.toMatchObject(declined);
  const locked: Eip1193Provider = { request: () => Promise.reject(new Error("locked")) };
  await expect(injectedSigner(locked)).rejects.toMatchObject({ ...declined, message: expect.stringMatching("locked") });
});

test("a signature of a contract is not taken for a key's", async () => {
  const key = viemSigner({ address: account.address, signTypedData: async () => `0x${"01".repeat(200)}` });
  const asked = createMember({ client: novate, key }).openAccount({ segmentId: 1 });
  await expect(asked).rejects.toThrow("not of 65 bytes");
});

test("a wallet client without an account is told so", () => {
  const client = createWalletClient({ transport: custom({ request: () => Promise.reject() }) });
  expect(() => viemSigner(client)).toThrow("make the wallet client with an account");
});
