/**
 * Goal: a contract that a stranger's kit calls a vault has no gas of who leaves. Method: such a contract, which says that it is in exit and
 * takes every call for all the gas it is given; kits of a true vault beside its one, and none beside it.
 */
import { createWriter } from "@novate/chains";
import type { ExitKit, Hex } from "@novate/codec";
import { ClaimsTree } from "@novate/engine";
import { ExitBook, uintWord, vaultSlots } from "@novate/evm";
import { deriveSecret } from "@novate/sdk";
import { afterAll, beforeAll, expect, test } from "vitest";
import { setsOfMost } from "../exit/firstUse.ts";
import { leave } from "../exit/leave.ts";
import { sparing } from "../exit/sparing.ts";
import { CHAIN, onlyCheckpoint } from "./checkpoint.fixture.ts";
import { LeavingScene } from "./scene.fixture.ts";

const scene = new LeavingScene();
beforeAll(() => scene.start());
afterAll(() => scene.chain.stop());

/** Asked for its tokens it has none. Every other call it takes: dear ones with fifteen million gas at least, of which it burns all but a little. */
const taking = (isDear: boolean): string => {
  const [least, rest] = isDear ? ["e4e1c0", "0186a0"] : ["000000", "ffffff"];
  return `36600511601f575a62${least}11601b575b62${rest}5a11601057005b5f5ffd5b60205f5260405ff3`;
};

/** A contract with a vault's storage, in exit by roots of its own; and a kit that names it, by a set of its own. */
async function falseVault(isDear: boolean): Promise<ExitKit> {
  const roots = onlyCheckpoint({ vault: `0x${"00".repeat(20)}` } as never, scene.token); // they say nothing of the vault
  const slots: [Hex, Hex][] = [
    [vaultSlots.exit, uintWord(2n)],
    [vaultSlots.claimsRoot, roots.claims.root],
    [vaultSlots.outboxRoot, roots.outbox.root],
    [vaultSlots.assetsRoot, roots.assets.root],
  ];
  const stores = slots.map(([slot, value]) => `7f${value.slice(2)}7f${slot.slice(2)}55`).join("");
  const { contract } = await scene.send({ data: `0x${stores}60286101175f3960285ff3${taking(isDear)}` }, "attacker");
  const only = onlyCheckpoint({ vault: contract! } as never, scene.token);
  const next = new ClaimsTree().next();
  next.add([{ ...only.claim, exitChain: 0, kept: [...only.claim.kept] } as never]); // amounts are branded
  const kit = new ExitBook(only.headAt(BigInt(scene.now) * 1_000n, uintWord(7n), 1n), next.finish()).kitOf(9);
  return { ...kit, checkpoint: { ...kit.checkpoint, setHash: uintWord(666n) } };
}

/** Calls that got into blocks in so many looks, and how the last look's settling stands. */
async function looks(
  count: number,
  kits: readonly ExitKit[],
  more: { first?: ReadonlySet<Hex>; mostGas?: bigint } = {},
) {
  const { first, mostGas } = more;
  const secret = deriveSecret("leaving", "victim");
  const given = { source: scene.chain.source, chainId: CHAIN, secret, ...(mostGas !== undefined && { mostGas }) };
  const place = { ...scene.place(), writer: sparing(createWriter(given)) };
  const hashes = new Set<Hex>();
  let last: string[] = [];
  for (let look = 0; look < count; look++) {
    const steps = await leave({ kits, places: new Map([[Number(CHAIN), place]]), ...(first && { first }) });
    for (const { transaction } of steps) if (transaction !== null) hashes.add(transaction);
    last = steps.map(({ deed, standing }) => `${deed} ${standing}`);
    await scene.tick();
  }
  return { calls: hashes.size, last };
}

test("EXIT-354 without a named set no vault is sent anything that kits of the set of most do not lead to", async () => {
  await scene.found();
  const { kit } = await scene.strike();
  const lie = await falseVault(true);
  const setsOf = (kits: readonly ExitKit[]) => setsOfMost(kits.map(({ checkpoint }) => checkpoint.setHash));
  const first = setsOf([kit, kit, kit, lie]);
  expect(first).toEqual(new Set([kit.checkpoint.setHash]));
  const { calls, last } = await looks(2, [kit, lie], { first });
  expect([calls, last]).toEqual([0, ["request waits", "request left"]]);
  expect((await looks(1, [kit, lie])).calls).toBe(1); // were its set named
  expect(setsOf([kit, kit, lie])).toHaveProperty("size", 2); // a watcher keeps as many of each
});

test("EXIT-355 EXIT-356 who named nobody pays for no call beyond a most, and for the same one three times a day", async () => {
  const dear = await falseVault(true);
  expect((await looks(2, [dear], { mostGas: 2_000_000n })).calls).toBe(0);
  const cheap = await falseVault(false);
  const { calls, last } = await looks(6, [cheap], { mostGas: 2_000_000n });
  expect(calls).toBe(3);
  expect(last).toContain("settle barred");
});
