/**
 * Goal: a replay that began with somebody's snapshot signs nothing until a trusted quorum's word shows that it is of the true house.
 * Method: a table of checkpoints, each with one thing wrong; whoever forges a state may write any row of it.
 */
import type { CheckpointRow, Hex } from "@novate/codec";
import { checkpointDigest, hashText, uintWord } from "@novate/evm";
import { verifySignature } from "@novate/node";
import { createOwnerKey, deriveSecret, type OwnerKey } from "@novate/sdk";
import { expect, test } from "vitest";
import { HOUSE, validatorsOf } from "../testing/standIn.fixture.ts";
import { type Anchor, isAnchored } from "./anchor.ts";
import type { CustodyRows } from "./rows.ts";

const keysOf = (label: string) =>
  Array.from({ length: 4 }, (_, index) => createOwnerKey(deriveSecret("anchor", `${label}/${index}`)));
const [hot, forgers] = [keysOf("hot"), keysOf("forger")];
const trusted = validatorsOf(hot, keysOf("cold"));
const HEIGHT = 70;
const ROOT = hashText("a root");
const roots = new Map([[HEIGHT, ROOT]]);
const anchor: Anchor = { setHash: trusted.hotHash, ownDigest: null, verify: verifySignature };

function checkpoint(signers: readonly OwnerKey[], given: Partial<CheckpointRow> = {}): CheckpointRow {
  const content = {
    epoch: 9,
    height: HEIGHT,
    timeMs: 5_400_000,
    previous: uintWord(0),
    stateRoot: ROOT,
    claimsRoot: uintWord(1),
    vaultsRoot: uintWord(2),
    setHash: trusted.hotHash,
    ...given,
  };
  const digest = checkpointDigest(HOUSE, content);
  const signatures = signers.map((key) => ({ key: key.address, signature: key.sign(digest) }));
  return { ...content, digest, isSigned: true, sections: [], assets: [], signatures, ...given };
}

const rowsWith = (row: CheckpointRow, validators = trusted) =>
  ({ house: HOUSE, validators, checkpoints: [row] }) as unknown as CustodyRows; // the rest is not looked at

const three = hot.slice(0, 3);
const signedBy = (keys: readonly OwnerKey[], names: readonly OwnerKey[]): CheckpointRow => {
  const row = checkpoint(keys);
  return { ...row, signatures: row.signatures.map((one, index) => ({ ...one, key: names[index]!.address })) };
};

test.each<[string, boolean, CheckpointRow, Partial<Anchor>?]>([
  ["three of four signed what it made itself", true, checkpoint(three)],
  ["two of four did", false, checkpoint(hot.slice(0, 2))],
  ["one did, thrice", false, checkpoint([hot[0]!, hot[0]!, hot[0]!])],
  ["a block that it never made", false, checkpoint(three, { height: HEIGHT + 1 })],
  ["another root than its own", false, checkpoint(three, { stateRoot: hashText("another") })],
  ["forgers signed under trusted names", false, signedBy(forgers, hot)],
  ["forgers signed under their own", false, checkpoint(forgers)],
  ["a digest that is of other fields", false, checkpoint(three, { digest: checkpoint(three, { timeMs: 1 }).digest })],
  ["another set was asked for", false, checkpoint(three), { setHash: hashText("another set") }],
  ["nobody but itself, when it still knew", true, checkpoint([]), { ownDigest: checkpoint([]).digest }],
  ["it signed another digest", false, checkpoint([]), { ownDigest: hashText("another") }],
])("%s: %s", (_, expected, row, given = {}) => {
  expect(isAnchored(rowsWith(row), roots, { ...anchor, ...given })).toBe(expected);
});

test("a set of forgers is not the trusted one, whatever its row calls it", () => {
  const named = { ...validatorsOf(forgers, keysOf("cold")), hotHash: trusted.hotHash };
  expect(isAnchored(rowsWith(checkpoint(forgers), named), roots, anchor)).toBe(false);
  const heavy = trusted.members.map((member, index) => ({ ...member, power: index === 0 ? 100n : 1n }));
  const [first] = trusted.members;
  const lone = hot.find(({ address }: { address: Hex }) => address === first!.hot)!;
  expect(isAnchored(rowsWith(checkpoint([lone]), { ...trusted, members: heavy }), roots, anchor)).toBe(false);
});
