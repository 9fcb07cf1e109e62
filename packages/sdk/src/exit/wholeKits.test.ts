/**
 * Goal: what a client may be paid by stays, whatever a node says or a storage holds, and whole. Method: nodes that leave out, deny an exit
 * or make up sets; storages that are full of an old set, of another account, or of strangers.
 */
import { ExitKit, type HouseId, toJson } from "@novate/codec";
import { EPOCH_MS } from "@novate/evm";
import { expect, test } from "vitest";
import { KIT_HOUSE, signedKit } from "./exitKit.fixture.ts";
import { keptKits, readKit } from "./keptKits.ts";
import { type KeepOptions, saveKits } from "./saveKits.ts";
import { type KitStorage, memoryStorage, webStorage } from "./storage.ts";

type Give = (accountId: number, epoch: number) => ExitKit;

/** One look at a node that is at an epoch, gives kits, and tells of exits. */
async function look(
  storage: KitStorage,
  epoch: number,
  give: Give = signedKit,
  more: Partial<KeepOptions> = {},
  rows: readonly object[] = [],
) {
  const client = {
    checkpoint: async () => ({ checkpoint: { epoch, setHash: give(1, epoch).checkpoint.setHash } }),
    exitKit: async (accountId: number, asked = epoch) => toJson(ExitKit, give(accountId, asked)),
    vaults: async () => ({ vaults: rows.map((row) => ({ exit: { row } })) }),
  } as unknown as KeepOptions["client"]; // the parts that are read
  const failures: string[] = [];
  const onFailure = (failure: unknown) => failures.push(String(failure));
  await saveKits({ client, house: KIT_HOUSE as HouseId, accountIds: [1], storage, onFailure, ...more });
  return failures;
}

const sizeOf = (kit: ExitKit): number => JSON.stringify(toJson(ExitKit, kit)).length;

/** A browser's storage that takes so many kits. */
function holding(kits: number): KitStorage {
  const shelf = new Map<string, string>();
  const most = kits * (sizeOf(signedKit(1, 7)) + 220); // with its name
  const used = () => [...shelf].reduce((sum, [key, value]) => sum + key.length + value.length, 0);
  return webStorage({
    get length() {
      return shelf.size;
    },
    key: (index) => [...shelf.keys()][index] ?? null,
    getItem: (key) => shelf.get(key) ?? null,
    setItem(key, value) {
      if (used() - (shelf.get(key)?.length ?? 0) + value.length > most)
        throw Object.assign(new Error("full"), { name: "QuotaExceededError" });
      shelf.set(key, value);
    },
    removeItem: (key) => void shelf.delete(key),
  });
}

const epochsOf = async (storage: KitStorage, accountId = 1, label = "validator"): Promise<number[]> => {
  const set = signedKit(1, 7, label).checkpoint.setHash.slice(2);
  return (await keptKits(storage))
    .filter((one) => one.accountId === accountId && one.set === set)
    .map(({ epoch }) => epoch);
};

test("EXIT-336 EXIT-340 what a node left out is refused, or asked for once more an epoch later", async () => {
  const storage = memoryStorage();
  const owed: Give = (id, epoch) => signedKit(id, epoch, "validator", 2);
  const stub: Give = (id, epoch) => ({ ...owed(id, epoch), sections: [], payments: [] });
  expect(await look(storage, 7, stub)).toEqual([expect.stringContaining("SectionsMissing")]);
  const lacking: Give = (id, epoch) => ({ ...owed(id, epoch), payments: owed(id, epoch).payments.slice(1) });
  expect(await look(storage, 7, lacking)).toEqual([]);
  expect(await look(storage, 8, owed)).toEqual([]);
  expect(await look(storage, 8, lacking, { epoch: 8 })).toEqual([]); // says less, and takes nothing away
  const kept = await keptKits(storage);
  expect(kept.map(({ epoch }) => epoch)).toEqual([8, 7]);
  for (const one of kept) expect((await readKit(storage, one))!.payments).toHaveLength(2);
});

test("EXIT-336 a kit that is kept and lacks something, or is damaged, stands for no epoch", async () => {
  const storage = memoryStorage();
  await look(storage, 7);
  const [name] = await storage.names();
  const whole = await storage.read(name!);
  const lacking = { ...signedKit(1, 7), checkpoint: { ...signedKit(1, 7).checkpoint, vaultsRoot: KIT_HOUSE } };
  for (const text of ["{", JSON.stringify(toJson(ExitKit, lacking))]) {
    await storage.write(name!, text);
    await look(storage, 7);
    expect(await storage.read(name!)).toBe(whole);
  }
});

test("EXIT-341 whatever a node says of exits, ten days of kits stay unless somebody who looks at the chains says fewer", async () => {
  const storage = memoryStorage();
  for (let epoch = 100; epoch < 100 + 40; epoch++) await look(storage, epoch);
  expect(await epochsOf(storage)).toContain(100);
  await look(storage, 140, signedKit, { keep: 12, pinned: new Set([100]) });
  expect(await epochsOf(storage)).toEqual([...Array.from({ length: 12 }, (_, back) => 140 - back), 100]);
});

