/**
 * Goal: who watches is told what worries before anything is read that a node may make long, and pays for one leaf once.
 * Method: a vault that took a word and then fell silent; a node that gives no kit, or tells leaves.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Call, challengeCalls, readOpenChallenges } from "@novate/chains";
import { ExitKit, type HouseId, toJson } from "@novate/codec";
import { uintWord } from "@novate/evm";
import { ExitArchive } from "@novate/node";
import { keptKits, memoryStorage, readKit } from "@novate/sdk";
import { afterAll, beforeAll, expect, test } from "vitest";
import { budgetOf } from "../exit/challenge.ts";
import { see } from "../exit/seen.ts";
import { ExitWatch } from "../exit/watch.ts";
import { watchData } from "../exit/watchData.ts";
import { CHAIN, founding } from "./checkpoint.fixture.ts";
import { LeavingScene } from "./scene.fixture.ts";

const folder = mkdtempSync(join(tmpdir(), "novate-watching-"));
const scene = new LeavingScene();
beforeAll(() => scene.start());
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await scene.chain.stop();
});

test("EXIT-346 what worries is told before any leaves are read", async () => {
  await scene.found();
  const { kit } = await scene.strike();
  await scene.pass(7_200);
  const order: string[] = [];
  const client = {
    checkpoint: async () => ({ checkpoint: kit.checkpoint }),
    exitKit: async () => toJson(ExitKit, kit),
    exitClaims: async () => {
      order.push("leaves");
      throw new Error("it gives none");
    },
  } as never; // the parts that are read
  await new ExitWatch({
    ...{ client, house: founding.house as HouseId, accountIds: [9], storage: memoryStorage(), keep: 12 },
    archive: new ExitArchive(folder),
    places: new Map([[Number(CHAIN), scene.place("watcher")]]),
    ...{ isRequesting: false, isChallenging: false, nowMs: () => scene.now * 1_000 },
    onSign: ({ sign }) => order.push(sign),
  }).look();
  expect(order.slice(0, 2)).toEqual(["silence", "leaves"]);
});

test("EXIT-357 a leaf that was shown is asked for once, and makes the kit that was lacking whole", async () => {
  await scene.found();
  const { only, book, kit } = await scene.strike();
  const mute = () => Promise.reject(new Error("it gives none"));
  const storage = memoryStorage();
  const withheld: unknown[] = [];
  const options = {
    client: { exitKit: mute, exitClaims: mute, checkpoint: mute },
    ...{ house: founding.house, setHash: founding.hotSet, accountIds: [7, 9], storage, keep: 12, isChallenging: true },
    onSign: ({ accountIds }: { accountIds: unknown }) => withheld.push(accountIds),
    onDoubt: (failure: unknown) => withheld.push(String(failure)),
  } as never; // the parts that are read
  const budget = budgetOf(options);
  const writer = scene.writer("watcher");
  const asked: Call[] = [];
  const sendOnce = (call: Call) => {
    asked.push(call);
    return writer.sendOnce(call);
  };
  const place = { ...scene.place(), writer: { ...writer, sendOnce } };
  /** A look at which some kits are there; whose leaves are asked for. That of account 9 is shown at once. */
  const look = async (kits: readonly ExitKit[]): Promise<unknown[]> => {
    await watchData(options, await see(place, scene.site()), kits, null, budget);
    await scene.tick();
    const open = await readOpenChallenges(scene.chain.source, await scene.latest(), scene.where.vault, 0n);
    const [word] = await scene.words();
    const [, , answer] = only.questions[0]!; // that of account 9
    for (const { index } of open)
      if (index === 9) await scene.send(challengeCalls.answer(scene.where.vault, word!, answer, writer.address));
    await scene.tick();
    return asked.splice(0).map((call) => open.find(({ index }) => call.data.includes(uintWord(index).slice(2)))?.index);
  };
  await scene.chain.pass(20, 20);
  scene.now += 400;
  expect(await look([book.kitOf(7)])).toEqual([9]);
  expect(await look([book.kitOf(7)])).toEqual([]);
  expect(withheld).toEqual([[9]]); // and then it is there
  const [kept] = await keptKits(storage);
  expect(await readKit(storage, kept!)).toEqual({ ...kit, payments: [] });
  withheld.length = 0;
  expect(await look([])).toEqual([7]); // of which there is no kit any more; the other's was shown
  expect(await look([])).toEqual([]);
  expect(withheld).toEqual([
    [7, 9],
    [7, 9],
  ]);
});
