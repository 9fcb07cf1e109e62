/**
 * Goal: no restart and no damage makes a key sign two things of one epoch.
 * Method: a folder that is written, opened again, cut off, damaged.
 */
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hashText } from "@novate/evm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { maySign, openEpochMemory } from "./epochMemory.ts";

const [one, two] = [hashText("one"), hashText("two")];
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "novate-epoch-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("what was signed last is there after a restart", async () => {
  const first = await openEpochMemory(join(folder, "new"));
  expect(first.last()).toBeNull();
  await first.store({ epoch: 7, digest: one });
  await first.store({ epoch: 8, digest: two });
  const second = await openEpochMemory(join(folder, "new"));
  expect(second.last()).toEqual({ epoch: 8, digest: two });
  expect(await readdir(join(folder, "new"))).toEqual(["signed.json"]);
});

test("a plug pulled while it was written leaves what was before", async () => {
  await (await openEpochMemory(folder)).store({ epoch: 7, digest: one });
  await writeFile(join(folder, "signed.json.new"), '{"epo');
  expect((await openEpochMemory(folder)).last()).toEqual({ epoch: 7, digest: one });
});

test.each(["", "{}", '{"epoch":7}', '{"epoch":"7","digest":"0x00"}'])(
  "a damaged note signs nothing: %s",
  async (text) => {
    await writeFile(join(folder, "signed.json"), text);
    await expect(openEpochMemory(folder)).rejects.toThrow();
  },
);

test.each([
  ["nothing yet", null, 1, one, true],
  ["a later epoch", { epoch: 7, digest: one }, 8, two, true],
  ["the same bytes again", { epoch: 7, digest: one }, 7, one, true],
  ["other bytes of the epoch", { epoch: 7, digest: one }, 7, two, false],
  ["an earlier epoch", { epoch: 7, digest: one }, 6, one, false],
] as const)("%s", (_, last, epoch, digest, may) => {
  expect(maySign(last, { epoch, digest })).toBe(may);
});
