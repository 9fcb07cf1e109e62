/**
 * Goal: every way in which a proof can be wrong has its name, and every way in which a key can be absent is seen.
 * Method: tries written by hand; each row of the tables has one fault, and the rows above it show the proof without.
 */
import { keccak256 } from "@novate/codec";
import { expect, test } from "vitest";
import { encodeRlp } from "../rlp/encode.ts";
import type { RlpItem } from "../rlp/item.ts";
import { branch, extension, hashOf, leaf, longValue } from "../testing/nodes.ts";
import { type TrieFault, verifyTrieProof } from "./verify.ts";

const KEY = Uint8Array.of(0x12, 0x34);
const value = longValue(1);
const other = longValue(2);
const short = Uint8Array.of(7);
const list: RlpItem = [short];

/** What the first of `nodes` proves as the root. */
function verify(nodes: readonly (RlpItem | Uint8Array)[], key = KEY) {
  const bytes = nodes.map((node) => encodeRlp(node));
  return verifyTrieProof(keccak256(bytes[0]!), key, bytes);
}

// Under the root's extension 1 a branch: 2 leads to the key, 5 elsewhere; all by hash.
const deepLeaf = leaf("34", value);
const deepBranch = branch({ 2: hashOf(deepLeaf), 5: hashOf(leaf("6", other)) });
const deepRoot = extension("1", hashOf(deepBranch));
// The same with values of one byte: everything stands inside the root.
const inlineRoot = branch({
  1: extension("2", branch({ 3: leaf("4", short), 4: leaf("4", short) })),
  9: leaf("9", short),
});

const present: readonly [name: string, nodes: readonly RlpItem[], value: Uint8Array][] = [
  ["a lonely leaf", [leaf("1234", short)], short],
  ["a leaf of an odd path", [branch({ 1: hashOf(leaf("234", value)), 2: short32(2) }), leaf("234", value)], value],
  ["extension, branch, leaf", [deepRoot, deepBranch, deepLeaf], value],
  ["nodes inside their parents", [inlineRoot], short],
  ["a value in a branch", [extension("1234", hashOf(branchOfKey(value))), branchOfKey(value)], value],
  ["a leaf of the empty path", [extension("123", hashOf(lastBranch())), lastBranch()], short],
];

test.each(present)("present: %s", (_, nodes, expected) => {
  expect(verify(nodes)).toEqual({ ok: true, value: expected });
});

function short32(byte: number): Uint8Array {
  return new Uint8Array(32).fill(byte);
}

function branchOfKey(held: Uint8Array): RlpItem {
  return branch({ 5: short32(5), 6: short32(6) }, held);
}

function lastBranch(): RlpItem {
  return branch({ 4: leaf("", short), 5: short32(5) });
}

const absent: readonly [name: string, nodes: readonly RlpItem[]][] = [
  ["another leaf", [leaf("1235", value)]],
  ["a leaf whose path is a prefix of the key", [leaf("12", value)]],
  ["a leaf whose path goes on behind the key", [leaf("123456", value)]],
  ["an empty place in a branch", [branch({ 2: short32(2), 3: short32(3) })]],
  [
    "a branch with nothing of its own where the key ends",
    [extension("1234", hashOf(branchOfKey(noBytes()))), branchOfKey(noBytes())],
  ],
  ["an extension elsewhere", [extension("13", short32(1))]],
  ["an extension that goes on behind the key", [extension("12345", short32(1))]],
  ["another leaf below a branch", [branch({ 1: hashOf(leaf("235", value)), 2: short32(2) }), leaf("235", value)]],
  ["another leaf inside its parent", [branch({ 1: leaf("235", short), 2: short32(2) })]],
];

function noBytes(): Uint8Array {
  return new Uint8Array(0);
}

test.each(absent)("absent: %s", (_, nodes) => {
  expect(verify(nodes)).toEqual({ ok: true, value: undefined });
});

test("an empty trie holds nothing: no node shows it, or the empty string, and nothing else does", () => {
  const root = keccak256(Uint8Array.of(0x80));
  expect(verifyTrieProof(root, KEY, [])).toEqual({ ok: true, value: undefined });
  expect(verifyTrieProof(root, KEY, [Uint8Array.of(0x80)])).toEqual({ ok: true, value: undefined });
  expect(verifyTrieProof(root, KEY, [Uint8Array.of(0x80), Uint8Array.of(0x80)])).toEqual({
    ok: false,
    fault: "NodeExtra",
  });
  expect(verifyTrieProof(root, KEY, [Uint8Array.of(0xc0)])).toEqual({ ok: false, fault: "NodeHashMismatch" });
});

