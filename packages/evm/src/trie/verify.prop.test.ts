/**
 * Goal: the verifier says what the trie holds, present or absent, and nothing else can be made to pass.
 * Method: random tries of an independent library: dense ones with keys that are prefixes of others and nodes inside
 * nodes, and wide ones of hashed keys; then their proofs, harmed in every way at hand.
 */
import { keccak256 } from "@novate/codec";
import { createRandom, equalBytes, type Random } from "@novate/stdx";
import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeRlp } from "../rlp/encode.ts";
import type { RlpItem } from "../rlp/item.ts";
import { scalarBytes } from "../rlp/scalar.ts";
import { hashedKey, type OracleTrie, oracleTrie } from "../testing/oracle.ts";
import { verifyTrieProof } from "./verify.ts";

/** Keys over few digits, so that they share prefixes and are prefixes of each other. */
const denseKey = fc.array(fc.constantFrom(0x00, 0x01, 0x10, 0x11, 0xff), { minLength: 1, maxLength: 4 });
const anyValue = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 3 }),
  fc.uint8Array({ minLength: 1, maxLength: 60 }),
);
const denseEntries = fc.array(fc.tuple(denseKey, anyValue), { maxLength: 30 });

interface Case {
  readonly trie: OracleTrie;
  readonly held: ReadonlyMap<string, Uint8Array>;
}

async function caseOf(entries: readonly (readonly [readonly number[], Uint8Array])[]): Promise<Case> {
  const held = new Map(entries.map(([key, value]) => [key.join(), value]));
  return { trie: await oracleTrie(entries.map(([key, value]) => [Uint8Array.from(key), value])), held };
}

test("dense tries: every key and many others are answered as the trie holds them", async () => {
  let absent = 0;
  const check = fc.asyncProperty(denseEntries, fc.array(denseKey, { maxLength: 20 }), async (entries, probes) => {
    const { trie, held } = await caseOf(entries);
    for (const key of [...entries.map(([each]) => each), ...probes]) {
      const bytes = Uint8Array.from(key);
      const value = held.get(key.join());
      if (value === undefined) absent++;
      expect(verifyTrieProof(trie.root, bytes, await trie.prove(bytes))).toEqual({ ok: true, value });
    }
  });
  await fc.assert(check, { numRuns: 300 });
  expect(absent).toBeGreaterThan(100);
});

test.each([0, 1, 2, 17, 200, 2_000])("a trie of %i hashed keys: presence and absence", async (count) => {
  const keys = Array.from({ length: count }, (_, index) => hashedKey(index));
  const trie = await oracleTrie(keys.map((key, index) => [key, encodeRlp(scalarBytes(BigInt(index + 1)))]));
  for (let index = 0; index < count + 200; index += count > 500 && index < count ? 7 : 1) {
    const key = hashedKey(index);
    const value = index < count ? encodeRlp(scalarBytes(BigInt(index + 1))) : undefined;
    expect(verifyTrieProof(trie.root, key, await trie.prove(key)), `key ${index}`).toEqual({ ok: true, value });
  }
});

test("a trie of receipts: keys are the RLP of the index, values are long", async () => {
  const keyOf = (index: number): Uint8Array => encodeRlp(scalarBytes(BigInt(index)));
  const receipt = (index: number): Uint8Array => Uint8Array.of(2, ...new Uint8Array(300 + index).fill(index));
  const trie = await oracleTrie(Array.from({ length: 300 }, (_, index) => [keyOf(index), receipt(index)]));
  for (const index of [0, 1, 127, 128, 255, 256, 299]) {
    const proof = await trie.prove(keyOf(index));
    expect(verifyTrieProof(trie.root, keyOf(index), proof)).toEqual({ ok: true, value: receipt(index) });
  }
  expect(verifyTrieProof(trie.root, keyOf(300), await trie.prove(keyOf(300)))).toEqual({ ok: true, value: undefined });
});

test("every bit of a proof counts", async () => {
  const keys = Array.from({ length: 300 }, (_, index) => hashedKey(index));
  const trie = await oracleTrie(keys.map((key, index) => [key, encodeRlp(scalarBytes(BigInt(index + 1)))]));
  for (const key of [hashedKey(3), hashedKey(300)]) {
    const proof = await trie.prove(key);
    for (const [at, node] of proof.entries()) {
      for (let bit = 0; bit < node.length * 8; bit++) {
        const harmed = node.slice();
        harmed[bit >> 3]! ^= 1 << (bit & 7);
        const { ok } = verifyTrieProof(trie.root, key, proof.with(at, harmed));
        expect(ok, `node ${at}, bit ${bit}`).toBe(false);
      }
    }
    for (let bit = 0; bit < 256; bit++) {
      const root = trie.root.slice();
      root[bit >> 3]! ^= 1 << (bit & 7);
      expect(verifyTrieProof(root, key, proof).ok, `root, bit ${bit}`).toBe(false);
    }
  }
});

