/**
 * Goal: no list of nodes but the true one is taken, for any proof of a running chain, under any root that somebody may make up.
 * Method: recorded proofs harmed at every byte and in every arrangement; tries of an adversary, every list of whose nodes is tried.
 */
import { keccak256 } from "@novate/codec";
import { concatBytes, createRandom, equalBytes, type Random } from "@novate/stdx";
import { describe, expect, test } from "vitest";
import { readHeader } from "../header/readHeader.ts";
import { decodeRlp, MAX_RLP_BYTES } from "../rlp/decode.ts";
import { encodeRlp } from "../rlp/encode.ts";
import type { RlpItem } from "../rlp/item.ts";
import { branch, extension, hashOf, leaf } from "../testing/nodes.ts";
import { RECORDED, RECORDED_HEADER, type Recorded } from "../testing/recorded.ts";
import { twisted } from "../testing/twist.ts";
import { verifyTrieProof } from "./verify.ts";

const POOL = RECORDED.flatMap(({ nodes }) => nodes);
const itemOf = (bytes: Uint8Array): RlpItem => {
  const decoded = decodeRlp(bytes);
  return decoded.ok ? decoded.value : expect.unreachable(decoded.fault);
};

/** Lists of other nodes, or of the same in another arrangement: one change each. */
function* arrangements(nodes: readonly Uint8Array[]): Generator<readonly Uint8Array[]> {
  yield [];
  yield nodes.toReversed();
  for (let at = 0; at <= nodes.length; at++) {
    yield nodes.slice(0, at);
    yield nodes.slice(at);
    yield nodes.toSpliced(at, 1);
    for (const other of [...POOL, new Uint8Array(0), Uint8Array.of(0x80), Uint8Array.of(0xc0)]) {
      yield nodes.toSpliced(at, 0, other);
      if (at < nodes.length) yield nodes.with(at, other);
    }
    for (let to = 0; to < nodes.length && at < nodes.length; to++) {
      yield nodes.with(at, nodes[to]!).with(to, nodes[at]!);
      yield nodes.with(at, concatBytes(nodes[at]!, nodes[to]!));
    }
  }
}

const isSame = (left: readonly Uint8Array[], right: readonly Uint8Array[]): boolean =>
  left.length === right.length && left.every((node, at) => equalBytes(node, right[at]!));

describe.each(RECORDED)("CSTD-213 the proof of $name", ({ nodes, verify }: Recorded) => {
  test("is taken", () => expect(verify(nodes).ok).toBe(true));

  test("is refused with any byte changed, cut off or put in", () => {
    for (const [at, node] of nodes.entries()) {
      for (let place = 0; place < node.length; place++) {
        for (const change of [0x01, 0x80, 0xff, node[place]! || 0x55]) {
          const harmed = node.slice();
          harmed[place]! ^= change;
          expect(verify(nodes.with(at, harmed)).ok).toBe(false);
        }
        expect(verify(nodes.with(at, node.subarray(0, place))).ok).toBe(false);
        const longer = concatBytes(node.subarray(0, place), Uint8Array.of(0), node.subarray(place));
        expect(verify(nodes.with(at, longer)).ok).toBe(false);
      }
    }
  });

  test("is refused in any other arrangement", () => {
    let refused = 0;
    for (const list of arrangements(nodes)) {
      if (isSame(list, nodes)) continue;
      expect(verify(list).ok).toBe(false);
      refused++;
    }
    expect(refused).toBeGreaterThan(50);
  });

  test("is refused in any other bytes of the same items, as is whoever's root says so", () => {
    const random = createRandom("twists");
    for (const [at, node] of nodes.entries()) {
      for (let round = 0; round < 40; round++) {
        const other = twisted(itemOf(node), random);
        const decoded = decodeRlp(other);
        expect(["LengthNotMinimal", "ByteNotItself"]).toContain(decoded.ok ? "taken" : decoded.fault);
        expect(verify(nodes.with(at, other)).ok).toBe(false);
        const key = keccak256(Uint8Array.of(round));
        expect(verifyTrieProof(keccak256(other), key, [other, ...nodes.slice(at + 1)])).toEqual({
          ok: false,
          fault: "NodeNotRlp",
        });
      }
    }
  });

  test("is refused with ten thousand nodes, or one that is too large", () => {
    const many = Array.from({ length: 10_000 }, () => nodes[0] ?? Uint8Array.of(0x80));
    expect(verify([...nodes, ...many]).ok).toBe(false);
    expect(verify(many).ok).toBe(false);
    expect(verify([...nodes, new Uint8Array(MAX_RLP_BYTES + 1)]).ok).toBe(false);
  });
});

