/**
 * Goal: what the guides tell to type pays in, takes out and compares books.
 * Method: a node with two anvils and its agents; `deposit`, `withdraw`, `chain`, `account withdrawals`, a relayer of their own account.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createWriter, hasAnvil, startAnvil, vaultCalls } from "@novate/chains";
import { bytesToHex } from "@novate/codec";
import { withCustody } from "@novate/lab";
import { createClient, createOwnerKey, deriveSecret } from "@novate/sdk";
import { afterAll, expect, test } from "vitest";
import { novate } from "../testing/novate.fixture.ts";
import { startVaultedNode } from "../testing/vaultedNode.fixture.ts";

const folder = mkdtempSync(join(tmpdir(), "novate-doors-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const MINUTE_MS = 60_000;
const SEED = 2;

function keyFile(name: string, secret: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytesToHex(secret));
  return path;
}

test.skipIf(!hasAnvil())("a deposit and a withdrawal from the command line, and books that agree", async () => {
  const { scene, node, host, url, whileBlocks } = await startVaultedNode(SEED, folder);
  const start: typeof startAnvil = async (options) => {
    const chain = await startAnvil(options);
    chains.push(chain);
    return chain;
  };
  const chains: Awaited<ReturnType<typeof startAnvil>>[] = [];
  try {
    await withCustody({ scene, host, start }, async (custody) => {
      await custody.open(host.apply);
      const [cash, coin] = chains;
      const rpcs = ["--rpc", `31337=${cash!.url}`, "--rpc", `31338=${coin!.url}`];
      const books = await novate("chain", "--url", url, ...rpcs);
      expect([books.exitCode, books.err]).toEqual([0, ""]);
      expect(books.out).toContain("DIFFERENCE");
      expect(books.out).toContain("Quorum: 3 of 4 keys at least");
      const told = await createClient({ url }).vaults();
      expect(told).toMatchObject({ quorum: { keys: 4, leastKeys: 3 }, custodianChains: [] });
      expect(told.vaults.map(({ assets }) => assets.length)).toEqual([1, 1]);
      const [first] = told.vaults;
      expect(await createClient({ url }).vault(first!.row.spec.vaultId)).toEqual({ height: told.height, ...first });
      const one = await novate("chain", "--url", url, ...rpcs, "--vault", "2", "--json");
      expect(JSON.parse(one.out)).toMatchObject([{ vaultId: "2", difference: "0" }]);
      expect((await novate("chain", "--url", url, ...rpcs, "--vault", "9")).err).toContain("VaultUnknown");
      expect((await novate("chain", "--url", url, ...rpcs, "--metrics")).out).toContain(
        "novate_vault_difference_atoms",
      );
      expect((await novate("chain", "--url", url)).exitCode).toBe(2);

      const secret = deriveSecret("doors", "payer");
      const payer = createWriter({ source: cash!.source, chainId: cash!.chainId, secret });
      const token = (await node.chain.read(({ state }) => state.locations.get(1)))!.token;
      await payer.send(vaultCalls.mint(token, payer.address, 5_000_000n));
      await cash!.pass(1, 1);
      const member = scene.members.all[0]!;
      const asked = novate(
        "deposit",
        "--url",
        url,
        "--json",
        "--asset",
        "1",
        "--amount",
        "5000000",
        "--owner",
        member.owner.address,
        "--account",
        String(member.accountId),
        "--payer-key",
        keyFile("payer.key", secret),
        "--rpc",
        `31337=${cash!.url}`,
      );
      const mining = setInterval(() => void cash!.pass(1, 1), 100);
      const deposited = await asked;
      clearInterval(mining);
      expect([deposited.exitCode, deposited.err]).toEqual([0, ""]);
      expect(JSON.parse(deposited.out)).toMatchObject({ chainId: 31_337, owner: member.owner.address });

      let nowMs = scene.plan.genesisMs + 30 * MINUTE_MS;
      const before = await balanceOf();
      for (let minute = 0; minute < 3; minute++) {
        nowMs += 10 * MINUTE_MS;
        await host.apply(nowMs, []);
        await custody.settle(nowMs, host.apply);
      }
      expect((await balanceOf()) - before).toBe(5_000_000n);

      const ownerKey = keyFile(
        "owner.key",
        deriveSecret(SEED, `participant/${member.participant.participantId}/owner`),
      );
      expect(createOwnerKey(deriveSecret(SEED, `participant/${member.participant.participantId}/owner`)).address).toBe(
        member.owner.address,
      );
      const withdrawn = await whileBlocks(() =>
        novate(
          "withdraw",
          "--url",
          url,
          "--account",
          String(member.accountId),
          "--asset",
          "1",
          "--amount",
          "1000000",
          "--key",
          ownerKey,
        ),
      );
      expect([withdrawn.exitCode, withdrawn.err]).toEqual([0, ""]);
      const list = await novate("account", "withdrawals", String(member.accountId), "--url", url, "--json");
      expect(list.exitCode).toBe(0);
      expect(list.out).toContain("1000000");
      // The withdrawal has left the newest exit kit of the account in its owner's folder, by itself.
      const owed = await novate("exit", "prove", "--account", String(member.accountId), "--json");
      expect(JSON.parse(owed.out)).toMatchObject([{ accountId: member.accountId, signatures: "4 of 4" }]);

      async function balanceOf(): Promise<bigint> {
        return node.chain.read(
          ({ state }) =>
            state.accounts.get(member.accountId)!.balances.find(({ assetId }) => assetId === 1)!.amountAtoms,
        );
      }
    });
  } finally {
    await node.stop();
  }
});
