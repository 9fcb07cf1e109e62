/**
 * Goal: a deposit reaches the house and a payment its recipient, each once, whoever of the agents is killed on the way; books agree at
 * every step. Method: a vault on each kind of chain that runs here, a house whose rows are made by hand, four attestors, relayers that begin anew.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createWriter,
  type LocalChain,
  type LocalVault,
  localChainKinds,
  readBalance,
  readVault,
  sendNow,
  startLocal,
  vaultCalls,
} from "@novate/chains";
import type { Hex } from "@novate/codec";
import { createOwnerKey, deriveSecret } from "@novate/sdk";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAttestor } from "../attestor/attestor.ts";
import { openEpochMemory } from "../attestor/epochMemory.ts";
import type { Duty } from "../custody/duty.ts";
import { foundScene, START } from "../testing/foundScene.fixture.ts";
import { StandIn, validatorsOf } from "../testing/standIn.fixture.ts";
import { isSound, type Reconciled } from "../watcher/reconcile.ts";
import type { Stranger } from "../watcher/strangers.ts";
import { createWatcher } from "../watcher/watcher.ts";
import { createRelayer } from "./relayer.ts";

const CHAIN = 31_337n;
const keysOf = (label: string) =>
  Array.from({ length: 4 }, (_, index) => createOwnerKey(deriveSecret("vault", `${label}/${index}`)));
const [hot, cold] = [keysOf("hot"), keysOf("cold")];
const validators = validatorsOf(hot, cold);
const recipient: Hex = `0x${"b2".repeat(20)}`;
const secretOf = (label: string) => deriveSecret("vault", label);

describe.each(localChainKinds())("on %s", (kind) => {
  const folder = mkdtempSync(join(tmpdir(), "novate-relayer-"));
  let chain: LocalChain;
  let where: LocalVault;
  let token: Hex;
  const doubts: unknown[] = [];

  beforeAll(async () => {
    chain = await startLocal[kind]({ chainId: CHAIN, timeSec: START });
    const writer = createWriter({ source: chain.source, chainId: CHAIN, secret: secretOf("deployer") });
    where = await foundScene(chain, writer, validators);
    token = where.tokens.get("USDC")!;
  });
  afterAll(async () => {
    await chain?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test("a deposit comes in, a payment goes out, and both only once", async () => {
    const house = new StandIn(validators, CHAIN, where, (START + 100) * 1_000);
    const onDoubt = (failure: unknown): void => void doubts.push(failure);
    const attestors = await Promise.all(
      hot.map(async (key, index) => ({
        key,
        duty: createAttestor({
          key,
          chains: new Map([[Number(CHAIN), [chain.source, chain.source]]]),
          memory: await openEpochMemory(join(folder, String(index))),
          onDoubt,
        }),
      })),
    );
    const place = (label: string) => ({
      source: chain.source,
      writer: createWriter({ source: chain.source, chainId: CHAIN, secret: secretOf(label) }),
      fromBlock: 1n,
    });
    const newRelayer = (label = "relayer"): Duty =>
      createRelayer({ places: new Map([[Number(CHAIN), [place(label)]]]), accountId: 0, onDoubt });
    let relayer = newRelayer();
    const found: Reconciled[] = [];
    const strangers: Stranger[] = [];
    const watcher = createWatcher({
      places: new Map([[Number(CHAIN), { sources: [chain.source], fromBlock: 1n }]]),
      onAlert: (one) => found.push(one),
      onStranger: (one) => strangers.push(one),
      onReconciled: (one) => found.push(one),
      onDoubt,
    });
    let nowSec = START + 100;

    /** Time passes on both sides; everybody looks. */
    const step = async (seconds: number): Promise<string[]> => {
      nowSec += seconds + 12;
      await chain.pass(Math.ceil(seconds / 12), 12);
      house.next(nowSec * 1_000);
      const said: string[] = [];
      for (const { key, duty } of attestors)
        for (const command of await duty.look(house.rows())) {
          said.push(command.type);
          house.hear(key.address, command);
        }
      for (const command of await relayer.look(house.rows())) {
        said.push(command.type);
        house.hear("0x", command);
      }
      await chain.pass(1, 12);
      await watcher.look(house.rows());
      return said;
    };

    const payer = createWriter({ source: chain.source, chainId: CHAIN, secret: secretOf("payer") });
    const targets = Array.from({ length: 130 }, (_, accountId) => ({
      ownerChain: 0n,
      owner: recipient,
      segmentId: 1,
      accountId,
    }));
    await sendNow(
      chain,
      payer,
      vaultCalls.fund(
        token,
        where.vault,
        targets,
        targets.map(() => 1_000_000n),
      ),
      nowSec,
    );
    const heard = [...(await step(24)), ...(await step(24))];
    expect(heard.filter((type) => type === "ProveInbox")).toHaveLength(3); // a chunk each
    expect([house.inboxCount, house.consumed]).toEqual([130n, 130_000_000n]);

    for (let n = 1n; n <= 5n; n++) house.owe(recipient, n * 1_000_000n);
    await step(600);
    expect(house.checkpoints).toHaveLength(1);
    await step(24);
    expect(house.checkpoints[0]!.signatures).toHaveLength(4);
    relayer = newRelayer("second"); // killed after acceptance: what it knew is in rows and logs
    for (let n = 0; n < 6; n++) await step(600);
    expect(await readBalance(chain.source, token, recipient)).toBe(15_000_000n);
    expect(doubts).toEqual([]);
    relayer = newRelayer();
    const said = await step(600);
    expect(said).toContain("ProvePayment");
    house.settle([1n, 2n, 3n, 4n, 5n]);
    for (let n = 0; n < 3; n++) await step(600);
    expect(await readBalance(chain.source, token, recipient)).toBe(15_000_000n);
    expect(found.length).toBeGreaterThan(8);
    expect(found.filter((one) => !isSound(one))).toEqual([]);
    expect(found.at(-1)).toMatchObject({ heldAtoms: 115_000_000n, ledgerAtoms: 115_000_000n });
    expect(doubts).toEqual([]);

    expect(strangers).toEqual([]);

    // A checkpoint that the vault took and no rows hold, and a set that the house never had: told once later rows lack them too.
    const forged = house.checkpoints.at(-2)!.digest; // the vault has taken it
    const without = (height: number, hotHash?: Hex) => {
      const rows = house.rows();
      const checkpoints = rows.checkpoints.filter(({ digest }) => digest !== forged);
      const validators = hotHash === undefined ? rows.validators : { ...rows.validators!, hotHash };
      return { ...rows, height, checkpoints, validators };
    };
    await watcher.look(without(house.height));
    await watcher.look(without(house.height));
    expect(strangers).toEqual([]);
    await watcher.look(without(house.height + 1));
    expect(strangers).toMatchObject([{ vaultId: 1, what: "checkpoint", hash: forged }]);
    await watcher.look(without(house.height + 1, forged));
    await watcher.look(without(house.height + 2, forged));
    expect(strangers.at(-1)).toMatchObject({ what: "set", hash: house.rows().validators!.hotHash });

    // A ledger that says an atom more than there is: the guardian's watcher stops the vault, once.
    house.consumed += 1n;
    const alerts: Reconciled[] = [];
    strangers.length = 0;
    const guardian = createWriter({ source: chain.source, chainId: CHAIN, secret: secretOf("deployer") });
    const armed = createWatcher({
      places: new Map([[Number(CHAIN), { sources: [chain.source], fromBlock: 0n, guardians: [guardian] }]]),
      onAlert: (one) => alerts.push(one),
      onStranger: (one) => strangers.push(one),
      onDoubt,
    });
    await armed.look(house.rows());
    await chain.pass(1, 12);
    await armed.look(house.rows());
    expect(alerts.map(({ differenceAtoms }) => differenceAtoms)).toEqual([-1n, -1n]);
    expect(strangers).toEqual([]);
    expect(
      (await readVault(chain.source, await chain.source.header("latest"), where.vault)).stopEndsAt,
    ).toBeGreaterThan(0n);
    expect(doubts).toEqual([]);

    // A stop ends by itself, and a relayer says so: else nothing would ever ripen again.
    const stopEndsAt = async () =>
      (await readVault(chain.source, await chain.source.header("latest"), where.vault)).stopEndsAt;
    const look = async (): Promise<bigint> => {
      await relayer.look(house.rows());
      await chain.pass(1, 12);
      return stopEndsAt();
    };
    expect(await look()).toBeGreaterThan(0n);
    await chain.pass(3, 86_400);
    expect(await look()).toBe(0n);
  });
});
