/** Goal: a node's JSON becomes the header's bytes, or nothing. Method: the first block of Ethereum, whose hash everybody knows; a late one stands in live tests. */
import { expect, test } from "vitest";
import { readHeader } from "./readHeader.ts";
import { type RpcHeader, rpcHeaderBytes } from "./rpcHeader.ts";

const zeros = (bytes: number): string => `0x${"00".repeat(bytes)}`;
const EMPTY_TRIE = "0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421";

const genesis: RpcHeader = {
  parentHash: zeros(32),
  sha3Uncles: "0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347",
  miner: zeros(20),
  stateRoot: "0xd7f8974fb5ac78d9ac099b9ad5018bedc2ce0a72dad1827a1709da30580f0544",
  transactionsRoot: EMPTY_TRIE,
  receiptsRoot: EMPTY_TRIE,
  logsBloom: zeros(256),
  difficulty: "0x400000000",
  number: "0x0",
  gasLimit: "0x1388",
  gasUsed: "0x0",
  timestamp: "0x0",
  extraData: "0x11bbe8db4e347b4e8c937c1c8370e4b5ed33adb3db69cbdb7a38e1e50b1b82fa",
  mixHash: zeros(32),
  nonce: "0x0000000000000042",
  size: "0x21c",
  transactions: [],
};

const hashOf = (header: RpcHeader): string | undefined => {
  const bytes = rpcHeaderBytes(header);
  if (bytes === undefined) return undefined;
  const read = readHeader(bytes);
  return read.ok ? read.value.hash : read.fault;
};

test("CSTD-210 the first block of Ethereum has its public hash", () => {
  expect(hashOf(genesis)).toBe("0xd4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3");
  expect(hashOf({ ...genesis, miner: zeros(20).toUpperCase().replace("X", "x") })).toBe(hashOf(genesis));
});

test("CSTD-210 every field counts, those of later forks too", () => {
  const later = { ...genesis, baseFeePerGas: "0x3b9aca00", withdrawalsRoot: EMPTY_TRIE };
  const headers = [genesis, { ...genesis, timestamp: "0x1" }, { ...genesis, baseFeePerGas: "0x0" }, later];
  expect(new Set(headers.map(hashOf)).size).toBe(headers.length);
});

test.each<[string, RpcHeader]>([
  ["a number that is none", { ...genesis, number: 0 }],
  ["a number with a leading zero", { ...genesis, number: "0x00" }],
  ["bytes of half a digit", { ...genesis, extraData: "0x1" }],
  ["bytes that are none", { ...genesis, extraData: "text" }],
])("CSTD-210 refused: %s", (_, header) => {
  expect(rpcHeaderBytes(header)).toBeUndefined();
});

test("CSTD-210 a header cut short has no state root to read", () => {
  expect(hashOf({ parentHash: zeros(32) })).toBe("HeaderMalformed");
  expect(hashOf({})).toBe("HeaderMalformed");
});
