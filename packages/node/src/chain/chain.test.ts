/** Goal: whatever fails after a block was applied halts the node and answers whoever reads. Method: an engine whose result is none. */
import type { BlockResult, Engine } from "@novate/engine";
import { expect, test } from "vitest";
import type { Store } from "../store/index.ts";
import { Chain } from "./chain.ts";

test("a block that cannot be recorded halts the node, and reads are answered", async () => {
  const position = { height: 0, stateRoot: "0x00" };
  const engine = { ...position, apply: () => ({}) as BlockResult } as unknown as Engine;
  const chain = new Chain(engine, { head: position } as unknown as Store);
  chain.execute(1, []);
  const reading = chain.read(() => "never").catch(({ code }) => code);
  await expect(chain.commit()).rejects.toMatchObject({ code: "NodeHalted" });
  expect(await reading).toBe("NodeHalted");
});
