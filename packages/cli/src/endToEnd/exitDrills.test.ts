/**
 * Goal: a house that lives and serves everybody is not left by surprise; one that ignores a member is left by all alike; data that is
 * hidden is asked for, and shown by whoever kept it.
 * Method: a small house on two anvils whose days are warped: a chain that stands still for eight days, validators that sign everything and
 * hear nothing of a vault, a node that tells no leaves.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ExitSign, type ExitStep, ExitWatch } from "@novate/agents";
import { createWriter, hasAnvil, readWayOut, startAnvil, vaultCalls } from "@novate/chains";
import type { Hex } from "@novate/codec";
import { SEGMENT_ID } from "@novate/lab";
import { ExitArchive } from "@novate/node";
import { DAY_MS } from "@novate/num";
import { createClient, deriveSecret, type NovateClient } from "@novate/sdk";
import { fileStorage } from "@novate/sdk/files";
import { afterAll, expect, test } from "vitest";
import { type LeavableHouse, QUIET, startHouse } from "./leavableHouse.fixture.ts";
import { balancesOf, dueOf, expectPaid, kitsIn, lookOnce, placesOf, saveAll } from "./leavers.fixture.ts";

const folder = mkdtempSync(join(tmpdir(), "novate-drills-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Vault = LeavableHouse["vaults"][number];

const wayOut = async ({ chain, where }: Vault) =>
  readWayOut(chain.source, await chain.source.header("latest"), where.vault);

interface Watcher {
  readonly signs: ExitSign[];
  readonly steps: ExitStep[];
  readonly doubts: string[];
  look(): Promise<void>;
}

/** A watcher of a house with a key of its own, that asks for the exit if it may; `client` null: no node answers it. */
async function watcherOf(
  { scene, vaults, url, nowMs }: LeavableHouse,
  label: string,
  { isRequesting = false, isChallenging = false, isMute = false, kits = label, setHash = undefined as Hex | undefined },
): Promise<Watcher> {
  const [signs, steps, doubts] = [[] as ExitSign[], [] as ExitStep[], [] as string[]];
  const places = placesOf(vaults, label);
  for (const { chain } of vaults) {
    const { address } = places.get(Number(chain.chainId))!.writer!;
    await chain.source.rpc.request("anvil_setBalance", [address, "0xde0b6b3a7640000"]); // a coin, for bonds
  }
  const gone = (): Promise<never> => Promise.reject(new Error("no node answers"));
  const mute = { checkpoint: gone, exitKit: gone, exitClaims: gone } as unknown as NovateClient;
  const watch = new ExitWatch({
    client: isMute ? mute : createClient({ url }),
    house: scene.sender.house,
    accountIds: [scene.members.all[0]!.accountId],
    storage: fileStorage(join(folder, kits)),
    ...(!isMute && { archive: new ExitArchive(join(folder, `${label}-archive`)) }),
    keep: 12,
    ...(setHash !== undefined && { setHash }),
    places,
    nowMs,
    isRequesting,
    isChallenging,
    onSign: (sign) => signs.push(sign),
    onSteps: (told) => steps.push(...told),
    onDoubt: (failure) => doubts.push(String(failure)),
  });
  return {
    signs,
    steps,
    doubts,
    async look() {
      for (const list of [signs, steps, doubts]) list.length = 0;
      await watch.look();
      for (const { chain } of vaults) await chain.pass(1, 12);
    },
  };
}

test.skipIf(!hasAnvil() || process.env.NOVATE_EXIT === undefined)(
  "EXIT-001 EXIT-004 EXIT-073 a chain that slept, hidden data, and a member who is ignored",
  async () => {
    const asleep = new Set<bigint>();
    let isDeaf = false;
    const house = await startHouse(QUIET, {
      folder,
      async start(options) {
        const chain = await startAnvil(options);
        return { ...chain, pass: async (n, every) => (asleep.has(chain.chainId) ? undefined : chain.pass(n, every)) };
      },
      says: ({ type }) => !(isDeaf && type === "ProveInbox"),
    });
    try {
      const [cash, coins] = house.vaults as [Vault, Vault];
      await house.nextEpoch();
      const watcher = await watcherOf(house, "watcher", { isRequesting: true });
      await watcher.look();
      expect(watcher.signs).toEqual([]);

      // The coins' chain stands still for eight days, and an exit is asked for in its first block: the house lives, and ends it.
      asleep.add(coins.chain.chainId);
      await house.nextEpoch(8 * DAY_MS);
      asleep.clear();
      const { timeSec } = await coins.chain.source.header("latest");
      await coins.chain.pass(1, Math.floor(house.nowMs() / 1_000) - Number(timeSec));
      await watcher.look();
      expect(watcher.signs).toContainEqual(expect.objectContaining({ vaultId: 2, sign: "silence" }));
      expect(await wayOut(coins)).toMatchObject({ phase: "requested", cause: "silence" });
      expect(await wayOut(cash)).toMatchObject({ phase: "none" });
      await house.nextEpoch();
      await house.nextEpoch();
      expect(await wayOut(coins)).toMatchObject({ phase: "none", cause: "none" });

      await hiddenData(house, coins);
      await ignoredMember(house, cash, watcher, () => {
        isDeaf = true;
      });
    } finally {
      await house.stop();
    }
  },
  600_000,
);

