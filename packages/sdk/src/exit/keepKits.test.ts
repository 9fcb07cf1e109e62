/**
 * Goal: a client has its newest kits wherever it keeps them, and nobody takes them from it: not a node that lies, not an end in the middle.
 * Method: each storage; a node made by hand that gives kits of a small house, of strangers, or nonsense.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ExitKit, type Hex, type HouseId, toJson } from "@novate/codec";
import { afterAll, describe, expect, test, vi } from "vitest";
import { KIT_HOUSE, signedKit } from "./exitKit.fixture.ts";
import { fileStorage } from "./fileStorage.ts";
import { keepKits } from "./keepKits.ts";
import { keptKits, readKit } from "./keptKits.ts";
import { pruneKits, saveKit } from "./saveKit.ts";
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

/** A kit that tells of these vaults; enough of one to be kept. */
function kitTelling(epoch: number, vaultIds: readonly number[]): ExitKit {
  const section = { chainId: 1, vault: `0x${"7a".repeat(20)}`, inboxCount: 0n, inboxAcc: KIT_HOUSE } as const;
  const roots = { outboxRoot: KIT_HOUSE, assetsRoot: KIT_HOUSE };
  const sections = vaultIds.map((vaultId) => ({ section: { vaultId, ...section, ...roots }, siblings: [] }));
  return { ...signedKit(3, epoch), sections };
}

test("EXIT-308 what newer checkpoints tell nothing of keeps its own newest kits, and what a vault may pay by stays", async () => {
  const storage = memoryStorage();
  const epochs = async () => (await keptKits(storage)).map(({ epoch }) => epoch);
  for (let epoch = 1; epoch <= 12; epoch++) {
    const kit = kitTelling(epoch, epoch <= 5 ? [1, 2] : [2]); // vault 1 is in exit by epoch 5, and the house lives
    await saveKit(storage, kit, { keep: 3, pinned: new Set([1]) });
  }
  expect(await epochs()).toEqual([12, 11, 10, 5, 4, 3, 1]);
  await pruneKits(storage, KIT_HOUSE, { keep: 2 });
  expect(await epochs()).toEqual([12, 11, 5, 4]);
});

test("EXIT-308 a client keeps all while an exit is asked for, and then what the vault pays by, and fetches what it lacks", async () => {
  const storage = memoryStorage();
  const epochs = async () => (await keptKits(storage)).map(({ epoch }) => epoch);
  let row: object | null = null;
  let isMute = false;
  const look = async (epoch: number) => {
    const client = {
      checkpoint: async () => nodeOf(epoch, () => signedKit(1, epoch)).checkpoint("signed"),
      exitKit: async (accountId: number, asked = epoch) => toJson(ExitKit, signedKit(accountId, asked)),
      vaults: async () =>
        isMute ? Promise.reject(new Error("mute")) : { vaults: [{ exit: row === null ? null : { row } }] },
    } as unknown as KeepOptions["client"]; // the parts that are read
    await saveKits(options(client, storage, { accountIds: [1], keep: 2 }));
  };
  for (const epoch of [1, 2, 3]) await look(epoch);
  expect(await epochs()).toEqual([3, 2]);
  row = { phase: 1, epoch: "0" };
  for (const epoch of [4, 5]) await look(epoch);
  isMute = true; // nobody says whether it goes on
  await look(6);
  expect(await epochs()).toEqual([6, 5, 4, 3, 2]);
  isMute = false;
  row = { phase: 2, epoch: "3" };
  for (const epoch of [7, 8]) await look(epoch);
  expect(await epochs()).toEqual([8, 7, 3]);
  await storage.remove((await storage.names()).find((name) => name.includes("/3-"))!);
  await look(9);
  expect(await epochs()).toEqual([9, 8, 3]);
});

test("EXIT-309 where a storage is full the oldest give way, and whatever else fails takes nothing away", async () => {
  const storage = memoryStorage();
  let most = 6;
  const name = () => (most < 0 ? "SecurityError" : "QuotaExceededError");
  const tight: KitStorage = {
    ...storage,
    async write(at, text) {
      if ((await storage.names()).length >= most) throw Object.assign(new Error("no"), { name: name() });
      await storage.write(at, text);
    },
  };
  const epochs = async () => (await keptKits(storage)).map(({ epoch }) => epoch);
  for (let epoch = 1; epoch <= 9; epoch++)
    await saveKit(tight, signedKit(3, epoch), { keep: 12, pinned: new Set([2]) });
  expect(await epochs()).toEqual([9, 8, 7, 6, 5, 2]);
  most = -1;
  await expect(saveKit(tight, signedKit(3, 10), 12)).rejects.toThrow("no");
  expect(await epochs()).toEqual([9, 8, 7, 6, 5, 2]);
  most = 0;
  await expect(saveKit(tight, signedKit(3, 10), 12)).rejects.toThrow("no"); // others fill it: little goes in vain
  expect(await epochs()).toEqual([9, 8, 7, 6, 5]);
});

test("EXIT-325 a client that cannot keep a kit warns, once, and goes on until it can", async () => {
  const warned: unknown[] = [];
  const warn = vi.spyOn(console, "warn").mockImplementation((text) => void warned.push(text));
  const storage = memoryStorage();
  let isFull = true;
  const full: typeof storage = {
    ...storage,
    write: (name, text) => (isFull ? Promise.reject(new Error("ENOSPC: no space left")) : storage.write(name, text)),
  };
  const node = nodeOf(3, (accountId) => signedKit(accountId, 3));
  const { onFailure: _, ...silent } = options(node, full, { accountIds: [1] }) as KeepOptions;
  const stop = keepKits({ ...silent, everyMs: 5 });
  await expect.poll(() => warned).toEqual(["novate: an exit kit was not kept: ENOSPC: no space left"]);
  isFull = false;
  await expect.poll(async () => (await keptKits(storage))[0]?.epoch).toBe(3);
  await stop();
  expect(warned).toHaveLength(1);
  warn.mockRestore();
});
