/**
 * Goal: a client has its newest kits wherever it keeps them, and nobody takes them from it: not a node that lies, not an end in the middle.
 * Method: each storage; a node made by hand that gives kits of a small house, of strangers, or nonsense.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ExitKit, type Hex, type HouseId, toJson } from "@novate/codec";
import { afterAll, describe, expect, test } from "vitest";
import { KIT_HOUSE, signedKit } from "./exitKit.fixture.ts";
import { fileStorage } from "./fileStorage.ts";
import { keepKits } from "./keepKits.ts";
import { keptKits, readKit } from "./keptKits.ts";
import { type KeepOptions, saveKits } from "./saveKits.ts";
import { type KitStorage, memoryStorage, webStorage } from "./storage.ts";

const folder = mkdtempSync(join(tmpdir(), "novate-kits-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function browserStorage(): KitStorage {
  const shelf = new Map<string, string>([["another's", "note"]]);
  return webStorage({
    get length() {
      return shelf.size;
    },
    key: (index) => [...shelf.keys()][index] ?? null,
    getItem: (key) => shelf.get(key) ?? null,
    setItem: (key, value) => void shelf.set(key, value),
    removeItem: (key) => void shelf.delete(key),
  });
}

/** A node that is at an epoch, and gives these kits. */
function nodeOf(epoch: number, give: (accountId: number) => ExitKit): KeepOptions["client"] {
  const answer = {
    checkpoint: async () => ({ checkpoint: { epoch, setHash: give(1).checkpoint.setHash } }),
    exitKit: async (accountId: number) => toJson(ExitKit, give(accountId)),
  };
  return answer as unknown as KeepOptions["client"]; // the parts that are read
}

const options = (client: KeepOptions["client"], storage: KitStorage, more: Partial<KeepOptions> = {}): KeepOptions => ({
  client,
  house: KIT_HOUSE as HouseId,
  accountIds: [1, 2],
  storage,
  ...more,
});

describe.each<[string, () => KitStorage]>([
  ["memory", memoryStorage],
  ["a browser", browserStorage],
  ["files", () => fileStorage(mkdtempSync(join(folder, "kits-")))],
])("in %s", (_, create) => {
  test("the newest kits of each account are there, and the oldest are let go", async () => {
    const storage = create();
    for (let epoch = 1; epoch <= 5; epoch++) {
      const node = nodeOf(epoch, (accountId) => signedKit(accountId, epoch));
      expect(await saveKits(options(node, storage, { keep: 3 }))).toHaveLength(2);
      expect(await saveKits(options(node, storage, { keep: 3 }))).toEqual([]); // they are kept
    }
    const kept = await keptKits(storage);
    expect(kept.map(({ accountId, epoch }) => `${accountId}/${epoch}`).sort()).toEqual([
      "1/3",
      "1/4",
      "1/5",
      "2/3",
      "2/4",
      "2/5",
    ]);
    expect(await readKit(storage, kept[0]!)).toEqual(signedKit(kept[0]!.accountId, 5));
  });

  test("a node that lies takes nobody's kits away, and gives none that is no good", async () => {
    const storage = create();
    await saveKits(
      options(
        nodeOf(7, (accountId) => signedKit(accountId, 7)),
        storage,
      ),
    );
    const [{ checkpoint }] = [signedKit(1, 7)];
    for (let epoch = 100; epoch < 110; epoch++)
      await saveKits(
        options(
          nodeOf(epoch, (accountId) => signedKit(accountId, epoch, "liar")),
          storage,
          { keep: 1 },
        ),
      );
    const set = checkpoint.setHash.slice(2);
    expect((await keptKits(storage)).filter((one) => one.set === set)).toHaveLength(2);

    const refused: string[] = [];
    const onFailure = (failure: unknown): void => void refused.push((failure as Error).message);
    const forged = (accountId: number): ExitKit => ({
      ...signedKit(accountId, 8),
      house: `0x${"11".repeat(32)}` as Hex,
    });
    await saveKits(options(nodeOf(8, forged), storage, { onFailure }));
    await saveKits(
      options(
        nodeOf(9, () => signedKit(5, 9)),
        storage,
        { onFailure },
      ),
    );
    await saveKits(
      options(
        nodeOf(9, (id) => signedKit(id, 9, "liar")),
        storage,
        { onFailure, setHash: checkpoint.setHash },
      ),
    );
    await saveKits(
      options({ ...nodeOf(9, () => signedKit(1, 9)), exitKit: () => Promise.reject(new Error("gone")) }, storage, {
        onFailure,
      }),
    );
    expect(refused.map((text) => /HouseDiffers|another account|SetDiffers|gone/.exec(text)?.[0])).toEqual(
      ["HouseDiffers", "another account", "SetDiffers", "gone"].flatMap((name) => [name, name]),
    );
    expect((await keptKits(storage)).some(({ epoch }) => epoch === 8 || epoch === 9)).toBe(false);
  });
});

