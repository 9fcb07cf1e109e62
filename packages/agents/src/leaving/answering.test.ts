/**
 * Goal: a word whose leaves nobody gives keeps no other word from being answered for.
 * Method: a vault that took two words, a question on each, and a node that has the leaves of the older one alone.
 */
import { challengeCalls, readOpenChallenges } from "@novate/chains";
import { ExitClaim, ExitHead, toJson } from "@novate/codec";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAnswerer } from "../exit/answerer.ts";
import { CHAIN } from "./checkpoint.fixture.ts";
import { LeavingScene } from "./scene.fixture.ts";

const scene = new LeavingScene();
beforeAll(() => scene.start());
afterAll(() => scene.chain.stop());

test("EXIT-345 a relayer answers for an older word though nobody gives the leaves of a newer one", async () => {
  await scene.found();
  const { claim, head } = await scene.strike();
  scene.now += 660;
  await scene.chain.mine(scene.now);
  await scene.strike();
  const [newer, older] = await scene.words();
  for (const word of [older!, newer!])
    await scene.send(challengeCalls.challenge(scene.where.vault, word, "claims", 9, 0n));
  const exitClaims = async (epoch: number) => {
    if (epoch !== head.checkpoint.epoch) throw new Error("it has none");
    return { head: toJson(ExitHead, head), claims: [toJson(ExitClaim, claim)], nextCursor: null };
  };
  const rows = { vaults: [{ spec: scene.site() }], vaultExits: [], checkpoints: [] } as never; // the parts that are read
  const doubts: string[] = [];
  await createAnswerer({
    client: { exitClaims } as never, // as above
    places: new Map([[Number(CHAIN), [scene.place()]]]),
    onDoubt: (failure) => void doubts.push(String(failure)),
  }).look(rows);
  await scene.tick();
  const open = await readOpenChallenges(scene.chain.source, await scene.latest(), scene.where.vault, 0n);
  expect(open.map(({ number }) => number)).toEqual([newer!.number]);
  expect(doubts).toEqual([expect.stringContaining("it has none")]);
});
