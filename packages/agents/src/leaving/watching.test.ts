/**
 * Goal: who watches is told what worries before anything is read that a node may make long, and pays for one leaf once.
 * Method: a vault that took a word and then fell silent; a node that gives no kit, or tells leaves.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ExitKit, type HouseId, toJson } from "@novate/codec";
import { ExitArchive } from "@novate/node";
import { memoryStorage } from "@novate/sdk";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ExitWatch } from "../exit/watch.ts";
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
