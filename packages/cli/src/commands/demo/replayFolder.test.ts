/** Goal: a demo only ever touches folders of its own. Method: folders of every kind under a temporary one. */
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkSame, clearFolder, readNote, writeNote } from "./replayFolder.ts";

const replay = { tape: "2025-10-10", steps: 9, from: "a", to: "b", underlyings: ["BTC"], seed: 1, vaults: false };
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "novate-demo-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("a note comes back as it was written; an empty or missing folder has none", async () => {
  expect(await readNote(folder)).toBeNull();
  expect(await readNote(join(folder, "missing"))).toBeNull();
  await writeNote(folder, { replay, page: "report" });
  expect(await readNote(folder)).toEqual({ replay, page: "report" });
});

test("all that a node keeps beside the note is a demo's, and is cleared away on request", async () => {
  await writeNote(folder, { replay, page: "report" });
  for (const name of ["store", "exit", "attestors"]) await mkdir(join(folder, name));
  expect(await readNote(folder)).toEqual({ replay, page: "report" });
  await clearFolder(folder);
  expect(await readdir(folder)).toEqual([]);
});

test("a damaged note is named, and cleared away on request", async () => {
  await writeNote(folder, { replay, page: null });
  await writeFile(join(folder, "replay.json"), "{");
  await expect(readNote(folder)).rejects.toMatchObject({ code: "NoteUnreadable" });
  await clearFolder(folder);
  expect(await readdir(folder)).toEqual([]);
});

test("a plug pulled while a note was written leaves the note before it, or none", async () => {
  const draft = join(folder, "replay.json.new");
  await writeFile(draft, '{"repl');
  expect(await readNote(folder)).toBeNull();
  await writeNote(folder, { replay, page: null });
  await writeFile(draft, '{"repl');
  expect(await readNote(folder)).toEqual({ replay, page: null });
});

test("somebody else's folder is left alone", async () => {
  await writeFile(join(folder, "thesis.txt"), "years of work");
  await expect(clearFolder(folder)).rejects.toMatchObject({ code: "FolderNotADemo" });
  expect(await readdir(folder)).toEqual(["thesis.txt"]);
});

test("another replay in the folder is refused with what differs", () => {
  expect(() => checkSame(folder, replay, { ...replay })).not.toThrow();
  expect(() => checkSame(folder, replay, { ...replay, seed: 2 })).toThrow(/seed 1, not 2/);
});
