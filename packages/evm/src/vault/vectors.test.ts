/**
 * Goal: the bytes that Solidity makes of the same files (`Vectors.t.sol`, `VectorSlots.t.sol`) are those that are made here.
 * Method: `vectors/custody`; a file that no reader knows fails.
 */
import { readdirSync, readFileSync } from "node:fs";
import type { Hex } from "@novate/codec";
import { describe, expect, test } from "vitest";
import { type InboxEntry, inboxLeaf, inboxNext, inboxStart } from "../abi/inbox.ts";
import { type ClaimLeaf, claimLeaf, ratesHash, type SegmentRate } from "./claims.ts";
import { climbTree } from "./climbTree.ts";
import { type CheckpointContent, checkpointDigest, EPOCH_MS, refreshDigest, rotationDigest } from "./digests.ts";
import { domainSeparator } from "./domain.ts";
import {
  type AssetLeaf,
  assetLeaf,
  type OutboxLeaf,
  outboxIndex,
  outboxLeaf,
  sectionLeaf,
  type VaultSection,
} from "./leaves.ts";
import { appointDigest, liftDigest, rearmDigest, replacementDigest, type TokenTerms, termsDigest } from "./orders.ts";
import { payableAtoms } from "./payout.ts";
import { VAULTS_DEPTH } from "./shape.ts";
import { compactSignature, fullSignature } from "./signatures.ts";
import { isQuorum, type SetKind, type SignerSet, signerSet, signerSetHash, wordToSigner } from "./signerSet.ts";
import { paidWord, vaultSlots } from "./slots.ts";

const folder = new URL("../../../../vectors/custody/", import.meta.url);

/** Decimal strings are bigints: JSON has none. */
const read = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(name, folder), "utf8"), (_, value: unknown) =>
    typeof value === "string" && /^\d+$/.test(value) ? BigInt(value) : value,
  ) as T;

interface Leaves {
  outbox: (OutboxLeaf & { index: number; leaf: Hex })[];
  assets: (AssetLeaf & { leaf: Hex })[];
  sections: (VaultSection & { leaf: Hex })[];
}

function readLeaves(): void {
  const { outbox, assets, sections } = read<Leaves>("leaves.json");

  test("CSTD-202 leaves", () => {
    for (const row of outbox) expect([outboxLeaf(row), outboxIndex(row.nonce)]).toEqual([row.leaf, row.index]);
    for (const row of assets) expect(assetLeaf(row)).toBe(row.leaf);
    for (const row of sections) expect(sectionLeaf(row)).toBe(row.leaf);
    expect([outbox.length, assets.length, sections.length]).toEqual([12, 6, 6]);
  });
}

function readProofs(): void {
  type Case = { depth: number; index: number; leaf: Hex; siblings: Hex[]; root: Hex | null };
  const { cases } = read<{ cases: Case[] }>("proofs.json");

  test.each(cases)("CSTD-204 the leaf at $index of depth $depth", ({ leaf, index, siblings, depth, root }) => {
    expect(climbTree(leaf, index, siblings, depth)).toBe(root ?? undefined);
  });
}

type Ring = SignerSet & { kind: SetKind; hash: Hex };

interface Sets {
  house: Hex;
  hot: Ring;
  cold: Ring;
  next: Ring;
  large: Ring;
  quorums: { signed: bigint; total: bigint; isQuorum: boolean }[];
}

function readSets(): void {
  const { house, quorums, ...rings } = read<Sets>("sets.json");

  test("CSTD-205 sets", () => {
    for (const { kind, hash, epoch, total, words } of Object.values(rings)) {
      const made = signerSet(epoch, words.map(wordToSigner).reverse());
      expect(made).toEqual({ epoch, total, words });
      expect(signerSetHash(house, kind, made)).toBe(hash);
    }
    expect(rings.large.words).toHaveLength(100);
  });

  test("CSTD-206 quorums", () => {
    for (const each of quorums) expect(isQuorum(each.signed, each.total)).toBe(each.isQuorum);
  });
}

interface Digests {
  house: Hex;
  domainSeparator: Hex;
  chainId: bigint;
  vault: Hex;
  inboxStart: Hex;
  content: CheckpointContent & VaultSection & { index: number; siblings: Hex[] };
  terms: TokenTerms;
  guardians: Hex[];
  refreshSec: number;
  stopSec: number;
  digests: Record<string, Hex>;
  signature: { signature: Hex; compact: Hex };
}

/** Seconds of the longest stop. */
const STOP_SEC = 259_200;

