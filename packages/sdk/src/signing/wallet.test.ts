/** Goal: what a wallet signs for the house, the house takes. Method: viem's own account beside our key of the same secret, against a node. */
import { bytesToHex, decode, Transaction, transactionDigest, type UnsignedTransaction } from "@novate/codec";
import { privateKeyToAccount } from "viem/accounts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createClient } from "../client/index.ts";
import { type LiveNode, startLiveNode } from "../testing/liveNode.fixture.ts";
import { createOwnerKey } from "./secp256k1Key.ts";
import { plainAddress, walletRequest, walletSigner, walletTransaction } from "./wallet.ts";

const SECRET = new Uint8Array(32).fill(11);
const wallet = privateKeyToAccount(bytesToHex(SECRET));
let live: LiveNode;
beforeAll(async () => {
  live = await startLiveNode();
});
afterAll(() => live.stop());

async function openAccount(): Promise<UnsignedTransaction> {
  const novate = createClient({ url: live.url });
  const { house, timeMs } = await novate.status();
  const signer = walletSigner(wallet.address);
  const command = { type: "OpenAccount", segmentId: 1, method: 1 } as const;
  const nonce = await novate.nextNonce(signer);
  return { house: house as UnsignedTransaction["house"], signer, nonce, expiresAtMs: timeMs + 60_000, command };
}

test("a wallet with an address in the case of its checksum opens an account and finds it", async () => {
  const novate = createClient({ url: live.url });
  expect(wallet.address).not.toBe(plainAddress(wallet.address));
  const transaction = await openAccount();
  const signature = await wallet.signTypedData(walletRequest(transaction));
  const receipt = await novate.submit(walletTransaction(transaction, signature));
  expect(receipt).toMatchObject({ accepted: true });
  const { accounts } = await novate.accounts(wallet.address);
  expect(accounts.map(({ owner }) => owner)).toEqual([plainAddress(wallet.address)]);
});

test("it is the signature that our own key gives, however the wallet writes its last byte", async () => {
  const transaction = await openAccount();
  const own = createOwnerKey(SECRET).sign(transactionDigest(transaction));
  const signature = await wallet.signTypedData(walletRequest(transaction));
  expect(signature).toBe(own);
  const low = `${signature.slice(0, -2)}${signature.endsWith("1b") ? "00" : "01"}`.toUpperCase().replace("0X", "0x");
  for (const written of [signature, low]) {
    const read = decode(Transaction, walletTransaction(transaction, written));
    expect(read).toMatchObject({ value: { signature: own } });
  }
});
