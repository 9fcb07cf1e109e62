/**
 * Goal: a node that lies takes nothing out of a watcher's archive, and brings nothing in.
 * Method: an archive on disk; heads of one key as true ones; unsigned ones, ones of epochs to come, and ones of a stranger's set.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkpointDigest, EPOCH_MS, hashText } from "@novate/evm";
import { ExitArchive } from "@novate/node";
import { afterEach, beforeEach, expect, test } from "vitest";
import { archiveEpoch } from "./archive.ts";
import { HEAD_HOUSE, signedHead, telling } from "./signedHead.fixture.ts";
import { stayOf } from "./stay.ts";

let archive: ExitArchive;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "novate-archive-"));
  archive = new ExitArchive(folder);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const setOf = (label: string) => signedHead(1, label).checkpoint.setHash;
const options = (client: never, labels = ["validator"]) => ({
  ...{ client, house: HEAD_HOUSE, archive, keep: 3, nowMs: 200 * EPOCH_MS },
  sets: new Set(labels.map(setOf)),
});
const honest = async (...epochs: number[]): Promise<void> => {
  for (const epoch of epochs) await archiveEpoch(options(telling(signedHead(epoch))));
};

test("EXIT-300 heads that nobody signed, or of epochs to come, push nothing out", async () => {
  await honest(100, 101, 102);
  for (let epoch = 150; epoch < 153; epoch++) {
    const unsigned = { ...signedHead(epoch), signatures: [] };
    await expect(archiveEpoch(options(telling(unsigned)))).rejects.toThrow("too few");
    await expect(archiveEpoch(options(telling(signedHead(epoch), epoch + 10)))).rejects.toThrow("another epoch");
    await expect(archiveEpoch(options(telling(signedHead(epoch, "stranger"))))).rejects.toThrow("no set");
    await expect(archiveEpoch(options(telling(signedHead(4_000_000_000 + epoch))))).rejects.toThrow("still to come");
  }
  expect(archive.epochs()).toEqual([102, 101, 100]);
  await honest(103);
  expect(archive.epochs()).toEqual([103, 102, 101]);
});

test("EXIT-300 what another set signed, in whose word somebody was told to believe, pushes nothing out", async () => {
  await honest(100, 101, 102);
  for (let epoch = 150; epoch < 160; epoch++)
    await archiveEpoch(options(telling(signedHead(epoch, "stranger")), ["validator", "stranger"]));
  expect(archive.epochs()).toEqual([159, 158, 157, 102, 101, 100]);
});

test("EXIT-300 an archive that was poisoned heals, and a stranger's word of an epoch gives way", async () => {
  await honest(100);
  for (let n = 0; n < 3; n++) {
    const head = { ...signedHead(4_000_000_000 + n), signatures: [] };
    await archive.putClaims(head.checkpoint.epoch, []);
    await archive.putHead(head);
  }
  await archive.putClaims(101, []);
  await archive.putHead(signedHead(101, "stranger"));
  await honest(101);
  expect(archive.epochs()).toEqual([101, 100]);
  expect((await archive.book(101))!.head.checkpoint.setHash).toBe(setOf("validator"));
  const other = signedHead(101, "validator", hashText("another state"));
  const digest = checkpointDigest(HEAD_HOUSE, other.checkpoint);
  await archiveEpoch(options(telling(other)), { epoch: 101, digest }); // which a vault took
  expect((await archive.book(101))!.head.checkpoint).toEqual(other.checkpoint);
});

test("who tells leaves without end is left", async () => {
  const [page] = [await (telling(signedHead(100)) as { exitClaims(): Promise<object> }).exitClaims()];
  const endless = { ...(telling(signedHead(100)) as object), exitClaims: async () => ({ ...page, nextCursor: "0" }) };
  await expect(archiveEpoch(options(endless as never))).rejects.toThrow("account 3 is told after 3");
  const empty = { ...endless, exitClaims: async () => ({ ...page, claims: [], nextCursor: "0" }) };
  await expect(archiveEpoch(options(empty as never))).rejects.toThrow("without leaves");
});

/** A node that tells the true head, and one account after the other. */
function endless() {
  let last = 0;
  const true100 = telling(signedHead(100)) as { exitClaims(): Promise<{ claims: object[] }> }; // as it is made
  const exitClaims = async () => {
    if (last > 50_000) throw new Error("it would go on");
    const page = await true100.exitClaims();
    const claims = Array.from({ length: 500 }, () => ({ ...page.claims[0], accountId: ++last }));
    return { ...page, claims, nextCursor: `${last}` };
  };
  return { client: { ...(true100 as object), exitClaims } as never, told: () => last };
}

test("EXIT-346 who tells one account after the other is left at a length, or at a time", async () => {
  const long = endless();
  const most = { mostLength: 1_000_000 };
  await expect(archiveEpoch({ ...options(long.client), most })).rejects.toThrow("longer than 1000000 characters");
  expect(long.told()).toBeLessThan(10_000);
  let now = 0;
  const late = endless();
  await expect(
    archiveEpoch({ ...options(late.client), most: { untilMs: 60_000, nowMs: () => (now += 10_000) } }),
  ).rejects.toThrow("not told in time");
  expect(late.told()).toBe(7 * 500);
});

test("EXIT-308 what a vault pays by, or may, stays in an archive whatever is newer", async () => {
  const accepted = { epoch: 101n };
  const seen = { at: { maturedEpoch: 100n, epochX: 0n }, acceptances: [{ accepted }] } as never; // what is read
  const where = { vaultId: 1, chainId: 10, vault: HEAD_HOUSE };
  const stay = stayOf(2, [where], [seen]);
  for (const epoch of [99, 100, 101, 102, 103, 104])
    await archiveEpoch({ ...options(telling(signedHead(epoch))), ...stay });
  expect(archive.epochs()).toEqual([104, 103, 101, 100]);
  expect(stayOf(2, [where, { ...where, vaultId: 2 }], [seen]).keep).toBe(1_440); // one could not be looked at
});