function readDigests(): void {
  const all = read<Digests>("digests.json");
  const { house, chainId, vault, content, signature } = all;
  const { hot, cold, next } = read<Sets>("sets.json");

  test("CSTD-201 digests", () => {
    const placeOf = (number: number) => ({ chainId, vault, number });
    expect(domainSeparator(house)).toBe(all.domainSeparator);
    expect(inboxStart(house, chainId, vault)).toBe(all.inboxStart);
    expect(content.epoch).toBe(Math.floor(Number(content.timeMs) / EPOCH_MS));
    expect(climbTree(sectionLeaf(content), content.index, content.siblings, VAULTS_DEPTH)).toBe(content.vaultsRoot);
    expect(content.setHash).toBe(hot.hash);
    expect(all.digests).toEqual({
      checkpoint: checkpointDigest(house, content),
      terms: termsDigest(house, placeOf(0), all.terms),
      appoint: appointDigest(house, placeOf(1), all.guardians),
      rearm: rearmDigest(house, placeOf(2)),
      refresh: refreshDigest(house, cold.hash, all.refreshSec),
      rotation: rotationDigest(house, hot.hash, next.hash, next.epoch),
      lift: liftDigest(house, placeOf(all.stopSec + STOP_SEC)),
      replacement: replacementDigest(house, placeOf(0), next.hash),
    });
  });

  test("CSTD-207 a signature in 64 bytes", () => {
    expect(compactSignature(signature.signature)).toBe(signature.compact);
    expect(fullSignature(signature.compact)).toBe(signature.signature);
  });
}

function readInbox(): void {
  type Entry = InboxEntry & { leaf: Hex; acc: Hex };
  const inbox = read<{ house: Hex; chainId: bigint; vault: Hex; start: Hex; entries: Entry[] }>("inbox.json");

  test("CSTD-200 entries of an inbox, over the end of a chunk", () => {
    let acc = inboxStart(inbox.house, inbox.chainId, inbox.vault);
    expect(acc).toBe(inbox.start);
    for (const entry of inbox.entries) {
      acc = inboxNext(acc, inboxLeaf(entry));
      expect([inboxLeaf(entry), acc]).toEqual([entry.leaf, entry.acc]);
    }
    expect(inbox.entries.length).toBeGreaterThan(64);
  });
}

function readSlots(): void {
  const { token, nonce, slots } = read<{ token: Hex; nonce: bigint; slots: Record<string, Hex> }>("slots.json");

  test("CSTD-208 slots", () => {
    const { inboxAcc, tokenHeld, tokenHealth, flow, paid, exitSettled, exitRates, exitClaimed, exitRefunded, ...rest } =
      vaultSlots;
    const { openChallenges, ...fixed } = rest;
    expect(slots).toEqual({
      ...fixed,
      inboxChunk0: inboxAcc(0),
      inboxChunk1: inboxAcc(1),
      tokenHeld: tokenHeld(token),
      tokenHealth: tokenHealth(token),
      flowMain: flow(token, "main"),
      flowSmall: flow(token, "small"),
      flowSentBack: flow(token, "sentBack"),
      paid: paid(paidWord(nonce)),
      exitSettled: exitSettled(token),
      exitRates: exitRates(token),
      exitClaimed: exitClaimed(token, paidWord(nonce)),
      exitRefunded: exitRefunded(paidWord(64)),
      openChallenges: openChallenges(1),
    });
  });
}

function readClaims(): void {
  type Case = ClaimLeaf & { leaf: Hex; rates: SegmentRate[]; ratesHash: Hex; assetId: number; atoms: bigint };
  const { claims } = read<{ claims: Case[] }>("claims.json");
  const big = <T extends object>(each: T): { [Key in keyof T]: bigint } =>
    Object.fromEntries(Object.entries(each).map(([key, value]) => [key, BigInt(value)])) as {
      [Key in keyof T]: bigint;
    };

  test("CLAIM-012 what is paid for a claim", () => {
    for (const { leaf, rates, ratesHash: hash, assetId, atoms, ...claim } of claims) {
      expect([claimLeaf(claim), ratesHash(rates)]).toEqual([leaf, hash]);
      const rate = rates.find(({ segmentId }) => segmentId === claim.segmentId);
      const kept = claim.kept.map((each) => ({ ...each, amountAtoms: BigInt(each.amountAtoms) }));
      expect(payableAtoms({ parts: big(claim.parts), kept }, assetId, rate && big(rate))).toBe(BigInt(atoms));
    }
    expect(claims).toHaveLength(24);
  });
}

const readers: Record<string, () => void> = {
  "claims.json": readClaims,
  "digests.json": readDigests,
  "inbox.json": readInbox,
  "leaves.json": readLeaves,
  "proofs.json": readProofs,
  "sets.json": readSets,
  "slots.json": readSlots,
};

/** Rows of the state, which the contracts' own tests write and read. */
const ELSEWHERE = "accountRows.json";

test("every vector file has a reader, and every reader a file", () => {
  const names = readdirSync(folder).filter((name) => name.endsWith(".json") && name !== ELSEWHERE);
  expect(names.sort()).toEqual(Object.keys(readers).sort());
});

for (const [name, reader] of Object.entries(readers)) describe(name, reader);
