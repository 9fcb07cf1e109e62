/**
 * Goal: a node that fills a watcher's folder does not fill its memory. Method: kits of many sets and epochs, and how many of them are read.
 */
import type { ExitKit } from "@novate/codec";
import { type KitStorage, memoryStorage, saveKit } from "@novate/sdk";
import { expect, test } from "vitest";
import { KitShelf } from "./kitShelf.ts";
import { HEAD_HOUSE, signedHead } from "./signedHead.fixture.ts";

/** A storage that counts what is read. */
function counted() {
  const inner = memoryStorage();
  let reads = 0;
  const storage: KitStorage = {
    ...inner,
    read: (name) => {
      reads++;
      return inner.read(name);
    },
  };
  return { inner, storage, reads: () => reads };
}

/** A kit that tells of these vaults; enough of one to be kept. */
const of = (epoch: number, label: string, vaultIds: readonly number[]): ExitKit => {
  const { payments: _, ...head } = signedHead(epoch, label);
  const [section] = head.sections;
  const sections = vaultIds.map((vaultId) => ({
    section: { ...section!, vaultId, vault: `0x${"7a".repeat(19)}0${vaultId}` as const }, // it has one
    siblings: [],
  }));
  return { ...head, accountId: 3, claims: [], claimSiblings: [], sections, assets: [], payments: [] };
};

test("EXIT-351 of each set the newest two kits of each vault are read, and those of epochs that vaults have or have taken", async () => {
  const { inner, storage, reads } = counted();
  for (let epoch = 1; epoch <= 40; epoch++) await saveKit(inner, of(epoch, "true", epoch <= 3 ? [1, 2] : [2]), 100);
  for (let n = 0; n < 6; n++) await saveKit(inner, of(50, `liar ${n}`, []), 100);
  const shelf = new KitShelf(storage, HEAD_HOUSE);
  const vaults = async () => (await shelf.vaults(() => true)).map(({ vaultId }) => vaultId);
  expect([await vaults(), await vaults()]).toEqual([
    [1, 2],
    [1, 2],
  ]);
  expect(reads()).toBe(46); // once each
  const kits = await shelf.kits(() => true, new Set([7]));
  expect(kits.map(({ checkpoint }) => checkpoint.epoch)).toEqual([50, 50, 50, 50, 50, 50, 40, 39, 7, 3, 2]);
  expect(reads()).toBe(46 + 11);
  const truly = signedHead(1, "true").checkpoint.setHash;
  expect(await shelf.kits((setHash) => setHash === truly)).toHaveLength(4);
  expect(reads()).toBe(46 + 11 + 4);
});
