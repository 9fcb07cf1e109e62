/**
 * Goal: what a running chain says of a compiled contract is what this package reads and computes.
 * Method: `vectors/evm`, recorded from a node and a contract; a file that no reader knows fails.
 */
import { readdirSync, readFileSync } from "node:fs";
import { type Hex, hexToBytes } from "@novate/codec";
import { describe, expect, test } from "vitest";
import {
  arraySlot,
  encodeRlp,
  erc7201Slot,
  type InboxEntry,
  inboxChunk,
  inboxLeaf,
  inboxNext,
  inboxStart,
  mappingSlot,
  type RpcHeader,
  readHeader,
  rpcHeaderBytes,
  scalarBytes,
  slotAfter,
  uintWord,
  verifyAccountProof,
  verifyStorageProof,
  verifyTrieProof,
  wordToUint,
} from "./index.ts";
import { oracleTrie } from "./testing/oracle.ts";

const folder = new URL("../../../vectors/evm/", import.meta.url);

interface AccountRecord {
  address: Hex;
  nonce: string;
  balance: string;
  storageRoot: Hex;
  codeHash: Hex;
  proof: Hex[];
}

interface HeaderRecord {
  hash: Hex;
  stateRoot: Hex;
  number: number;
  timeSec: number;
  rlp: Hex;
}

interface MainnetRecord {
  header: HeaderRecord;
  withdrawalsRoot: Hex;
  withdrawals: Hex[];
}

interface ChainRecord {
  header: HeaderRecord;
  accounts: { vault: AccountRecord; member: AccountRecord; nobody: { address: Hex; proof: Hex[] } };
  emptyStorage: { root: Hex; proof: Hex[] };
  slots: { name: string; slot: Hex; word: Hex | null; proof: Hex[] }[];
}

type EntryRecord = Record<keyof InboxEntry, string> & { leaf: Hex; acc: Hex };

interface InboxRecord {
  house: Hex;
  chainId: string;
  vault: Hex;
  start: Hex;
  entries: EntryRecord[];
}

const read = <T>(name: string): T => JSON.parse(readFileSync(new URL(name, folder), "utf8")) as T;
const bytesOf = (nodes: readonly Hex[]): Uint8Array[] => nodes.map((node) => hexToBytes(node));

const toEntry = (json: EntryRecord): InboxEntry => ({
  index: BigInt(json.index),
  kind: Number(json.kind),
  timeSec: BigInt(json.timeSec),
  sender: json.sender as Hex,
  ownerChain: BigInt(json.ownerChain),
  owner: json.owner as Hex,
  segmentId: Number(json.segmentId),
  accountId: Number(json.accountId),
  token: json.token as Hex,
  amount: BigInt(json.amount),
  data: json.data as Hex,
});

function readChain(): void {
  const { header, accounts, emptyStorage, slots } = read<ChainRecord>("anvil.json");
  const { rlp, ...expected } = header;
  const wordOf = (name: string): Hex | null => slots.find((each) => each.name === name)!.word;

  test("the header hashes to the block's hash, with twenty-one fields", () => {
    expect(readHeader(hexToBytes(rlp))).toEqual({ ok: true, value: expected });
  });

  test.each([accounts.vault, accounts.member])("account $address", ({ address, proof, nonce, balance, ...hashes }) => {
    const value = { nonce: BigInt(nonce), balance: BigInt(balance), ...hashes };
    expect(verifyAccountProof(header.stateRoot, address, bytesOf(proof))).toEqual({ ok: true, value });
  });

  test("an address without an account, and storage without a word", () => {
    const { address, proof } = accounts.nobody;
    const absent = { ok: true, value: undefined };
    expect(verifyAccountProof(header.stateRoot, address, bytesOf(proof))).toEqual(absent);
    expect(accounts.member.storageRoot).toBe(emptyStorage.root);
    expect(verifyStorageProof(emptyStorage.root, uintWord(0), bytesOf(emptyStorage.proof))).toEqual(absent);
  });

  test.each(slots)("slot $name", ({ slot, word, proof }) => {
    const nodes = bytesOf(proof);
    const { storageRoot } = accounts.vault;
    expect(verifyStorageProof(storageRoot, slot, nodes)).toEqual({ ok: true, value: word ?? undefined });
    for (const other of slots) {
      if (other.slot === slot || other.proof.join() === proof.join()) continue;
      expect(verifyStorageProof(storageRoot, other.slot, nodes).ok, other.name).toBe(false);
    }
  });

  test("every slot lies where the formulas say", () => {
    const base = erc7201Slot("novate.inbox");
    const acc = slotAfter(base, 2);
    const leaves = slotAfter(base, 3);
    expect(Object.fromEntries(slots.map(({ name, slot }) => [name, slot]))).toEqual({
      count: base,
      head: slotAfter(base, 1),
      "acc[0]": mappingSlot(acc, uintWord(0)),
      "acc[1]": mappingSlot(acc, uintWord(1)),
      "acc[2]": mappingSlot(acc, uintWord(2)),
      "leaves[0]": arraySlot(leaves, 0),
      "leaves[69]": arraySlot(leaves, 69),
      "leaves[70]": arraySlot(leaves, 70),
    });
  });

  test("the slots hold the inbox: its count, and what it commits to at the end of each chunk", () => {
    const { entries } = read<InboxRecord>("inbox.json");
    expect(wordToUint(wordOf("count")!, 64)).toBe(BigInt(entries.length));
    const last = new Map(entries.map(({ index, acc }) => [inboxChunk(BigInt(index)), acc]));
    expect([wordOf("acc[0]"), wordOf("acc[1]"), wordOf("acc[2]")]).toEqual([last.get(0n), last.get(1n), null]);
    expect(wordOf("head")).toBe(entries.at(-1)!.acc);
  });
}