const rogue = branch({ 2: hashOf(deepLeaf), 6: hashOf(leaf("6", other)) });
const tiny = leaf("34", short);
const wide = branch({ 1: [new Uint8Array(30)], 2: short32(2) }); // 32 bytes with its two prefixes
const sparse = branch({ 1: short32(1) });

const refused: readonly [fault: TrieFault, name: string, nodes: readonly RlpItem[]][] = [
  ["NodeMissing", "the last node left out", [deepRoot, deepBranch]],
  ["NodeMissing", "the root alone", [deepRoot]],
  ["NodeExtra", "a node behind the last", [deepRoot, deepBranch, deepLeaf, deepLeaf]],
  ["NodeExtra", "a node behind an absence", [leaf("1235", value), deepLeaf]],
  ["NodeExtra", "a node that stands inside its parent given beside it", [inlineRoot, leaf("4", short)]],
  ["NodeHashMismatch", "a node of another trie", [deepRoot, rogue, deepLeaf]],
  ["NodeHashMismatch", "nodes in another order", [deepRoot, deepLeaf, deepBranch]],
  ["NodeHashMismatch", "a node twice", [deepRoot, deepBranch, deepBranch, deepLeaf]],
  ["NodeHashMismatch", "a node left out in the middle", [deepRoot, deepLeaf]],
  ["NodeShapeUnknown", "a string", [Uint8Array.of(1, 2)]],
  ["NodeShapeUnknown", "the empty list", [[]]],
  ["NodeShapeUnknown", "a list of three", [[short, short, short]]],
  ["NodeShapeUnknown", "a list of sixteen", [Array<RlpItem>(16).fill(short32(1))]],
  ["NodeShapeUnknown", "a list of eighteen", [Array<RlpItem>(18).fill(short32(1))]],
  ["NodeShapeUnknown", "a path that is a list", [[list, value]]],
  ["NodeShapeUnknown", "a leaf's value that is a list", [leaf("1234", list)]],
  ["NodeShapeUnknown", "a branch's value that is a list", [branch({ 1: short32(1), 2: short32(2) }, list)]],
  ["PathMalformed", "an empty path", [[noBytes(), value]]],
  ["PathMalformed", "a flag that nothing has", [[Uint8Array.of(0x41, 0x23, 0x40), value]]],
  ["PathMalformed", "padding that is not zero", [[Uint8Array.of(0x2f, 0x12, 0x34), value]]],
  ["ReferenceMalformed", "a hash of 31 bytes", [branch({ 1: short32(1).subarray(1), 2: short32(2) })]],
  ["ReferenceMalformed", "the same where the path does not go", [branch({ 3: short32(1).subarray(1), 2: short32(2) })]],
  ["ReferenceMalformed", "a node inside its parent that is as long as a hash", [wide]],
  ["ReferenceMalformed", "an extension to nothing", [extension("12", noBytes())]],
  ["NodeNotCanonical", "a branch of one", [sparse]],
  ["NodeNotCanonical", "a branch of none but its value", [branch({}, value)]],
  ["NodeNotCanonical", "an extension of no path", [extension("", short32(1))]],
  ["NodeNotCanonical", "a leaf of nothing", [leaf("1234", noBytes())]],
  ["NodeNotCanonical", "an extension to a leaf", [extension("12", hashOf(deepLeaf)), deepLeaf]],
  [
    "NodeNotCanonical",
    "an extension to an extension inside it",
    [extension("1", extension("2", branch({ 3: list, 4: list })))],
  ],
  ["NodeNotCanonical", "a node by hash that should stand inside", [branch({ 1: hashOf(tiny), 2: short32(2) }), tiny]],
];

test.each(refused)("%s: %s", (fault, _, nodes) => {
  expect(verify(nodes)).toEqual({ ok: false, fault });
});

test("NodeNotRlp: bytes that the root names and that are not strict RLP", () => {
  const loose = Uint8Array.of(...encodeRlp(leaf("1234", short)), 0);
  expect(verifyTrieProof(keccak256(loose), KEY, [loose])).toEqual({ ok: false, fault: "NodeNotRlp" });
});

test("a root that is no hash names no node", () => {
  const node = encodeRlp(leaf("1234", short));
  const root = keccak256(node);
  for (const wrong of [noBytes(), root.subarray(1), Uint8Array.of(...root, 0)]) {
    expect(verifyTrieProof(wrong, KEY, [node])).toEqual({ ok: false, fault: "NodeHashMismatch" });
  }
});
