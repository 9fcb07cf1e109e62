/**
 * Goal: a keeper brings its backstop back to the target, no more than its reserve can spare, and once.
 * Method: a table of the decision; then a real node, whose backstop begins with too little.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AccountRole, MarginMethod } from "@novate/codec";
import { houseIdOf } from "@novate/engine";
import { GENESIS_MS, SEGMENT, testGenesis, USDC, usdc } from "@novate/engine/testing";
import { solo, startNode } from "@novate/node";
import { createOwnerKey, deriveSecret } from "@novate/sdk";
import { afterEach, expect, test } from "vitest";
import { startKeeper } from "./keeper.ts";
import { topUp } from "./topUp.ts";

const policy = { leastAtoms: usdc(100), targetAtoms: usdc(250) };
const means = (accountId: number, equity: number, initial: number) => ({
  accountId,
  initialEquityAtoms: usdc(equity),
  initialAtoms: usdc(initial),
});

test.each([
  ["enough to spare", 150, 50, 900, null],
  ["below the least, the target is restored", 149, 50, 900, 151],
  ["under its margin, that is restored too", 40, 50, 900, 260],
  ["the reserve gives what it can spare", 60, 50, 30, 30],
  ["a reserve without means gives nothing", 60, 50, 0, null],
])("%s", (_, equity, initial, reserve, amount) => {
  const command = topUp(means(1, equity, initial), means(2, reserve + 7, 7), USDC, policy);
  expect(command?.amountAtoms ?? null).toBe(amount === null ? null : usdc(amount));
});

const cleanUps: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

test("LIQ-006 on a real node the backstop is restored, and left alone then", async () => {
  const key = createOwnerKey(deriveSecret("keeper", "owner"));
  const account = { owner: key.address, segmentId: SEGMENT };
  const genesis = testGenesis({
    accounts: [
      {
        ...account,
        method: MarginMethod.pooled,
        role: AccountRole.backstop,
        balances: [{ assetId: USDC, amountAtoms: usdc(20) }],
      },
      {
        ...account,
        method: MarginMethod.cross,
        role: AccountRole.trader,
        balances: [{ assetId: USDC, amountAtoms: usdc(1_000) }],
      },
    ],
  });
  const path = mkdtempSync(join(tmpdir(), "novate-keeper-"));
  cleanUps.push(() => rmSync(path, { recursive: true, force: true }));
  let nowMs = GENESIS_MS;
  const clock = { nowMs: () => ++nowMs };
  const node = await startNode({
    path,
    genesis,
    version: "test",
    api: { port: 0 },
    consensus: solo({ clock }),
    threads: 0,
  });
  cleanUps.push(() => node.stop());

  const transfers: (readonly [bigint, string | null])[] = [];
  const first = Promise.withResolvers<void>();
  const stop = startKeeper({
    url: node.api!.url,
    house: houseIdOf(genesis),
    key,
    backstopAccountId: 1,
    reserveAccountId: 2,
    settlementAssetId: USDC,
    policy,
    lifetimeMs: 60_000,
    onTransfer(amountAtoms, refusal) {
      transfers.push([amountAtoms, refusal]);
      first.resolve();
    },
    onFailure: first.reject,
  });
  await first.promise;
  await stop();
  const balanceOf = (id: number) => node.chain.read(({ state }) => state.accounts.get(id)!.balances[0]!.amountAtoms);
  expect(transfers[0]).toEqual([usdc(230), null]);
  expect(transfers).toHaveLength(1);
  expect([await balanceOf(1), await balanceOf(2)]).toEqual([usdc(250), usdc(770)]);
});
