/**
 * Goal: whoever the house's door ignores asks by the vault, from the command line, and whoever must know reads how things stand.
 * Method: a quiet house that hears its vaults; an owner's withdrawal and wind-down sent to a vault; the page with a node, and without.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hasAnvil, startLocal } from "@novate/chains";
import { bytesToHex } from "@novate/codec";
import { genesisToJson } from "@novate/engine";
import { DAY_MS } from "@novate/num";
import { deriveSecret } from "@novate/sdk";
import { afterAll, expect, test } from "vitest";
import { novate } from "../testing/novate.fixture.ts";
import { type LeavableHouse, QUIET, startHouse } from "./leavableHouse.fixture.ts";
import { saveAll } from "./leavers.fixture.ts";

const folder = mkdtempSync(join(tmpdir(), "novate-ask-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("EXIT-320 EXIT-321 EXIT-325 an owner asks by the vault, and reads how far wind-ups and exits are", async () => {
  const house = await startHouse(QUIET, { folder, start: startLocal[hasAnvil() ? "anvil" : "in-process"] });
  try {
    for (let epoch = 0; epoch < 2; epoch++) await house.nextEpoch();
    const kits = join(folder, "kits");
    await saveAll(house, kits);
    const [vault] = house.vaults as [LeavableHouse["vaults"][number]];
    const { plan, chain } = vault;
    const members = await house.read(({ accounts }) =>
      house.scene.members.all.filter(({ accountId }) =>
        accounts.get(accountId)!.positions.some(({ lots }) => lots !== 0n),
      ),
    );
    const { accountId, participant } = (members[0] ?? house.scene.members.all[0])!;
    const ownerKey = join(folder, "owner.key");
    writeFileSync(
      ownerKey,
      bytesToHex(deriveSecret(house.scene.seed, `participant/${participant.participantId}/owner`)),
    );
    const places = ["--kits", kits, "--account", String(accountId), "--rpc", `${plan.chainId}=${chain.url}`];
    const ask = (...args: string[]) => novate("exit", "ask", ...args, ...places, "--json");

    const strange = join(folder, "strange.key");
    writeFileSync(strange, bytesToHex(deriveSecret("ask", "stranger")));
    expect((await ask("wind-down", "--owner-key", strange)).err).toContain("KeyMismatch");
    expect((await ask("withdraw", "--owner-key", ownerKey)).err).toContain("AmountMissing");
    expect((await ask("withdraw", "--owner-key", ownerKey, "--asset", "77", "--amount", "1")).err).toContain(
      "AssetNotLocated",
    );
    expect((await ask("wind-down", "--owner-key", ownerKey, "--vault", "9")).err).toContain("VaultUnknown");

    const asset = await house.read(
      ({ locations }) => [...locations.values()].find(({ vaultId }) => vaultId === plan.vaultId)!.assetId,
    );
    const paid = await ask("withdraw", "--owner-key", ownerKey, "--asset", String(asset), "--amount", "100000");
    expect([paid.exitCode, paid.err]).toEqual([0, ""]);
    await chain.pass(1, 12);
    const unheard = await novate("exit", "show", "--no-node", ...places);
    expect([unheard.exitCode, unheard.err]).toEqual([0, ""]);
    expect(unheard.out).toMatch(/entries +\d+ not in force as heard/);
    expect(unheard.out).toMatch(/claim .* would be/);
    const down = await ask("wind-down", "--owner-key", ownerKey, "--vault", String(plan.vaultId));
    expect(JSON.parse(down.out)).toMatchObject({ what: "wind-down", accountId, vaultId: plan.vaultId });
    await chain.pass(1, 12);
    await house.nextEpoch();
    const outbox = await house.read((state) => [...state.outbox.values()].filter((row) => row.accountId === accountId));
    expect(outbox.map((row) => [row.assetId, row.amountAtoms])).toContainEqual([asset, 100_000n]);
    const voided = await house.read(({ accounts }) => accounts.get(accountId)!.voidedToMs);
    expect(voided).toBeGreaterThan(house.nowMs() - DAY_MS);

    const shown = await novate("exit", "show", "--url", house.url, ...places, "--json");
    expect(shown.exitCode).toBe(0);
    const view = JSON.parse(shown.out) as { segments: object[]; vaults: object[]; accounts: object[] };
    expect(view.segments).toMatchObject([{ status: "open", windUp: null, announcedMs: null }]);
    expect(view.vaults).toHaveLength(2);
    expect(view.vaults[0]).toMatchObject({ vaultId: plan.vaultId, house: { exit: null }, chain: { phase: "none" } });
    expect(view.vaults[1]).toMatchObject({ chain: null });
    expect(view.accounts).toMatchObject([{ accountId }]);
    const blocked = join(folder, "blocked");
    writeFileSync(blocked, "no folder");
    const unkept = await novate(
      "account",
      "show",
      String(accountId),
      "--url",
      house.url,
      "--kits",
      join(blocked, "kits"),
    );
    expect([unkept.exitCode, unkept.err]).toEqual([
      0,
      expect.stringMatching(/^WARNING no exit kit was kept in .*ENOTDIR/),
    ]);
    const foreign = join(folder, "foreign.json");
    const { governorThreshold, ...rest } = genesisToJson(house.scene.genesis) as { governorThreshold: number };
    writeFileSync(foreign, JSON.stringify({ ...rest, governorThreshold: governorThreshold - 1 }));
    const relayed = await novate(
      "relay",
      "--url",
      house.url,
      "--gas-key",
      strange,
      "--key",
      strange,
      "--genesis",
      foreign,
      ...places.slice(4),
    );
    expect([relayed.exitCode, relayed.err]).toEqual([2, expect.stringMatching(/HouseDiffers|GenesisInvalid/)]);
    const gone = await novate("exit", "show", "--url", "http://127.0.0.1:1", ...places);
    expect([gone.exitCode, gone.err]).toEqual([0, expect.stringContaining("without the house's side")]);
  } finally {
    await house.stop();
  }
}, 120_000);
