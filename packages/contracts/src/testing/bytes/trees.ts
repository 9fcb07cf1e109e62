/**
 * Questions about leaves and proofs: honest ones of random trees, and ones harmed.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import {
  type AssetLeaf,
  assetLeaf,
  LANES,
  type OutboxLeaf,
  outboxIndex,
  outboxLeaf,
  sectionLeaf,
  sparseTree,
  TABLE_DEPTH,
  uintWord,
  VAULTS_DEPTH,
  type VaultSection,
} from "@novate/evm";
import type { Random } from "@novate/stdx";
import { drawAddress, drawOf, drawUint, drawWord } from "../draw.ts";
import { assetValue, outboxValue, sectionValue } from "../values.ts";
import { type ByteCase, caseOf, climbed, type Scene } from "./case.ts";

const drawRow = (random: Random): OutboxLeaf => ({
  nonce: drawUint(random, 64),
  token: drawAddress(random),
  recipient: drawAddress(random),
  amount: drawUint(random, 96),
  lane: drawOf(random, LANES),
  cumulative: drawUint(random, 128),
});

const drawAsset = (random: Random): AssetLeaf => ({
  assetId: Number(drawUint(random, 32)),
  token: drawAddress(random),
  consumedCum: drawUint(random, 128),
  queuedCum: { main: drawUint(random, 128), small: drawUint(random, 128), sentBack: drawUint(random, 128) },
  claimTotal: drawUint(random, 128),
  ratesHash: drawWord(random),
});

const drawSection = (random: Random, { chainId, vault }: Scene): VaultSection => ({
  chainId,
  vault,
  inboxCount: drawUint(random, 64),
  inboxAcc: drawWord(random),
  outboxRoot: drawWord(random),
  assetsRoot: drawWord(random),
});

/** Now and then another index, a sibling more, one less, or another one. */
function harm(random: Random, index: number, proof: readonly Hex[]): [index: number, proof: readonly Hex[]] {
  switch (random.nextInt(0, 9)) {
    case 0:
      return [index ^ 1, proof];
    case 1:
      return [index + 256 * random.nextInt(1, 2_147_483_648), proof];
    case 2:
      return [index, [...proof, drawWord(random)]];
    case 3:
      return [index, proof.slice(1)];
    case 4:
      return [index, [...proof, ...Array.from({ length: random.nextInt(1, 34) }, () => drawWord(random))]];
    default:
      return [index, proof];
  }
}

/** A few things, each at its place in one tree, and its proof. */
function* placed<T>(
  random: Random,
  depth: number,
  things: readonly { readonly thing: T; readonly index: number; readonly leaf: Hex }[],
): Generator<{ thing: T; leaf: Hex; index: number; proof: readonly Hex[] }> {
  const tree = sparseTree(new Map(things.map(({ index, leaf }) => [index, leaf])), depth);
  for (const { thing, index, leaf } of things) {
    const [place, proof] = harm(random, index >>> 0, tree.prove(index));
    yield { thing, leaf, index: Math.abs(place), proof };
  }
}

const drawMany = <T>(random: Random, draw: () => T): T[] => Array.from({ length: random.nextInt(1, 12) }, draw);

export function* outboxCases(random: Random, scene: Scene): Generator<ByteCase> {
  const rows = drawMany(random, () => drawRow(random));
  const things = rows.map((thing) => ({ thing, index: outboxIndex(thing.nonce), leaf: outboxLeaf(thing) }));
  for (const { thing, leaf, index, proof } of placed(random, TABLE_DEPTH, things)) {
    const values = [outboxValue(thing), uintWord(index), { list: proof }];
    yield caseOf(scene, "outboxRoot", values, climbed(leaf, index, proof, TABLE_DEPTH));
  }
}

export function* assetCases(random: Random, scene: Scene): Generator<ByteCase> {
  const rows = drawMany(random, () => drawAsset(random));
  const things = rows.map((thing) => ({ thing, index: thing.assetId, leaf: assetLeaf(thing) }));
  for (const { thing, leaf, index, proof } of placed(random, TABLE_DEPTH, things)) {
    const values = [assetValue(thing), uintWord(index), { list: proof }];
    yield caseOf(scene, "assetsRoot", values, climbed(leaf, index, proof, TABLE_DEPTH));
  }
}

export function* sectionCases(random: Random, scene: Scene): Generator<ByteCase> {
  const sections = drawMany(random, () => drawSection(random, scene));
  const things = sections.map((thing) => ({ thing, index: random.nextInt(0, 255), leaf: sectionLeaf(thing) }));
  for (const { thing, leaf, index, proof } of placed(random, VAULTS_DEPTH, things)) {
    const values = [sectionValue(thing, index, proof)];
    yield caseOf(scene, "vaultsRoot", values, climbed(leaf, index, proof, VAULTS_DEPTH));
  }
}

/** Proofs of nothing in particular, at any depth. */
export function* climbCases(random: Random, scene: Scene): Generator<ByteCase> {
  const depth = random.nextInt(0, TABLE_DEPTH);
  const proof = Array.from({ length: random.nextInt(0, depth + 1) }, () => drawWord(random));
  const index = Number(drawUint(random, random.nextInt(1, 52)));
  const leaf = drawWord(random);
  const values = [leaf, uintWord(index), { list: proof }, uintWord(depth)];
  yield caseOf(scene, "climb", values, climbed(leaf, index, proof, depth));
}
