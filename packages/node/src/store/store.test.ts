/**
 * Goal: what was committed is what is read, in this process and the next; a store that is not ours is refused by name.
 * Method: table of outcomes on a chain whose every byte follows from its height.
 */

import { mkdtempSync, readFileSync, rmSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bytesToHex } from "@novate/codec";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ClearingError } from "../failures.ts";
import { genesisRecord, headAt, IDENTITY, recordAt, rowsAt, transactionHash } from "./countingChain.fixture.ts";
import { Store } from "./store.ts";
import { auditStore } from "./storeAudit.fixture.ts";
import type { Row } from "./types.ts";

let path: string;
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), "novate-store-"));
});
afterEach(() => rmSync(path, { recursive: true, force: true }));

async function grow(height: number): Promise<void> {
  const store = await Store.open({ path, identity: IDENTITY });
  if (store.head === null) await store.found(genesisRecord());
  while (store.head!.height < height) await store.commit(recordAt(store.head!.height + 1));
  await store.close();
}

const refusalOf = async (work: Promise<unknown>): Promise<ClearingError> => {
  const failure = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(failure).toBeInstanceOf(ClearingError);
  return failure as ClearingError;
};

test("a new store has no head, and holds the state that it began with", async () => {
  const store = await Store.open({ path, identity: IDENTITY });
  expect(store.head).toBeNull();
  await store.found(genesisRecord());
  const rows: Row[] = [];
  for await (const page of store.rows())
    rows.push(...page.map((row) => ({ ...row, bytes: new Uint8Array(row.bytes) })));
  expect(rows).toEqual(rowsAt(0).map((row) => ({ ...row, bytes: new Uint8Array(row.bytes) })));
  await store.close();
});

test("blocks, rows, receipts and events survive a restart, and the chain goes on", async () => {
  await grow(40);
  expect(await auditStore(path)).toEqual({ height: 40 });
  await grow(55);
  expect(await auditStore(path)).toEqual({ height: 55 });
});

test("history is found by hash, by height and by account", async () => {
  await grow(20);
  const store = await Store.open({ path, identity: IDENTITY });
  const [transaction] = recordAt(7).transactions;
  expect(await store.history.place(transactionHash(transaction!))).toEqual({ height: 7, index: 0 });
  expect(await store.history.place(new Uint8Array(32))).toBeNull();
  expect((await store.history.headersBefore(9, 3)).map((header) => header.height)).toEqual([9, 8, 7]);
  const blocks = await store.history.accountBlocks(2, 11, 2);
  expect(blocks).toEqual([
    { height: 11, indices: [0, 1] },
    { height: 8, indices: [0, 1] },
  ]);
  expect(bytesToHex(await store.history.event(8, 1))).toBe(bytesToHex(recordAt(8).events[1]!));
  await store.close();
});

test("an import that was cut off is refused, a whole one goes on", async () => {
  const cut = await Store.open({ path, identity: IDENTITY });
  const pages = function* () {
    yield rowsAt(30).slice(0, 10);
    throw new Error("cut off");
  };
  await expect(cut.importState(headAt(30), pages())).rejects.toThrow("cut off");
  await cut.close();
  expect((await refusalOf(Store.open({ path, identity: IDENTITY }))).code).toBe("StoreUnfinished");

  path = join(path, "again");
  const whole = await Store.open({ path, identity: IDENTITY });
  await whole.importState(headAt(30), [rowsAt(30).slice(0, 10), rowsAt(30).slice(10)]);
  await whole.commit(recordAt(31));
  await whole.close();
  const store = await Store.open({ path, identity: IDENTITY });
  expect(store.head).toEqual(headAt(31));
  expect((await refusalOf(store.block(30))).refusal).toMatchObject({
    code: "BlockPruned",
    data: { earliestHeight: 31 },
  });
  await store.close();
});

test("a second writer is refused", async () => {
  const store = await Store.open({ path, identity: IDENTITY });
  expect((await refusalOf(Store.open({ path, identity: IDENTITY }))).code).toBe("StoreLocked");
  await store.close();
});

test("a store of another house is refused, and says both", async () => {
  await grow(1);
  const other = await refusalOf(Store.open({ path, identity: { house: "0x22" } }));
  expect(other.code).toBe("StoreOfAnotherHouse");
  expect(other.message).toContain("house 0x11, not to 0x22");
});

test("a store of another format version is refused and says what to do", async () => {
  await grow(1);
  const { ClassicLevel } = await import("classic-level");
  const { FORMAT_KEY, putJson } = await import("./batch.ts");
  const level = new ClassicLevel<Uint8Array, Uint8Array>(join(path, "level"), {
    keyEncoding: "view",
    valueEncoding: "view",
  });
  await level.batch([putJson(FORMAT_KEY, { version: 1, baseHeight: 0, ...IDENTITY })]);
  await level.close();
  const refusal = await refusalOf(Store.open({ path, identity: IDENTITY }));
  expect(refusal.code).toBe("StoreVersionMismatch");
  expect(refusal.remedy).toContain("snapshot");
});

test("an emptied database beside a witness of blocks is refused", async () => {
  await grow(3);
  rmSync(join(path, "level"), { recursive: true });
  expect((await refusalOf(Store.open({ path, identity: IDENTITY }))).code).toBe("StoreCorrupt");
});

test("a store beyond its beginning whose witness is gone is refused; at its beginning it gets one", async () => {
  await grow(0);
  rmSync(join(path, "acknowledged"));
  await (await Store.open({ path, identity: IDENTITY })).close();
  expect(readFileSync(join(path, "acknowledged")).length).toBeGreaterThan(0);
  await grow(3);
  for (const lose of [() => rmSync(join(path, "acknowledged")), () => truncateSync(join(path, "acknowledged"))]) {
    lose();
    for (const attempt of [1, 2]) {
      const refusal = await refusalOf(Store.open({ path, identity: IDENTITY }));
      expect([attempt, refusal.code]).toEqual([attempt, "StoreUnwitnessed"]);
      expect(refusal.message).toContain("block 3");
    }
  }
});

test("blocks out of order are a bug, not a write", async () => {
  await grow(2);
  const store = await Store.open({ path, identity: IDENTITY });
  await expect(store.commit(recordAt(5))).rejects.toThrow("out of order");
  await store.close();
  expect(await auditStore(path)).toEqual({ height: 2 });
});

test("INV-024 a transaction is found where it took effect, or else where it came first", async () => {
  const store = await Store.open({ path, identity: IDENTITY });
  await store.found(genesisRecord());
  const [refused, mended] = [transactionHash(new Uint8Array([1])), transactionHash(new Uint8Array([2]))];
  const blocks: readonly (readonly [Uint8Array, boolean])[][] = [
    [
      [refused, false],
      [mended, false],
      [refused, false],
    ],
    [
      [mended, false],
      [mended, true],
    ],
    [
      [mended, false],
      [refused, false],
    ],
  ];
  for (const [index, block] of blocks.entries()) {
    const transactionHashes = block.map(([hash]) => hash);
    const tookEffect = block.map(([, effect]) => effect);
    await store.commit({ ...recordAt(index + 1), transactionHashes, tookEffect });
  }
  expect(await store.history.places([refused, mended])).toEqual([
    { height: 1, index: 0 },
    { height: 2, index: 1 },
  ]);
  await store.close();
});
