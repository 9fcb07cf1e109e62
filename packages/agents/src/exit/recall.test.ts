/**
 * Goal: a word that a vault took by a call that hides it is shown from what was kept, or asked for, or told of.
 * Method: an archive and kits of a small house; a place that nobody's call shows; a node that has it, and one that has not.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Hex } from "@novate/codec";
import { checkpointDigest, EPOCH_MS, hashText } from "@novate/evm";
import { ExitArchive } from "@novate/node";
import { memoryStorage } from "@novate/sdk";
import { afterEach, beforeEach, expect, test } from "vitest";
import { archiveOf } from "./archiveOf.ts";
import { wordOfAcceptance } from "./contradictions.ts";
import { recallOf } from "./recall.ts";
import { HEAD_HOUSE, HEAD_VAULT, signedHead, telling } from "./signedHead.fixture.ts";
import type { ExitSign } from "./signs.ts";
import { watchData } from "./watchData.ts";

let archive: ExitArchive;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "novate-recall-"));
  archive = new ExitArchive(folder);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const head = signedHead(100);
const { setHash } = head.checkpoint;
const digest = checkpointDigest(HEAD_HOUSE, head.checkpoint);

/** One look at a place of number 5 that nobody's call shows. */
async function lookAtHidden(client: never, afterSec: bigint): Promise<ExitSign[]> {
  const signs: ExitSign[] = [];
  const mute = { exitKit: () => Promise.reject(new Error("nobody tells")) };
  const options = {
    ...{ client: { ...mute, ...(client as object) }, house: HEAD_HOUSE, accountIds: [3], storage: memoryStorage() },
    ...{ archive, keep: 3, nowMs: () => 101 * EPOCH_MS, onSign: (sign: ExitSign) => signs.push(sign) },
  } as never; // the parts that are read
  const timeSec = BigInt(101 * EPOCH_MS) / 1_000n + 200n;
  const hidden = [{ number: 5, digest, timeSec }];
  const at = { phase: "none", maturedEpoch: 0n, hotSet: setHash };
  const seen = { where: HEAD_VAULT, at, nowSec: timeSec + afterSec, acceptances: [], hidden } as never; // as above
  await watchData(options, seen, [], archiveOf(options, [seen], { keep: 3, pinned: new Set() }));
  return signs;
}

test("EXIT-303 an archive and a kit show a word as it was brought", async () => {
  expect(await lookAtHidden(telling(head), 400n)).toEqual([]); // the node is asked for it
  const book = (await archive.book(100))!;
  const far = recallOf(HEAD_VAULT, [], archive);
  const near = recallOf(HEAD_VAULT, [book.kitOf(3)]);
  expect([far.near(digest), await near.far(digest)]).toEqual([null, null]);
  for (const words of [(await far.far(digest))!, near.near(digest)!]) {
    const accepted = { epoch: 100n, digest } as never; // the parts that are read
    expect(wordOfAcceptance(HEAD_HOUSE, setHash, HEAD_VAULT, { number: 5, accepted, ...words })).not.toBeNull();
  }
  expect([await far.far(hashText("another")), near.near(hashText("another"))]).toEqual([null, null]);
  const elsewhere: Hex = `0x${"7b".repeat(20)}`;
  expect(await recallOf({ ...HEAD_VAULT, vault: elsewhere }, [], archive).far(digest)).toBeNull();
});

test("EXIT-303 a word that nobody shows is told of, once it is late", async () => {
  const other = telling(signedHead(100, "validator", hashText("another state")));
  expect(await lookAtHidden(other, 300n)).toEqual([]);
  const timeSec = BigInt(101 * EPOCH_MS) / 1_000n + 200n;
  expect(await lookAtHidden(other, 400n)).toEqual([
    { ...HEAD_VAULT, sign: "hidden", number: 5, digest, sinceSec: timeSec },
  ]);
});