describe("CSTD-210 a header", () => {
  const honest = readHeader(RECORDED_HEADER);

  test("is another header, or none, with any byte changed", () => {
    if (!honest.ok) expect.unreachable();
    for (let place = 0; place < RECORDED_HEADER.length; place++) {
      for (let bit = 0; bit < 8; bit++) {
        const harmed = RECORDED_HEADER.slice();
        harmed[place]! ^= 1 << bit;
        const read = readHeader(harmed);
        if (read.ok) expect(read.value.hash).not.toBe(honest.value.hash);
      }
      expect(readHeader(RECORDED_HEADER.subarray(0, place)).ok).toBe(false);
    }
  });

  test("is refused in any other bytes of the same fields", () => {
    const random = createRandom("headers");
    for (let round = 0; round < 2_000; round++)
      expect(readHeader(twisted(itemOf(RECORDED_HEADER), random)).ok).toBe(false);
  });
});

/** Values short enough to stand inside a branch, and long ones. */
const drawValue = (random: Random): Uint8Array =>
  random.nextInt(0, 1) === 0 ? Uint8Array.of(random.nextInt(1, 127)) : new Uint8Array(33).fill(random.nextInt(0, 9));

const drawPath = (random: Random): string =>
  Array.from({ length: random.nextInt(0, 2) }, () => random.nextInt(0, 1).toString()).join("");

/** A node over earlier ones, by hash or inside it, with confusions that no honest trie has. */
function drawNode(random: Random, below: readonly RlpItem[]): RlpItem {
  const childOf = (): RlpItem => {
    const child = below[random.nextInt(0, below.length - 1)]!;
    return random.nextInt(0, 3) === 0 ? child : hashOf(child);
  };
  switch (below.length === 0 ? 0 : random.nextInt(0, 5)) {
    case 0:
      return leaf(drawPath(random), drawValue(random));
    case 1:
      return extension(drawPath(random), childOf());
    case 2:
      return leaf(drawPath(random), childOf()); // an extension that says it is a leaf
    case 3:
      return extension(drawPath(random), drawValue(random)); // and the reverse
    default:
      return branch({ 0: childOf(), 1: childOf() }, random.nextInt(0, 2) === 0 ? drawValue(random) : undefined);
  }
}

/** Every list of `nodes` up to a length, each as often as one likes. */
function* lists(nodes: readonly Uint8Array[], most: number): Generator<readonly Uint8Array[]> {
  yield [];
  if (most === 0) return;
  for (const rest of lists(nodes, most - 1)) for (const node of nodes) yield [node, ...rest];
}

test("CSTD-213 under a root that somebody made up, a key has one proof at most", () => {
  const random = createRandom("adversary");
  const keys = [0x00, 0x01, 0x10, 0x11].map((byte) => Uint8Array.of(byte));
  const seen = { tried: 0, taken: 0, present: 0, faults: new Set<string>() };
  for (let round = 0; round < 300; round++) {
    const items: RlpItem[] = [];
    while (items.length < 5) items.push(drawNode(random, items));
    const nodes = items.map((item) => encodeRlp(item));
    const root = keccak256(nodes.at(-1)!);
    const candidates = [...lists(nodes, 4)];
    for (const key of keys) {
      const taken = new Set<string>();
      for (const list of candidates) {
        const result = verifyTrieProof(root, key, list);
        seen.tried++;
        if (!result.ok) seen.faults.add(result.fault);
        else taken.add(list.map((node) => node.join()).join("|"));
        if (result.ok && result.value !== undefined) seen.present++;
      }
      expect(taken.size).toBeLessThanOrEqual(1);
      seen.taken += taken.size;
    }
  }
  expect(seen.tried).toBeGreaterThan(500_000);
  expect(seen.taken).toBeGreaterThan(100);
  expect(seen.present).toBeGreaterThan(30);
  expect(seen.faults.size).toBeGreaterThan(5);
});