function readInbox(): void {
  const { house, chainId, vault, start, entries } = read<InboxRecord>("inbox.json");

  test("the contract's leaves and commitments, from the first entry over the end of a chunk", () => {
    expect(inboxStart(house, BigInt(chainId), vault)).toBe(start);
    let acc = start;
    for (const json of entries) {
      const leaf = inboxLeaf(toEntry(json));
      acc = inboxNext(acc, leaf);
      expect({ leaf, acc }, `entry ${json.index}`).toEqual({ leaf: json.leaf, acc: json.acc });
    }
    expect(entries.length).toBeGreaterThan(64);
  });
}

function readMainnet(): void {
  const { header, withdrawalsRoot, withdrawals } = read<MainnetRecord>("mainnet.json");
  const { rlp, ...expected } = header;

  test("the header hashes to the block's public hash", () => {
    expect(readHeader(hexToBytes(rlp))).toEqual({ ok: true, value: expected });
    expect(rlp).toContain(withdrawalsRoot.slice(2));
  });

  test("each withdrawal stands under the header's root at the RLP of its index, and no other does", async () => {
    const keyOf = (index: number): Uint8Array => encodeRlp(scalarBytes(BigInt(index)));
    const trie = await oracleTrie(withdrawals.map((each, index) => [keyOf(index), hexToBytes(each)]));
    const root = hexToBytes(withdrawalsRoot);
    for (let index = 0; index <= withdrawals.length; index++) {
      const each = withdrawals[index];
      const value = each === undefined ? undefined : hexToBytes(each);
      expect(verifyTrieProof(root, keyOf(index), await trie.prove(keyOf(index)))).toEqual({ ok: true, value });
    }
  });
}

interface PublicRecord {
  blocks: {
    chain: string;
    header: RpcHeader & { hash: Hex; stateRoot: Hex; number: Hex };
    accounts: AccountRecord[];
  }[];
  storage: { root: Hex; slot: Hex; value: Hex; proof: Hex[] };
}

function readPublic(): void {
  const { blocks, storage } = read<PublicRecord>("public.json");

  describe.each(blocks)("block $header.number of $chain", ({ header, accounts }) => {
    test("CSTD-210 its header hashes to its public hash", () => {
      const read = readHeader(rpcHeaderBytes(header)!);
      expect(read).toMatchObject({ ok: true, value: { hash: header.hash, number: Number(header.number) } });
    });

    test.each(accounts)("CSTD-213 account $address", ({ address, proof, nonce, balance, ...hashes }) => {
      const value = { nonce: BigInt(nonce), balance: BigInt(balance), ...hashes };
      const nodes = bytesOf(proof);
      expect(verifyAccountProof(header.stateRoot, address, nodes)).toEqual({ ok: true, value });
      for (const other of accounts)
        if (other.address !== address)
          expect(verifyAccountProof(header.stateRoot, other.address, nodes).ok).toBe(false);
      for (const at of nodes.keys())
        expect(verifyAccountProof(header.stateRoot, address, nodes.toSpliced(at, 1)).ok).toBe(false);
    });
  });

  test("CSTD-213 a slot of a large contract that holds nothing", () => {
    const nodes = bytesOf(storage.proof);
    expect(verifyStorageProof(storage.root, storage.slot, nodes)).toEqual({ ok: true, value: undefined });
    expect(verifyStorageProof(storage.root, uintWord(0), nodes).ok).toBe(false);
  });
}

const readers: Record<string, () => void> = {
  "anvil.json": readChain,
  "inbox.json": readInbox,
  "mainnet.json": readMainnet,
  "public.json": readPublic,
};

test("every vector file has a reader, and every reader a file", () => {
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  expect(names.sort()).toEqual(Object.keys(readers).sort());
});

for (const [name, reader] of Object.entries(readers)) describe(name, reader);
