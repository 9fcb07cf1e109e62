/**
 * Goal: who leaves pays gas for what is its own, and not for what a stranger sends its accounts. Method: a silent house's vault, a deposit
 * of the member and many of a stranger, each for the member's account; what leaving sends.
 */
import { exitRequestCalls } from "@novate/chains";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isLeft, leave } from "../exit/leave.ts";
import type { ExitStep } from "../exit/step.ts";
import { CHAIN } from "./checkpoint.fixture.ts";
import { DAY, LeavingScene } from "./scene.fixture.ts";

const scene = new LeavingScene();
beforeAll(() => scene.start());
afterAll(() => scene.chain.stop());

test("EXIT-352 EXIT-353 a stranger's deposits for an account cost its owner nothing unless asked for, and then last", async () => {
  await scene.found();
  await scene.fund([1_000_000n], 0);
  const { kit } = await scene.strike();
  await scene.pass(8 * DAY);
  await scene.deposit(7n, 9, "member");
  await scene.deposit(5n, 9, "payer");
  await scene.fund([1n, 1n, 1n], 9, "attacker");
  await scene.send(exitRequestCalls.requestExitForSilence(scene.where.vault));
  await scene.pass(2 * DAY);
  const [newest] = await scene.words();
  await scene.send(exitRequestCalls.beginExit(scene.where.vault, [newest!.accepted]));
  const places = new Map([[Number(CHAIN), scene.place("payer")]]);
  const failures: unknown[] = [];
  /** Deeds that are sent, look by look, until nothing is left. */
  const sent = async (isRefundingOthers: boolean): Promise<string[][]> => {
    const all: string[][] = [];
    for (let look = 0; look < 6; look++) {
      const onDoubt = (failure: unknown) => void failures.push(failure);
      const steps = await leave({ kits: [kit], places, isRefundingOthers, onDoubt });
      all.push(steps.filter(({ standing }) => standing === "sent").map(({ deed }: ExitStep) => deed));
      if (isLeft(steps)) return all;
      for (let block = 0; block < 5; block++) await scene.tick();
    }
    throw new Error(`it never ends: ${JSON.stringify(all)}`);
  };
  expect(await sent(false)).toEqual([["settle"], ["claim", "payment", "refund", "refund"], []]);
  const [left] = (await leave({ kits: [kit], places })).filter(({ standing }) => standing === "left");
  expect(left!.why).toContain("3 deposits that others sent");
  expect(await sent(true)).toEqual([["refund", "refund", "refund"], []]);
  expect(failures).toEqual([]);
});

test("EXIT-353 while anything of one's own waits, nothing of others' is sent", async () => {
  await scene.found();
  await scene.fund([1_000_000n], 0);
  const { kit } = await scene.strike();
  await scene.pass(8 * DAY);
  await scene.fund([1n], 9, "attacker");
  await scene.send(exitRequestCalls.requestExitForSilence(scene.where.vault));
  await scene.pass(2 * DAY);
  const [newest] = await scene.words();
  await scene.send(exitRequestCalls.beginExit(scene.where.vault, [newest!.accepted]));
  const places = new Map([[Number(CHAIN), scene.place("payer")]]);
  const steps = await leave({ kits: [kit], places, isRefundingOthers: true }); // its token is not settled yet
  expect(steps.map(({ deed, standing }) => [deed, standing])).toEqual([
    ["settle", "sent"],
    ["claim", "waits"],
    ["payment", "waits"],
    ["refund", "left"],
  ]);
});
