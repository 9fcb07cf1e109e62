/**
 * Goal: a source that lies, is silent or talks nonsense holds up a relayer's look, and never what it carries; and no source alone
 * makes a watcher stop a vault.
 * Method: a vault on an anvil behind two RPCs, one of which does what the row says; a house made by hand.
 */
import {
  createSource,
  createWriter,
  hasAnvil,
  type LocalChain,
  type LocalVault,
  readVault,
  startAnvil,
  vaultCalls,
} from "@novate/chains";
import { type FalseRpc, type Mischief, startFalseRpc } from "@novate/chains/testing";
import { hashText } from "@novate/evm";
import { atoms } from "@novate/num";
import { createOwnerKey, deriveSecret } from "@novate/sdk";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAttestor } from "../attestor/attestor.ts";
import type { CustodyRows } from "../custody/rows.ts";
import { foundScene, START } from "../testing/foundScene.fixture.ts";
import { StandIn, validatorsOf } from "../testing/standIn.fixture.ts";
import { reconcile } from "../watcher/reconcile.ts";
import { createWatcher } from "../watcher/watcher.ts";
import { createRelayer } from "./relayer.ts";

const CHAIN = 31_341n;
const key = createOwnerKey(deriveSecret("turns", "hot"));
const validators = validatorsOf([key], [createOwnerKey(deriveSecret("turns", "cold"))]);
const owner = key.address;
const memory = { last: () => null, store: async () => {} };
const secret = (label: string) => deriveSecret("turns", label);

let chain: LocalChain;
let where: LocalVault;
let rpc: FalseRpc;
let house: StandIn;

beforeAll(async () => {
  if (!hasAnvil()) return;
  chain = await startAnvil({ chainId: CHAIN, timeSec: START });
  const writer = createWriter({ source: chain.source, chainId: CHAIN, secret: secret("deployer") });
  where = await foundScene(chain, writer, validators);
  rpc = await startFalseRpc(chain.url);
  house = new StandIn(validators, CHAIN, where, (START + 360_000) * 1_000);
});
afterAll(async () => {
  await rpc?.close();
  await chain?.stop();
});

type Fields = Readonly<Record<string, unknown>>;
const on = (name: string, change: (result: unknown) => unknown): Mischief => ({
  alter: (method, result) => (method === name ? change(result) : result),
});

/** A deposit that the house has a header of. */
async function payIn(): Promise<void> {
  const payer = createWriter({ source: chain.source, chainId: CHAIN, secret: secret("payer") });
  const target = { ownerChain: 0n, owner, segmentId: 1, accountId: 0 };
  await payer.send(vaultCalls.fund(where.tokens.get("USDC")!, where.vault, [target], [5n]));
  await chain.pass(5, 12);
  const sources = [chain.source, chain.source];
  const attestor = createAttestor({ key, chains: new Map([[Number(CHAIN), sources]]), memory });
  for (const command of await attestor.look(house.rows())) house.hear(key.address, command);
}

const MISCHIEF: readonly (readonly [string, Mischief])[] = [
  ["no logs", on("eth_getLogs", () => [])],
  ["a false proof", on("eth_getProof", (proof) => ({ ...(proof as Fields), accountProof: ["0xc0"] }))],
  ["cut off JSON", { garbage: '{"result":{' }],
  ["status 500", { status: 500, garbage: "no" }],
  ["silence", { stallMs: 5_000 }],
  ["closed connections", { hangsUp: true }],
];

test.skipIf(!hasAnvil()).each(MISCHIEF)("%s", async (_, mischief) => {
  await payIn();
  rpc.become(mischief);
  const places = [createSource({ url: rpc.url, timeoutMs: 200 }), chain.source].map((source) => ({
    source,
    writer: createWriter({ source, chainId: CHAIN, secret: secret("relayer") }),
    fromBlock: 0n,
  }));
  const relayer = createRelayer({ places: new Map([[Number(CHAIN), places]]), accountId: 0 });
  const said: string[] = [];
  for (let look = 0; look < 2; look++)
    for (const command of await relayer.look(house.rows())) {
      said.push(command.type);
      house.hear("0x", command);
    }
  expect(said).toEqual(["ProveInbox"]);
});

