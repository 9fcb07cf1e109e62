/**
 * Goal: everybody of a live, leveraged house is paid out of both of its vaults to the atom, when node, attestors and publishers are gone,
 * by nothing but the kits that their clients saved: in any order, at any time, by anybody's key.
 * Method: a house in a crash that runs on and is then taken away with its data; two anvils; the command line, and the same calls in orders
 * of chance on the same block again and again. `NOVATE_EXIT=20` for as many orders.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createWriter, hasAnvil, startAnvil, vaultCalls } from "@novate/chains";
import { bytesToHex, type Hex } from "@novate/codec";
import { assetIdOf, SEGMENT_ID } from "@novate/lab";
import { atoms, DAY_MS } from "@novate/num";
import { deriveSecret } from "@novate/sdk";
import { afterAll, expect, test } from "vitest";
import { novate } from "../testing/novate.fixture.ts";
import { CRASH, type LeavableHouse, startHouse } from "./leavableHouse.fixture.ts";
import {
  balancesOf,
  dueOf,
  expectPaid,
  kitsIn,
  lookOnce,
  payingCalls,
  placesOf,
  saveAll,
  sendShuffled,
} from "./leavers.fixture.ts";

const ORDERS = Number(process.env.NOVATE_EXIT ?? 2);
const DAY_SEC = DAY_MS / 1_000;

const folder = mkdtempSync(join(tmpdir(), "novate-exit-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** So many members ask for a tenth of what they have, of cash and of coins. */
async function askToLeave(house: LeavableHouse, count: number): Promise<void> {
  const { members, plan, sender } = house.scene;
  const said: Uint8Array[] = [];
  for (const { accountId, owner } of members.all) {
    if (said.length >= count) break;
    const balances = await house.read(({ accounts }) => accounts.get(accountId)!.balances);
    for (const { plan: own } of house.vaults)
      for (const symbol of own.assets) {
        const assetId = assetIdOf(plan, symbol);
        const held = balances.find((one) => one.assetId === assetId)?.amountAtoms ?? 0n;
        if (held < 100_000n) continue;
        const asked = { accountId, assetId, amountAtoms: atoms(held / 10n) };
        const place = { chainId: own.chainId, recipient: owner.address };
        said.push(sender.sign(owner, { type: "WithdrawCollateral", ...asked, ...place }, house.nowMs()));
      }
  }
  expect(await house.say(said)).toBeGreaterThan(count / 6); // who is short of a fresh price or of margin waits
}

/** A stranger pays into a vault for a member after the house has heard its last: it goes back to the stranger. */
async function payUnheard({ scene, vaults }: LeavableHouse): Promise<(readonly [Hex, Hex, bigint])[]> {
  const [{ accountId, owner }] = scene.members.all as [(typeof scene.members.all)[number]];
  const refunds: (readonly [Hex, Hex, bigint])[] = [];
  for (const { chain, where } of vaults) {
    const { source, chainId } = chain;
    const payer = createWriter({ source, chainId, secret: deriveSecret("exit", "payer") });
    const amount = 7_000_000n;
    for (const token of where.tokens.values()) {
      await payer.send(vaultCalls.mint(token, payer.address, amount));
      await payer.send(vaultCalls.approve(token, where.vault, amount));
      await chain.pass(1, 1);
      const target = { ownerChain: 0n, owner: owner.address, segmentId: SEGMENT_ID, accountId };
      await payer.send(vaultCalls.deposit(where.vault, token, amount, target));
      await chain.pass(1, 1);
      refunds.push([token, payer.address, amount]);
    }
  }
  return refunds;
}

