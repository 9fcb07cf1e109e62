/** Goal: a client that never sees SSZ opens an account. Method: typed data from a node, signed by viem's own account, sent as JSON. */
import { bytesToHex, encode, fromJson, Transaction } from "@novate/codec";
import { privateKeyToAccount } from "viem/accounts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type LiveNode, startLiveNode } from "../testing/liveNode.fixture.ts";
import { createClient } from "./index.ts";

const wallet = privateKeyToAccount(bytesToHex(new Uint8Array(32).fill(17)));
let live: LiveNode;
beforeAll(async () => {
  live = await startLiveNode();
});
afterAll(() => live.stop());

test("what a node prepares is signed by a wallet, found without a fault, and taken", async () => {
  const novate = createClient({ url: live.url });
  const command = { type: "OpenAccount", segmentId: 1, method: 1 } as const;
  const { transaction, typedData } = await novate.prepare({ signer: wallet.address, command });
  const signature = await wallet.signTypedData(typedData as never);
  expect(await novate.validate({ transaction: { ...transaction, signature } as never })).toMatchObject({
    ok: true,
    isSigned: true,
  });
  const bytes = encode(Transaction, fromJson(Transaction, { ...transaction, signature }));
  expect(await novate.submit(bytes)).toMatchObject({ accepted: true });
});
