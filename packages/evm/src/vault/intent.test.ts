/** Goal: a payer's signature is for one transfer to one vault, for one account of one house. Method: each field changed alone; the bytes are compared with the contracts' in bulk. */
import type { Hex } from "@novate/codec";
import { AssertionFailed } from "@novate/stdx";
import { expect, test } from "vitest";
import { hashText } from "../abi/words.ts";
import { depositIntentHash, permitDigest } from "./intent.ts";

const address = (byte: string): Hex => `0x${byte.repeat(20)}`;
const house = hashText("house");
const target = { ownerChain: 0n, owner: address("a1"), segmentId: 1, accountId: 7 };
const transfer = {
  chainId: 1n,
  permit2: address("b1"),
  spender: address("b2"),
  token: address("b3"),
  amount: 5n,
  nonce: 6n,
  deadline: 7n,
};

test("CSTD-214 every field of the account counts, the house and the data", () => {
  const hashes = [
    depositIntentHash(house, target),
    depositIntentHash(hashText("twin"), target),
    depositIntentHash(house, { ...target, ownerChain: 1n }),
    depositIntentHash(house, { ...target, owner: address("a2") }),
    depositIntentHash(house, { ...target, segmentId: 2 }),
    depositIntentHash(house, { ...target, accountId: 8 }),
    depositIntentHash(house, target, "0x00"),
  ];
  expect(new Set(hashes).size).toBe(hashes.length);
  expect(() => depositIntentHash(house, { ...target, accountId: 2 ** 32 })).toThrow(AssertionFailed);
});

test("CSTD-214 every field of the transfer counts, and the witness", () => {
  const witness = depositIntentHash(house, target);
  const digests = [
    permitDigest(transfer, witness),
    permitDigest(transfer, hashText("another")),
    permitDigest({ ...transfer, chainId: 2n }, witness),
    permitDigest({ ...transfer, permit2: address("b9") }, witness),
    permitDigest({ ...transfer, spender: address("b9") }, witness),
    permitDigest({ ...transfer, token: address("b9") }, witness),
    permitDigest({ ...transfer, amount: 6n }, witness),
    permitDigest({ ...transfer, nonce: 7n }, witness),
    permitDigest({ ...transfer, deadline: 8n }, witness),
  ];
  expect(new Set(digests).size).toBe(digests.length);
});