test.skipIf(!hasAnvil())(
  "EXIT-040 everybody is paid out of both vaults, to the atom, by what they saved",
  async () => {
    const house = await startHouse(CRASH, { folder, start: startAnvil });
    const kitFolder = join(folder, "kits");
    try {
      for (let epoch = 0; epoch < 2; epoch++) await house.nextEpoch(); // nobody may ask for money right after a fund was drawn
      await askToLeave(house, 12);
      for (let epoch = 0; epoch < 5; epoch++) await house.nextEpoch();
      await askToLeave(house, 24); // these are under way when all ends
      const last = await house.nextEpoch();
      // What its relayer has just sent comes into no block: the newest word is for whoever leaves to bring.
      for (const { chain } of house.vaults) await chain.source.rpc.request("anvil_dropAllTransactions");
      await saveAll(house, kitFolder);
      const refunds = await payUnheard(house);
      await expectLeveraged(house);
      await house.end();
      rmSync(house.data, { recursive: true });

      const kits = await kitsIn(kitFolder);
      expect(new Set(kits.map(({ checkpoint }) => checkpoint.epoch))).toEqual(new Set([last.epoch]));
      const due = dueOf(kits, refunds);
      const dust = new Map(
        last.assets.map(({ token, heldAtoms, claimTotalAtoms }): [Hex, bigint] => [token, heldAtoms - claimTotalAtoms]),
      );
      const gasKey = join(folder, "gas.key");
      writeFileSync(gasKey, bytesToHex(deriveSecret("exit", "gas")));
      const [first, second] = house.vaults as [(typeof house.vaults)[number], (typeof house.vaults)[number]];

      const deeds = new Set<string>();
      // The first vault's chain was silent for eight days: its exit is asked for in its first block. The second is asked twelve days later.
      const places = placesOf(house.vaults, "gas");
      for (const [vault, days] of [
        [first, 8],
        [second, 20],
      ] as const) {
        const { chain, plan } = vault;
        const here = new Map([[plan.chainId, places.get(plan.chainId)!]]);
        await chain.pass(1, days * DAY_SEC);
        const asked = await lookOnce(kits, [vault], here);
        expect(asked).toMatchObject([{ deed: "request", standing: "sent", why: expect.stringMatching(/^silence/) }]);
        const carried = await lookOnce(kits, [vault], here);
        // A deposit that nobody heard may be noted beside the silence.
        const steps = carried
          .map(({ deed, standing }) => `${deed} ${standing}`)
          .filter((step) => step !== "request sent");
        expect(steps).toEqual(["request done", "carry sent", "begin waits"]);
        await chain.pass(160, DAY_SEC / 80);
        await lookOnce(kits, [vault], here);
        const settled = await lookOnce(kits, [vault], here);
        expect(settled.filter(({ deed }) => deed === "settle").map(({ standing }) => standing)).toEqual(
          plan.assets.map(() => "sent"),
        );
        const before = await balancesOf(vault, due);
        const calls = await payingCalls(kits, vault, refunds[0]![1]); // there are some
        for (let order = 1; order < ORDERS; order++) {
          const copy = await chain.source.rpc.request("evm_snapshot");
          const gas = await sendShuffled(vault, calls, `order ${order}`);
          expect(gas).toBeLessThan(150_000);
          await expectPaid(vault, before, due, dust);
          await chain.source.rpc.request("evm_revert", [copy]);
        }
        // Last by the command line, as a person would.
        const mining = setInterval(() => void chain.pass(1, 12), 400);
        const paid = await novate(
          ...["exit", "pay", "--kits", kitFolder, "--rpc", `${plan.chainId}=${chain.url}`],
          ...["--gas-key", gasKey, "--every", "50", "--refund-others", "--json"],
        );
        clearInterval(mining);
        expect([paid.exitCode, paid.err]).toEqual([0, ""]);
        const done = JSON.parse(paid.out) as { deed: string; standing: string }[];
        expect(new Set(done.map(({ standing }) => standing))).toEqual(new Set(["done"]));
        for (const { deed } of done) deeds.add(deed);
        await expectPaid(vault, before, due, dust);
      }
      expect(deeds).toEqual(new Set(["settle", "claim", "payment", "refund"]));
    } finally {
      await house.stop();
    }
  },
  600_000,
);

/** Whether it is the book that this test is about. */
async function expectLeveraged(house: LeavableHouse): Promise<void> {
  const held = await house.read(({ accounts, instruments }) => {
    const kinds = new Set<string>();
    for (const { positions } of accounts.values())
      for (const { instrumentId, lots } of positions)
        if (lots !== 0n) kinds.add(instruments.get(instrumentId)!.spec.terms.type);
    return [...kinds].sort();
  });
  expect(held).toEqual(["Future", "Option", "Perpetual"]);
  const { skinAtoms, juniorFundAtoms } = await house.read(({ segments }) => segments.get(SEGMENT_ID)!);
  expect(skinAtoms).toBe(0n);
  expect(Number(juniorFundAtoms) / 600_000_000_000).toBeCloseTo(0.5, 0);
  const newest = (await house.read(({ checkpoints }) => [...checkpoints.values()])).at(-1)!;
  expect(newest.assets.filter(({ rates }) => rates.length > 0).length).toBeGreaterThanOrEqual(3); // cash, and what debtors gave
}
