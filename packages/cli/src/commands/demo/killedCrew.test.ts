/**
 * Goal: whoever is killed whenever, on either side, each deposit is credited once, each withdrawal is paid once, and books agree.
 * Method: a node with two anvils and four attestor processes, of which one relays; some are ended with SIGKILL and the node is stopped and
 * started on its folder, from a seed, while people pay in and take out. `NOVATE_CUSTODY=10000` for as many payments.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hasAnvil, readBalance, startAnvil } from "@novate/chains";
import {
  createScene,
  createSoloHost,
  createTapeClock,
  cutTape,
  loadTape,
  type ReplayHost,
  withCustody,
} from "@novate/lab";
import { type RunningNode, type SoloConsensus, solo, startNode } from "@novate/node";
import { atoms } from "@novate/num";
import { createRandom } from "@novate/stdx";
import { afterAll, expect, test } from "vitest";
import { type HiredCrew, hireProcesses } from "./processes.ts";

const TOTAL = Number(process.env.NOVATE_CUSTODY ?? 30);
const ROUNDS = TOTAL > 100 ? 24 : 3;
const MINUTE_MS = 60_000;
const COUNTS = {
  momentumTrader: 6,
  reversionTrader: 2,
  noiseTrader: 2,
  holder: 2,
  hedger: 10,
  basisTrader: 0,
  optionBuyer: 0,
  optionWriter: 0,
};

const folder = mkdtempSync(join(tmpdir(), "novate-killed-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.skipIf(!hasAnvil())(
  "nothing is lost, and nothing happens twice",
  async () => {
    const tape = cutTape(await loadTape("2025-10-10"), { from: "20:40", to: "20:41", underlyings: ["BTC"] });
    const scene = createScene({ seed: 1, tape, counts: COUNTS, isVaulted: true });
    const random = createRandom(process.env.NOVATE_CUSTODY_SEED ?? 1).fork("kills");
    const clock = createTapeClock(scene.plan.genesisMs);
    let port = 0;
    const start = async (): Promise<RunningNode<SoloConsensus>> => {
      const consensus = solo({ clock, pacing: "manual" });
      const started = await startNode({
        path: join(folder, "store"),
        genesis: scene.genesis,
        version: "test",
        api: { port },
        consensus,
        threads: 0,
      });
      port = Number(new URL(started.api!.url).port);
      return started;
    };
    let node = await start();
    const host: ReplayHost = {
      apply: (timeMs, transactions) => createSoloHost(node, clock).apply(timeMs, transactions),
      read: (query) => node.chain.read(query),
    };
    const credited = new Map<string, number>();
    const paid = new Map<number, number>();
    const apply: ReplayHost["apply"] = async (timeMs, transactions) => {
      const result = await host.apply(timeMs, transactions);
      for (const event of result.events) {
        if (event.type === "InboxCredited") {
          const name = `${event.vaultId}/${event.index}`;
          credited.set(name, (credited.get(name) ?? 0) + 1);
        }
        if (event.type === "WithdrawalPaid") paid.set(event.withdrawalId, (paid.get(event.withdrawalId) ?? 0) + 1);
      }
      return result;
    };

    let crew: HiredCrew | undefined;
    let tokens: { cash: `0x${string}`; source: Parameters<typeof readBalance>[0] } | undefined;
    let expected = 0;
    const report = await withCustody(
      {
        scene,
        host,
        start: startAnvil,
        hire: async (vaults) => {
          const [cash] = vaults;
          tokens = { cash: cash!.where.tokens.get("USDC")!, source: cash!.chain.source };
          crew = await hireProcesses(vaults, {
            scene,
            url: node.api!.url,
            folder: join(folder, "attestors"),
            queued: () => node.consensus.status().queuedTransactions,
            onDoubt: () => {},
          });
          return crew;
        },
      },
      async (custody) => {
        await custody.open(apply);
        const { members } = scene;
        let nowMs = scene.plan.genesisMs + 12 * MINUTE_MS;
        await apply(nowMs, members.open(nowMs).keys());
        expected = 3 + members.all.reduce((sum, { participant }) => sum + participant.openingDeposits.length, 0);
        for (let round = 0; round < ROUNDS; round++) {
          for (let n = 0; n < Math.ceil(TOTAL / 2 / ROUNDS); n++) {
            custody.deposit(
              members.all[random.nextInt(0, members.all.length - 1)]!,
              "USDC",
              BigInt(random.nextInt(1, 9_000_000)),
            );
            expected += 1;
          }
          crew!.kill(random.nextInt(0, 3));
          nowMs += 10 * MINUTE_MS;
          const out = Array.from({ length: Math.ceil(TOTAL / 2 / ROUNDS) }, () =>
            members.withdraw(
              members.all[random.nextInt(0, members.all.length - 1)]!,
              atoms(BigInt(random.nextInt(1_000_000, 2_000_000))),
              nowMs,
            ),
          );
          await apply(nowMs, out);
          await custody.settle(nowMs + 1, apply);
          if (round % 2 === 1) {
            await node.stop();
            node = await start();
          }
          crew!.kill(0); // who relays
        }
        await custody.close(nowMs + MINUTE_MS, apply);
        const { owed, balances } = await node.chain.read(({ state }) => ({
          owed: [...state.outbox.values()].filter(({ paidHeight }) => paidHeight === 0),
          balances: [...state.outbox.values()].filter(({ assetId }) => assetId === 1),
        }));
        expect(owed).toEqual([]);
        // Every recipient has what its rows say, no atom more.
        const due = new Map<`0x${string}`, bigint>();
        for (const { recipient, amountAtoms } of balances) due.set(recipient, (due.get(recipient) ?? 0n) + amountAtoms);
        for (const [recipient, sum] of due)
          expect(await readBalance(tokens!.source, tokens!.cash, recipient)).toBe(sum);
        expect(due.size).toBeGreaterThan(0);
      },
    );
    await node.stop();
    expect(credited.size).toBe(expected);
    expect([...credited.values()].every((times) => times === 1)).toBe(true);
    expect(paid.size).toBeGreaterThan(TOTAL / 4);
    expect([...paid.values()].every((times) => times === 1)).toBe(true);
    expect(report.holdings.map(({ differenceAtoms }) => differenceAtoms)).toEqual([0n, 0n]);
  },
  3_600_000,
);
