/** Goal: what bytes alone tell. Method: transactions and garbage, with a verifier that records what it was asked. */
import { bytesToHex, encode, type Hex, hashBytes, type Signer, Transaction, transactionDigest } from "@novate/codec";
import { expect, test } from "vitest";
import { address, CHAIN_ID, GENESIS_MS, ownerSigner, SEGMENT } from "../testing/testMarket.ts";
import { prepareTransaction } from "./prepare.ts";

const opening: Transaction = {
  chainId: CHAIN_ID,
  signer: ownerSigner(address(1)),
  nonce: 0n,
  expiresAtMs: GENESIS_MS + 1_000,
  command: { type: "OpenAccount", segmentId: SEGMENT, method: 1 },
  signature: `0x${"11".repeat(65)}`,
};

test("bytes that are no transaction are prepared as such, under their own hash", () => {
  const bytes = Uint8Array.of(1, 2, 3);
  const prepared = prepareTransaction(bytes, () => true);
  expect(prepared).toEqual({ hash: bytesToHex(hashBytes(bytes)), transaction: null, isSigned: false, evidence: null });
});

test.each([true, false])("the signature is judged over the digest of the decoded fields: %s", (isSigned) => {
  const asked: [Hex, Hex, Signer][] = [];
  const prepared = prepareTransaction(encode(Transaction, opening), (...question) => {
    asked.push(question);
    return isSigned;
  });
  expect(prepared.isSigned).toBe(isSigned);
  expect(prepared.transaction).toEqual(opening);
  expect(asked).toEqual([[transactionDigest(opening), opening.signature, opening.signer]]);
});