test.skipIf(!hasAnvil())("a source that never comes to an end holds up its own turns alone", async () => {
  await payIn();
  let asked = 0;
  const endless = { ...chain.source, logs: () => new Promise<never>(() => void asked++) };
  const places = [endless, chain.source].map((source) => ({
    source,
    writer: createWriter({ source, chainId: CHAIN, secret: secret("relayer") }),
    fromBlock: 0n,
  }));
  const doubts: unknown[] = [];
  const onDoubt = (failure: unknown): void => void doubts.push(failure);
  const relayer = createRelayer({ places: new Map([[Number(CHAIN), places]]), accountId: 0, mostLookMs: 300, onDoubt });
  const said: string[] = [];
  for (let look = 0; look < 3; look++) said.push(...(await relayer.look(house.rows())).map(({ type }) => type));
  expect([said, asked, doubts]).toMatchObject([["ProveInbox"], 1, [{ code: "RpcTimeout" }]]);
  for (const command of await relayer.look(house.rows())) house.hear("0x", command);
});

test.skipIf(!hasAnvil())("where but one of two sources answers, its word stops no vault", async () => {
  rpc.become({});
  await payIn();
  rpc.become({ stallMs: 5_000 });
  const lying = { ...chain.source, call: async () => `0x${"00".repeat(32)}` as const }; // the vault holds nothing, it says
  const sources = [createSource({ url: rpc.url, timeoutMs: 200 }), lying];
  const guardian = createWriter({ source: chain.source, chainId: CHAIN, secret: secret("deployer") });
  const alerts: unknown[] = [];
  const watcher = createWatcher({
    places: new Map([[Number(CHAIN), { sources, fromBlock: 0n, guardians: [guardian] }]]),
    onAlert: (one) => alerts.push(one),
    onStranger: (one) => alerts.push(one),
  });
  await watcher.look(house.rows());
  await chain.pass(1, 12);
  expect(alerts).toMatchObject([{ balanceAtoms: 0n }]); // it is told
  const { stopEndsAt } = await readVault(chain.source, await chain.source.header("latest"), where.vault);
  expect(stopEndsAt).toBe(0n);
});

const LIES: readonly (readonly [string, Mischief])[] = [
  ["a balance of nothing", on("eth_call", () => `0x${"00".repeat(32)}`)],
  ["no entries", on("eth_getLogs", () => [])],
  ["another header", on("eth_getBlockByNumber", (block) => ({ ...(block as Fields), stateRoot: hashText("lie") }))],
];

test.skipIf(!hasAnvil()).each(LIES)("no guardian stops a vault for %s", async (_, mischief) => {
  rpc.become({});
  await payIn(); // in the vault, and not heard
  rpc.become(mischief);
  const sources = [createSource({ url: rpc.url, timeoutMs: 200 }), chain.source];
  const guardian = createWriter({ source: chain.source, chainId: CHAIN, secret: secret("deployer") });
  const [alerts, found]: unknown[][] = [[], []];
  const watcher = createWatcher({
    places: new Map([[Number(CHAIN), { sources, fromBlock: 0n, guardians: [guardian] }]]),
    onAlert: (one) => alerts!.push(one),
    onStranger: (one) => alerts!.push(one),
    onReconciled: (one) => found!.push(one),
  });
  await watcher.look(house.rows());
  await watcher.look({ ...house.rows(), height: house.height + 1 });
  await chain.pass(1, 12);
  expect([alerts, found]).toMatchObject([[], [{ differenceAtoms: 0n }, { differenceAtoms: 0n }]]);
  const { stopEndsAt } = await readVault(chain.source, await chain.source.header("latest"), where.vault);
  expect(stopEndsAt).toBe(0n);
});

test.skipIf(!hasAnvil())("CSTD-054 what was passed over and has still to go back parts no books", async () => {
  rpc.become({});
  await payIn(); // five atoms, in the vault and not heard
  const rows = house.rows();
  const [vault, location, header] = [rows.vaults[0]!, rows.locations[0]!, rows.headers.at(-1)!];
  const differenceWith = async (changes: Partial<CustodyRows>) =>
    (await reconcile({ ...rows, ...changes }, chain.source, vault, location, header, 0n)).differenceAtoms;
  expect(await differenceWith({})).toBe(0n);
  const less = await differenceWith({ escrows: new Map([[1, rows.escrows.get(1)! - 7n]]) });
  expect(less).toBe(7n); // seven atoms that the ledger does not have
  const passedOver = { vaultId: 1, token: location.token, sender: owner, index: 0n, amountAtoms: atoms(7n) };
  const changes = { escrows: new Map([[1, rows.escrows.get(1)! - 7n]]), unplaced: [passedOver] };
  expect(await differenceWith(changes)).toBe(0n);
});
