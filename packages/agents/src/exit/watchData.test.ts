/**
 * Goal: who lacks a leaf of what a vault took is told, and asks for that leaf, whatever else was given. Method: a word of one claim that a
 * vault took and that is late; a node that gives the kit of one account, or nothing; an archive that has it or not.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ExitHead, ExitKit } from "@novate/codec";
import { checkpointDigest, EPOCH_MS } from "@novate/evm";
import { ExitArchive } from "@novate/node";
import { memoryStorage } from "@novate/sdk";
import { afterEach, beforeEach, expect, test } from "vitest";
import { archiveEpoch } from "./archive.ts";
import { budgetOf } from "./challenge.ts";
import { HEAD_HOUSE, HEAD_VAULT, signedHead, telling } from "./signedHead.fixture.ts";
import { watchData } from "./watchData.ts";

const head = signedHead(100);
const { setHash } = head.checkpoint;
const asked = (archive: ExitArchive, client: unknown) =>
  ({ client, house: HEAD_HOUSE, sets: new Set([setHash]), archive, keep: 9, nowMs: 101 * EPOCH_MS }) as never; // what is read

let folder: string;
let archive: ExitArchive;
let kitOf: (accountId: number) => ExitKit;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "novate-data-"));
  const full = new ExitArchive(join(folder, "full"));
  await archiveEpoch(asked(full, telling(head)));
  const book = await full.book(100);
  kitOf = (accountId) => book!.kitOf(accountId);
  archive = new ExitArchive(join(folder, "own"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const mute = () => Promise.reject(new Error("it gives none"));
const nobody = { exitKit: mute, exitClaims: mute, checkpoint: mute };

/** Accounts that a look tells of, and how many leaves it asks for. */
async function looked(
  kits: readonly ExitKit[],
  hasArchive: boolean,
  accountIds = [3, 7],
  client: unknown = nobody,
  newer: readonly ExitHead[] = [],
) {
  const told: unknown[] = [];
  const sent: string[] = [];
  const timeSec = BigInt(100 * EPOCH_MS) / 1_000n + 700n;
  const source = {
    header: async () => ({ number: 9n, timeSec: timeSec + 1_500n, stateRoot: HEAD_HOUSE }),
    logs: async () => [],
    proof: async () => ({ slots: [{ value: undefined }] }),
  };
  const place = { source, writer: { sendOnce: async ({ data }: { data: string }) => sent.push(data) }, fromBlock: 0n };
  const { stateRoot, claimsRoot } = head.checkpoint;
  const { outboxRoot, assetsRoot } = head.sections[0]!;
  const roots = { stateRoot, claimsRoot, outboxRoot, assetsRoot };
  const words = [...newer, head].map(({ checkpoint }, place) => {
    const digest = checkpointDigest(HEAD_HOUSE, checkpoint);
    const epoch = BigInt(checkpoint.epoch);
    const accepted = { epoch, digest, timeSec, blockNumber: 1n, inboxCount: 0n, roots };
    return { number: 5 + newer.length - place, accepted };
  });
  const at = { phase: "none", maturedEpoch: 99n, hotSet: setHash };
  const seen = { where: HEAD_VAULT, place, at, nowSec: timeSec + 1_500n, acceptances: words };
  const onSign = ({ accountIds: ids }: { accountIds: unknown }) => told.push(ids);
  const more = { storage: memoryStorage(), isChallenging: true, onSign, ...(hasArchive && { archive }) };
  const options = { client, house: HEAD_HOUSE, setHash, accountIds, keep: 3, ...more } as never; // the parts that are read
  await watchData(options, seen as never, kits, hasArchive ? asked(archive, client) : null, budgetOf(options));
  return { told, asks: new Set(sent).size };
}

test.each([false, true])(
  "EXIT-338 EXIT-339 each account that lacks its kit is told of and asked for (archive: %s)",
  async (has) => {
    expect(await looked([], has)).toEqual({ told: [[3, 7]], asks: 2 });
    expect(await looked([kitOf(3)], has)).toEqual({ told: [[7]], asks: 1 });
    expect(await looked([{ ...kitOf(3), sections: [] }, kitOf(7)], has)).toEqual({ told: [[3]], asks: 1 });
  },
);

test("EXIT-338 EXIT-339 a kit of each account is enough without an archive; who keeps one is told of all that it lacks", async () => {
  const kits = [kitOf(3), kitOf(7)];
  expect(await looked(kits, false)).toEqual({ told: [], asks: 0 });
  expect(await looked(kits, true)).toEqual({ told: [[]], asks: 1 });
  await archiveEpoch(asked(archive, telling(signedHead(90)))); // strangers are known of it
  expect(await looked([kitOf(7)], true, [7])).toEqual({ told: [[]], asks: 1 });
  expect(await looked(kits, true, [3, 7], telling(head))).toEqual({ told: [], asks: 0 }); // it was late only
});

test("EXIT-345 a word whose leaves are damaged in the archive keeps no other from being told of", async () => {
  const newer = signedHead(101);
  await archiveEpoch(asked(archive, telling(newer)));
  writeFileSync(archive.claimsPath(101), "no leaves");
  expect((await looked([], true, [3, 7], nobody, [newer])).told).toEqual([[3, 7]]);
});