/** Drops, repeats, swaps, inserts, cuts, prolongs or replaces, once to three times. */
function harm(proof: readonly Uint8Array[], pool: readonly Uint8Array[], random: Random): Uint8Array[] {
  const nodes = [...proof];
  const place = (): number => random.nextInt(0, Math.max(0, nodes.length - 1));
  const stranger = (): Uint8Array => pool[random.nextInt(0, pool.length - 1)]!;
  for (let left = random.nextInt(1, 3); left > 0; left--) {
    const [at, to] = [place(), place()];
    const node = nodes[at] ?? stranger();
    switch (random.nextInt(0, 6)) {
      case 0:
        nodes.splice(at, 1);
        break;
      case 1:
        nodes.splice(to, 0, node);
        break;
      case 2:
        [nodes[at], nodes[to]] = [nodes[to] ?? node, node];
        break;
      case 3:
        nodes.splice(at, 0, stranger());
        break;
      case 4:
        nodes[at] = node.subarray(0, random.nextInt(0, Math.max(0, node.length - 1)));
        break;
      case 5:
        nodes[at] = Uint8Array.of(...node, random.nextInt(0, 255));
        break;
      default:
        nodes[at] = stranger();
    }
  }
  return nodes;
}

test("of all lists of true nodes, one proves a key: any other is refused, and no list proves what is not so", async () => {
  let refused = 0;
  const check = fc.asyncProperty(
    denseEntries,
    fc.array(denseKey, { minLength: 1, maxLength: 5 }),
    fc.nat(),
    async (entries, probes, seed) => {
      const { trie, held } = await caseOf(entries);
      const random = createRandom(seed);
      const keys = [...probes, ...entries.map(([key]) => key)];
      const proofs = await Promise.all(keys.map((key) => trie.prove(Uint8Array.from(key))));
      const pool = [...proofs.flat(), Uint8Array.of(0x80)];
      for (const [index, key] of keys.entries()) {
        const proof = proofs[index]!;
        for (const harmed of [...proofs, ...Array.from({ length: 20 }, () => harm(proof, pool, random))]) {
          const result = verifyTrieProof(trie.root, Uint8Array.from(key), harmed);
          if (!result.ok) refused++;
          else expect(result.value).toEqual(held.get(key.join()));
          if (entries.length === 0) continue; // an empty trie has two proofs
          const same = harmed.length === proof.length && harmed.every((node, at) => equalBytes(node, proof[at]!));
          expect(result.ok).toBe(same);
        }
      }
    },
  );
  await fc.assert(check, { numRuns: 150 });
  expect(refused).toBeGreaterThan(1_000);
});

test("whatever a root commits to, the verifier answers", () => {
  const part = fc.oneof(
    fc.constantFrom(new Uint8Array(0), Uint8Array.of(0x20), Uint8Array.of(0x11), new Uint8Array(32)),
    fc.uint8Array({ maxLength: 33 }),
  );
  const { node } = fc.letrec<{ node: RlpItem }>((tie) => {
    const item = fc.oneof({ weight: 4, arbitrary: part }, { weight: 1, arbitrary: tie("node") });
    return {
      node: fc.oneof(
        { maxDepth: 3 },
        fc.tuple(part, item),
        fc.array(item, { minLength: 17, maxLength: 17 }),
        fc.array(item, { maxLength: 20 }),
      ),
    };
  });
  const seen = new Set<string>();
  fc.assert(
    fc.property(node, fc.uint8Array({ maxLength: 3 }), (item, key) => {
      const bytes = encodeRlp(item);
      const result = verifyTrieProof(keccak256(bytes), key, [bytes]);
      seen.add(result.ok ? "ok" : result.fault);
    }),
    { numRuns: 5_000, seed: 11 }, // one that comes upon every fault below
  );
  const named = ["NodeShapeUnknown", "PathMalformed", "ReferenceMalformed", "NodeNotCanonical", "NodeMissing"];
  expect([...seen]).toEqual(expect.arrayContaining(named));
});