/** A checkpoint whose leaves nobody tells is asked about; who kept them shows them, and has the bond. */
async function hiddenData(house: LeavableHouse, vault: Vault): Promise<void> {
  const archivist = await watcherOf(house, "archivist", {});
  const [kit] = await kitsIn(join(folder, "watcher"));
  const { setHash } = kit!.checkpoint; // it has looked
  const blind = await watcherOf(house, "blind", { isMute: true, isChallenging: true, kits: "watcher", setHash });
  await house.nextEpoch();
  await archivist.look(); // it has what is signed, and the vaults take it
  await house.nextEpoch();
  await vault.chain.pass(1, 400);
  await blind.look();
  expect(blind.signs).toContainEqual(expect.objectContaining({ sign: "withheld", vaultId: vault.plan.vaultId }));
  const balance = (): Promise<unknown> => {
    const { address } = placesOf(house.vaults, "archivist").get(Number(vault.chain.chainId))!.writer!;
    return vault.chain.source.rpc.request("eth_getBalance", [address, "latest"]);
  };
  const before = BigInt((await balance()) as string);
  await archivist.look();
  await archivist.look(); // what it has read meanwhile it shows as well
  expect(BigInt((await balance()) as string) - before).toBeGreaterThanOrEqual(50_000_000_000_000_000n);
}

/** Validators sign everything, and hear nothing of a vault: after seven days it may be left, and all are paid alike. */
async function ignoredMember(house: LeavableHouse, vault: Vault, watcher: Watcher, ignore: () => void): Promise<void> {
  const [member] = house.scene.members.all;
  const { chain, where, plan } = vault;
  ignore();
  const secret = deriveSecret(house.scene.seed, `participant/${member!.participant.participantId}/owner`);
  const own = createWriter({ source: chain.source, chainId: chain.chainId, secret });
  const target = { ownerChain: 0n, owner: own.address, segmentId: SEGMENT_ID, accountId: member!.accountId };
  await own.send(vaultCalls.request(where.vault, 2, target, "0x"));
  await chain.pass(1, 12);
  for (let day = 0; day < 6; day += 3) {
    await house.nextEpoch(3 * DAY_MS);
    await watcher.look();
    expect((await wayOut(vault)).phase).toBe("none");
  }
  expect(watcher.signs).toContainEqual(expect.objectContaining({ sign: "unserved", vaultId: plan.vaultId }));
  await house.nextEpoch(1.1 * DAY_MS);
  await watcher.look();
  expect(await wayOut(vault)).toMatchObject({ phase: "requested", cause: "unserved" });
  // It goes on signing, and hears nothing: that mends nothing.
  const asked = await wayOut(vault);
  for (let looks = 0; looks < 3 && (await wayOut(vault)).phase !== "exit"; looks++) {
    await house.nextEpoch(2.1 * DAY_MS);
    await saveAll(house, join(folder, "all"));
    await chain.pass(1, 12); // what was brought is in a block
    await watcher.look();
  }
  const { phase, epochX, beginsAt } = await wayOut(vault);
  expect(phase).toBe("exit");
  expect(beginsAt - asked.requestedAt).toBeLessThan(5n * 86_400n); // each new word is waited for, four days in all
  const kits = (await kitsIn(join(folder, "all"))).filter(({ checkpoint }) => BigInt(checkpoint.epoch) === epochX);
  expect(kits.map(({ accountId }) => accountId)).toContain(member!.accountId);

  const due = dueOf(kits, []);
  const before = await balancesOf(vault, due);
  const places = new Map([[plan.chainId, placesOf(house.vaults, "anybody").get(plan.chainId)!]]);
  const steps = [await lookOnce(kits, [vault], places), await lookOnce(kits, [vault], places)].flat();
  expect(steps.filter(({ standing }) => standing === "barred")).toEqual([]);
  const held = kits[0]!.assets.filter(({ asset }) => asset.vaultId === plan.vaultId);
  const owed = [...due].filter(([name]) => before.has(name)).reduce((sum, [, atoms]) => sum + atoms, 0n);
  const balance = await house.read(({ assets }) => assets.get(held[0]!.asset.assetId)!.escrowAtoms);
  await expectPaid(vault, before, due, new Map([[held[0]!.asset.token, balance - owed]]));
}
