/**
 * Goal: the bytes, digests and roots of `vectors/codec` come out here as they do in Solidity and elsewhere.
 * Method: the golden files, computed outside this package; a file that no reader knows fails.
 */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Domain, digestOf, typedDataDigest, typedDataJson } from "./eip712/typedData.ts";
import { decode, encode, fromJson, toJson } from "./encode.ts";
import { encodeType } from "./field/hashStruct.ts";
import * as f from "./field/index.ts";
import { MessageScope } from "./field/typeScope.ts";
import { hashBytes } from "./hash.ts";
import { bytesToHex, type Hex, hexToBytes } from "./hex.ts";
import { commitTables, MerkleTable, proveRow, RowProof, verifyRowProof } from "./merkle/index.ts";

const folder = new URL("../../../vectors/codec/", import.meta.url);
const readCases = <T>(name: string): T[] => JSON.parse(readFileSync(new URL(name, folder), "utf8")).cases;

const Leg = f.struct("Leg", { accountId: f.u32, memo: f.text(12), quantity: f.lots });
const Choice = f.tagged("Choice", { Fixed: [1, f.struct("Fixed", { id: f.u32 })], Named: [9, Leg] });
const Batch = f.struct("Batch", {
  legs: f.list(Leg, 4),
  ids: f.list(f.u16, 4),
  maker: f.optional(Leg),
  fee: f.optional(f.u32),
  choice: Choice,
});
const Person = f.struct("Person", { name: f.text(32), wallet: f.bytes20 });
const Mail = f.struct("Mail", { from: Person, to: Person, contents: f.text(64) });
const MailDomain = f.struct("EIP712Domain", {
  name: f.text(32),
  version: f.text(8),
  chainId: f.u256,
  verifyingContract: f.bytes20,
});

const leaves = { ...f, bytesUpTo8: f.bytesUpTo(8), text16: f.text(16) };
const Batches = f.struct("Batches", { batches: f.list(Batch, 4) });
const structs = { Leg, Batch, Batches, Mail } as unknown as Record<string, f.StructField<unknown>>;
const fields = { ...leaves, ...structs, Choice } as unknown as Record<string, f.Field<unknown>>;

interface BytesCase {
  field: string;
  json: f.Json;
  bytes: Hex;
}

function checkBytes({ field: name, json, bytes }: BytesCase): void {
  const field = fields[name]!;
  const value = fromJson(field, json);
  expect(bytesToHex(encode(field, value))).toBe(bytes);
  expect(decode(field, hexToBytes(bytes))).toEqual({ ok: true, value });
  expect(toJson(field, value)).toEqual(json);
}

interface DigestCase {
  domain: Record<string, string>;
  domainSeparator: Hex;
  field: string;
  json: f.Json;
  encodeType: string;
  structHash: Hex;
  digest: Hex;
}

function checkStructHash({ field, json, encodeType: expected, structHash }: DigestCase): Uint8Array {
  const primary = structs[field]!;
  const { ofValue, struct, word } = primary.eip712;
  const value = fromJson(primary, json);
  expect(encodeType(ofValue?.(value, new MessageScope()).type.struct ?? struct)).toBe(expected);
  const hash = word(value);
  expect(bytesToHex(hash)).toBe(structHash);
  return hash;
}

interface MerkleCase {
  tables: { slot: number; bytes: Hex }[][];
  tableRoots: Hex[];
  stateRoot: Hex;
  proofs: f.Json[];
}

const readers: Record<string, (name: string) => void> = {
  "leaves.json": (name) =>
    test.each(readCases<BytesCase & { eip712Type: string; word: Hex }>(name))("$field $json", (each) => {
      checkBytes(each);
      const { eip712 } = fields[each.field]!;
      expect(eip712.type).toBe(each.eip712Type);
      expect(bytesToHex(eip712.word(fromJson(fields[each.field]!, each.json)))).toBe(each.word);
    }),
  "composites.json": (name) => test.each(readCases<BytesCase>(name))("$field $bytes", checkBytes),
  "eip712.json": (name) =>
    test.each(readCases<DigestCase>(name))("$field $digest", (each) => {
      checkStructHash(each);
      const domain: Domain = {
        name: each.domain.name!,
        version: each.domain.version!,
        salt: each.domain.salt as Hex,
      };
      const primary = structs[each.field]!;
      const value = fromJson(primary, each.json);
      expect(typedDataDigest(domain, primary, value)).toBe(each.digest);
      expect(typedDataJson(domain, primary, value)).toMatchObject({ domain: each.domain, primaryType: each.field });
    }),
  "eip712-mail.json": (name) =>
    test.each(readCases<DigestCase>(name))("$field $digest", (each) => {
      const separator = MailDomain.eip712.word(fromJson(MailDomain, each.domain));
      expect(bytesToHex(separator)).toBe(each.domainSeparator);
      expect(bytesToHex(digestOf(separator, checkStructHash(each)))).toBe(each.digest);
    }),
  "merkle.json": (name) =>
    test.each(readCases<MerkleCase>(name))("$stateRoot", ({ tables, tableRoots, stateRoot, proofs }) => {
      const trees = tables.map((rows) => {
        const tree = new MerkleTable();
        tree.setLeaves(new Map(rows.map(({ slot, bytes }) => [slot, hashBytes(hexToBytes(bytes))])));
        return tree;
      });
      expect(trees.map((tree) => bytesToHex(tree.root()))).toEqual(tableRoots);
      expect(bytesToHex(commitTables(trees.map((tree) => tree.root())))).toBe(stateRoot);
      for (const json of proofs) {
        const proof = fromJson(RowProof, json);
        expect(verifyRowProof(stateRoot, proof)).toBe(true);
        expect(proveRow(trees, proof.table, proof.slot, hexToBytes(proof.rowBytes))).toEqual(proof);
      }
    }),
};

const names = readdirSync(folder).filter((name) => name.endsWith(".json"));

test("every vector file has a reader, and every reader a file", () => {
  expect(names.sort()).toEqual(Object.keys(readers).sort());
});

for (const name of names) describe(name, () => readers[name]?.(name));