test("EXIT-309 a storage full of an old set, or of another account, keeps the newest of what follows", async () => {
  const storage = holding(8);
  for (let epoch = 1; epoch <= 20; epoch++) await look(storage, epoch);
  const next: Give = (id, epoch) => signedKit(id, epoch, "next");
  for (let epoch = 21; epoch <= 40; epoch++) expect(await look(storage, epoch, next)).toEqual([]);
  expect(await epochsOf(storage)).toEqual([20, 19, 18, 17]);
  expect((await epochsOf(storage, 1, "next")).slice(0, 3)).toEqual([40, 39, 38]);
  const small = holding(5);
  for (let epoch = 1; epoch <= 20; epoch++) await look(small, epoch, epoch > 10 ? next : signedKit);
  expect((await epochsOf(small, 1, "next"))[0]).toBe(20);
  const two = holding(8);
  for (let epoch = 1; epoch <= 30; epoch++)
    expect(await look(two, epoch, signedKit, { accountIds: epoch > 20 ? [1, 2] : [1] })).toEqual([]);
  for (const id of [1, 2]) expect((await epochsOf(two, id)).slice(0, 3)).toEqual([30, 29, 28]);
});

test("EXIT-342 made-up sets do not fill a storage: beyond eight, those of fewest kits give way", async () => {
  const storage = holding(40);
  for (let epoch = 1; epoch <= 3; epoch++) await look(storage, epoch, (id, at) => signedKit(id, at, "true"));
  for (let n = 0; n < 60; n++) await look(storage, 5, (id, epoch) => signedKit(id, epoch, `liar ${n}`));
  for (let epoch = 6; epoch <= 9; epoch++) expect(await look(storage, epoch)).toEqual([]);
  expect(await epochsOf(storage)).toEqual([9, 8, 7, 6]);
  expect(await epochsOf(storage, 1, "true")).toEqual([3, 2, 1]);
});

test("EXIT-343 while a node says that an exit is asked for, what may be in force goes last", async () => {
  const storage = holding(40);
  const rows = [{ phase: 1, epoch: "0", sinceMs: 100 * EPOCH_MS + 1 }];
  for (let epoch = 98; epoch < 100 + 432; epoch += 6)
    await look(storage, epoch, signedKit, { accountIds: [1, 2] }, rows);
  expect(await epochsOf(storage)).toContain(98);
  expect((await epochsOf(storage)).slice(0, 4)).toEqual([530, 524, 518, 512]);
  const many = Array.from({ length: 60 }, (_, n) => ({ ...rows[0], sinceMs: (540 + 12 * n) * EPOCH_MS }));
  for (let epoch = 540; epoch < 600; epoch += 2) expect(await look(storage, epoch, signedKit, {}, many)).toEqual([]);
  expect((await epochsOf(storage)).slice(0, 2)).toEqual([598, 596]); // a node that says so of all fills nothing
});

const truly = (storage: KitStorage) => epochsOf(storage, 1, "true");
const wordOf =
  (label: string, payments?: number): Give =>
  (id, epoch) =>
    signedKit(id, epoch, label, payments);

test("EXIT-348 EXIT-349 a long kit of another set takes two kits at most, and nothing where that is less than it needs", async () => {
  const storage = holding(40);
  for (let epoch = 1; epoch <= 60; epoch++) await look(storage, epoch, wordOf("true"));
  const before = (await truly(storage)).length;
  expect(await look(storage, 61, wordOf("liar", 20))).toEqual([expect.stringContaining("full")]);
  expect(await truly(storage)).toHaveLength(before);
  for (let epoch = 61; epoch <= 70; epoch++) await look(storage, epoch, wordOf("liar"));
  expect((await truly(storage)).length).toBeGreaterThanOrEqual(before - 11);
  for (let epoch = 71; epoch <= 140; epoch++) await look(storage, epoch, wordOf("liar"));
  expect((await truly(storage)).length).toBeGreaterThanOrEqual(before / 2 - 1); // as many as its own
});

test("EXIT-348 kits of one made-up set after the other give way to each other", async () => {
  const storage = holding(40);
  for (let epoch = 1; epoch <= 60; epoch++) await look(storage, epoch, wordOf("true"));
  const before = (await truly(storage)).length;
  for (let n = 0; n < 60; n++) await look(storage, 61 + n, wordOf(`liar ${n}`));
  expect((await truly(storage)).length).toBeGreaterThanOrEqual(before - 9); // seven sets of one kit each
});

test("EXIT-347 a kit that is longer than one account can be owed is not kept", async () => {
  const storage = memoryStorage();
  expect(await look(storage, 7, wordOf("liar", 2_600))).toEqual([expect.stringContaining("are the most")]);
  expect(await look(storage, 7, wordOf("true", 256))).toEqual([]);
  const [kept] = await keptKits(storage);
  await storage.write((await storage.names())[0]!, " ".repeat(2 ** 22));
  expect(await readKit(storage, kept!)).toBeNull();
});

test("EXIT-350 an account has kits of eight sets, and a set of four kits gives way to none", async () => {
  const storage = memoryStorage();
  for (let epoch = 1; epoch <= 4; epoch++) await look(storage, epoch, wordOf("true"));
  for (let n = 0; n < 60; n++) await look(storage, 5, wordOf(`liar ${n}`));
  expect(new Set((await keptKits(storage)).map(({ set }) => set)).size).toBe(8);
  expect(await truly(storage)).toEqual([4, 3, 2, 1]);
  const full = memoryStorage();
  for (let n = 0; n < 8; n++) for (let epoch = 1; epoch <= 4; epoch++) await look(full, epoch, wordOf(`old ${n}`));
  expect(await look(full, 5, wordOf("next"))).toEqual([expect.stringContaining("name the set")]);
  expect(await look(full, 5, wordOf("old 3"))).toEqual([]);
});
