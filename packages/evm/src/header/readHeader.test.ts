/**
 * Goal: what is read of a header is what its hash covers, on chains and forks with other fields behind.
 * Method: the first blocks of public networks, whose hashes everybody knows; then a header by table of faults. A late block
 * with twenty-one fields is in `vectors.test.ts`.
 */
import { type Hex, hexToBytes } from "@novate/codec";
import { expect, test } from "vitest";
import { encodeRlp } from "../rlp/encode.ts";
import type { RlpItem } from "../rlp/item.ts";
import { scalarBytes } from "../rlp/scalar.ts";
import { type HeaderFault, readHeader } from "./readHeader.ts";

const hex = (digits: string): Uint8Array => hexToBytes(`0x${digits}` as Hex);
const zeros = (length: number): Uint8Array => new Uint8Array(length);
const NO_UNCLES = hex("1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347");
const EMPTY_TRIE = hex("56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421");

interface Genesis {
  readonly stateRoot: string;
  readonly difficulty: bigint;
  readonly gasLimit: bigint;
  readonly timeSec: number;
  readonly extraData: Uint8Array;
  readonly nonce: string;
  /** Fields of later forks. */
  readonly appended: readonly RlpItem[];
}

const headerOf = (genesis: Genesis): RlpItem[] => [
  zeros(32), // parent
  NO_UNCLES,
  zeros(20), // beneficiary
  hex(genesis.stateRoot),
  EMPTY_TRIE, // transactions
  EMPTY_TRIE, // receipts
  zeros(256), // bloom
  scalarBytes(genesis.difficulty),
  scalarBytes(0n), // number
  scalarBytes(genesis.gasLimit),
  scalarBytes(0n), // gas used
  scalarBytes(BigInt(genesis.timeSec)),
  genesis.extraData,
  zeros(32), // mix hash
  hex(genesis.nonce),
  ...genesis.appended,
];

const mainnet: Genesis = {
  stateRoot: "d7f8974fb5ac78d9ac099b9ad5018bedc2ce0a72dad1827a1709da30580f0544",
  difficulty: 0x4_0000_0000n,
  gasLimit: 5_000n,
  timeSec: 0,
  extraData: hex("11bbe8db4e347b4e8c937c1c8370e4b5ed33adb3db69cbdb7a38e1e50b1b82fa"),
  nonce: "0000000000000042",
  appended: [],
};

const sepolia: Genesis = {
  stateRoot: "5eb6e371a698b8d68f665192350ffcecbbbf322916f4b51bd79bb6887da3f494",
  difficulty: 0x2_0000n,
  gasLimit: 30_000_000n,
  timeSec: 1_633_267_481,
  extraData: new TextEncoder().encode("Sepolia, Athens, Attica, Greece!"),
  nonce: "0000000000000000",
  appended: [scalarBytes(1_000_000_000n)], // base fee
};

test.each([
  ["Ethereum", mainnet, "0xd4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3"],
  ["Sepolia", sepolia, "0x25a5cc106eea7138acab33231d7160d69cb777ee0c2c553fcddf5138993e6dd9"],
] as const)("the first block of %s has its public hash", (_, genesis, hash) => {
  expect(readHeader(encodeRlp(headerOf(genesis)))).toEqual({
    ok: true,
    value: { hash, stateRoot: `0x${genesis.stateRoot}`, number: 0, timeSec: genesis.timeSec },
  });
});

const fields = headerOf(mainnet);
const read = (changed: readonly RlpItem[]) => readHeader(encodeRlp(changed));
const LARGEST = 2n ** 53n - 1n;

test("fields that follow change the hash and nothing else, whatever they are", () => {
  const plain = read(fields);
  const longer = read([...fields, scalarBytes(7n), EMPTY_TRIE, zeros(0), [zeros(1)], zeros(32), zeros(32)]);
  if (!plain.ok || !longer.ok) expect.unreachable();
  expect(longer.value).toEqual({ ...plain.value, hash: longer.value.hash });
  expect(longer.value.hash).not.toBe(plain.value.hash);
});

test("number and time are read from their own fields, up to the largest", () => {
  expect(read(fields.with(8, scalarBytes(LARGEST)).with(11, scalarBytes(1_700_000_000n)))).toMatchObject({
    ok: true,
    value: { number: Number(LARGEST), timeSec: 1_700_000_000 },
  });
});

test.each<[HeaderFault, string, Uint8Array]>([
  ["Overrun", "cut short", encodeRlp(fields).subarray(0, -1)],
  ["TrailingBytes", "a byte behind", Uint8Array.of(...encodeRlp(fields), 0)],
  ["HeaderMalformed", "a string", encodeRlp(zeros(500))],
  ["HeaderMalformed", "fourteen fields", encodeRlp(fields.slice(0, 14))],
  ["HeaderMalformed", "a state root of 31 bytes", encodeRlp(fields.with(3, zeros(31)))],
  ["HeaderMalformed", "a state root that is a list", encodeRlp(fields.with(3, [zeros(32)]))],
  ["HeaderMalformed", "a number with a leading zero", encodeRlp(fields.with(8, zeros(1)))],
  ["HeaderMalformed", "a number of nine bytes", encodeRlp(fields.with(8, scalarBytes(2n ** 64n)))],
  ["HeaderMalformed", "a time that is a list", encodeRlp(fields.with(11, []))],
  ["NumberTooLarge", "a number above 2^53 − 1", encodeRlp(fields.with(8, scalarBytes(LARGEST + 1n)))],
  ["NumberTooLarge", "a time above 2^53 − 1", encodeRlp(fields.with(11, scalarBytes(2n ** 64n - 1n)))],
])("%s: %s", (fault, _, bytes) => {
  expect(readHeader(bytes)).toEqual({ ok: false, fault });
});