test("EXIT-301 a stranger's kit of an epoch does not stand for the true one", async () => {
  const storage = memoryStorage();
  for (const label of ["stranger", "validator"]) {
    const node = nodeOf(7, (accountId) => signedKit(accountId, 7, label));
    await saveKits(options(node, storage, { accountIds: [3], ...(label === "stranger" && { epoch: 7 }) }));
  }
  const own = signedKit(3, 7).checkpoint.setHash;
  expect((await keptKits(storage)).map(({ set }) => `0x${set}`)).toContain(own);
  const pinned = memoryStorage();
  const strange = nodeOf(7, (accountId) => signedKit(accountId, 7, "stranger"));
  await saveKits(options(strange, pinned, { accountIds: [3] }));
  const node = nodeOf(7, (accountId) => signedKit(accountId, 7));
  expect(await saveKits(options(node, pinned, { accountIds: [3], setHash: own, epoch: 7 }))).toHaveLength(1);
  expect(await saveKits(options(node, pinned, { accountIds: [3], setHash: own, epoch: 7 }))).toEqual([]); // it is kept
});

test("what a process that was killed left half written is no kit", async () => {
  const place = mkdtempSync(join(folder, "kits-"));
  const storage = fileStorage(place);
  expect(await keptKits(fileStorage(join(place, "nowhere")))).toEqual([]);
  await saveKits(
    options(
      nodeOf(3, (accountId) => signedKit(accountId, 3)),
      storage,
      { accountIds: [1] },
    ),
  );
  const own = join(place, KIT_HOUSE, "1");
  const [name] = readdirSync(own);
  writeFileSync(join(own, `4${name!.slice(1)}.new`), '{"house":'); // it was being written
  mkdirSync(join(place, "else"));
  writeFileSync(join(place, "else", "note.json"), "{}");
  const [kept, ...others] = await keptKits(storage);
  expect([kept?.epoch, others]).toEqual([3, []]);
  writeFileSync(join(own, name!), '{"house":'); // the disk lost the rest
  expect(await readKit(storage, kept!)).toBeNull();
  rmSync(join(own, name!));
  expect(await readKit(storage, kept!)).toBeNull();
  expect(existsSync(own)).toBe(true);
});

test("a client saves by itself until it is stopped", async () => {
  const storage = memoryStorage();
  let epoch = 1;
  const node: KeepOptions["client"] = {
    checkpoint: async () => nodeOf(epoch, () => signedKit(1, epoch)).checkpoint("signed"),
    exitKit: async (accountId) => nodeOf(epoch, (id) => signedKit(id, epoch)).exitKit(accountId),
  };
  const stop = keepKits({ ...options(node, storage), everyMs: 5 });
  const newest = async (): Promise<number | undefined> => (await keptKits(storage))[0]?.epoch;
  await expect.poll(newest).toBe(1);
  epoch = 2;
  await expect.poll(newest).toBe(2);
  await stop();
  epoch = 3;
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(await newest()).toBe(2);
});
