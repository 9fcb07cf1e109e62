/**
 * Everybody who has something in a house's vaults, when all that is left of the house are the kits they saved and the chains.
 *
 * @module
 */
import { type ExitPlace, type ExitStep, leave } from "@novate/agents";
import { type Call, createWriter, readBalance, readVault } from "@novate/chains";
import type { ExitKit, Hex } from "@novate/codec";
import type { ReplayVault } from "@novate/lab";
import { createClient, deriveSecret, keptKits, payoutsOf, readKit, saveKits } from "@novate/sdk";
import { fileStorage } from "@novate/sdk/files";
import { createRandom } from "@novate/stdx";
import { expect } from "vitest";
import type { LeavableHouse } from "./leavableHouse.fixture.ts";

/** Saves the newest kit of every account of a house, and of what is sent back, into a folder, as their clients do by themselves. */
export async function saveAll({ url, scene, read }: LeavableHouse, folder: string): Promise<void> {
  const accountIds = [0, ...(await read(({ accounts }) => [...accounts.values()].map(({ accountId }) => accountId)))];
  const onFailure = (failure: unknown): never => {
    throw failure;
  };
  const { house } = scene.sender;
  await saveKits({ client: createClient({ url }), house, accountIds, storage: fileStorage(folder), onFailure });
}

/** Every kit of a folder. */
export async function kitsIn(folder: string): Promise<ExitKit[]> {
  const storage = fileStorage(folder);
  return Promise.all((await keptKits(storage)).map(async (kept) => (await readKit(storage, kept))!)); // it is kept
}

/** Chains with a key for gas each. */
export const placesOf = (vaults: readonly ReplayVault[], label: string): Map<number, ExitPlace> =>
  new Map(
    vaults.map(({ plan, chain: { source, chainId } }) => {
      const writer = createWriter({ source, chainId, secret: deriveSecret("leaver", label), lostAfterMs: 0 });
      return [plan.chainId, { source, fromBlock: 0n, writer }];
    }),
  );

/** One look, and a block of every chain behind it. */
export async function lookOnce(
  kits: readonly ExitKit[],
  vaults: readonly ReplayVault[],
  places: ReadonlyMap<number, ExitPlace>,
): Promise<ExitStep[]> {
  const onDoubt = (failure: unknown): never => {
    throw failure;
  };
  const steps = await leave({ kits, places, isRefundingOthers: true, onDoubt });
  for (const { chain } of vaults) await chain.pass(1, 12);
  return steps;
}

/** What each address is owed by kits, by token; with deposits that go back to whoever sent them. */
export function dueOf(kits: readonly ExitKit[], refunds: readonly (readonly [token: Hex, to: Hex, atoms: bigint])[]) {
  const due = new Map<string, bigint>();
  const add = (token: Hex, to: Hex, atoms: bigint): void => {
    const name = `${token}/${to}`;
    due.set(name, (due.get(name) ?? 0n) + atoms);
  };
  for (const kit of kits)
    for (const { token, recipient, amountAtoms } of payoutsOf(kit)) add(token, recipient!, amountAtoms);
  for (const [token, to, atoms] of refunds) add(token, to, atoms);
  return due;
}

/** Balances of everybody who is owed anything at a vault. */
export async function balancesOf({ chain, where }: ReplayVault, due: ReadonlyMap<string, bigint>) {
  const found = new Map<string, bigint>();
  const tokens = new Set([...where.tokens.values()]);
  for (const name of due.keys()) {
    const [token, owner] = name.split("/") as [Hex, Hex]; // as they were put together
    if (tokens.has(token)) found.set(name, await readBalance(chain.source, token, owner));
  }
  return found;
}

/** Whether each has got its due since, and the vault has what is nobody's, and nothing else. */
export async function expectPaid(
  vault: ReplayVault,
  before: ReadonlyMap<string, bigint>,
  due: ReadonlyMap<string, bigint>,
  dust: ReadonlyMap<Hex, bigint>,
): Promise<void> {
  const after = await balancesOf(vault, due);
  const got = new Map([...after].map(([name, balance]) => [name, balance - before.get(name)!]));
  expect(got).toEqual(new Map([...due].filter(([name]) => after.has(name))));
  const { chain, where } = vault;
  for (const token of where.tokens.values())
    expect([token, await readBalance(chain.source, token, where.vault)]).toEqual([token, dust.get(token)]);
}

/** The calls that pay everybody, as they would be sent, with tokens settled: nothing is. `payer`: whose deposits nobody heard. */
export async function payingCalls(kits: readonly ExitKit[], { plan, chain }: ReplayVault, payer: Hex): Promise<Call[]> {
  const calls: Call[] = [];
  const noted = {
    address: payer,
    simulate: () => Promise.reject(new Error("not asked for")),
    send: () => Promise.reject(new Error("not asked for")),
    sendOnce: async (call: Call): Promise<Hex> => `0x${calls.push(call).toString(16).padStart(64, "0")}`,
    outcome: () => Promise.resolve(null),
  };
  await leave({ kits, places: new Map([[plan.chainId, { source: chain.source, fromBlock: 0n, writer: noted }]]) });
  return calls;
}

/** Gas of one call at most: a claim on ten coins takes less. */
const MOST_GAS = 1_000_000n;
/** Digits of a call that say of which function it is, behind 0x. */
const SELECTOR = 10;
const STRANGER: Hex = `0x${"57".repeat(20)}`;

/** Sends calls in an order of chance, from an address that is nobody's, in a block or two; answers the most gas that a claim took: most of them are. */
export async function sendShuffled(
  { chain, where }: ReplayVault,
  calls: readonly Call[],
  seed: string,
): Promise<number> {
  const { rpc } = chain.source;
  const random = createRandom(seed);
  const order = [...calls];
  for (let left = order.length - 1; left > 0; left--) {
    const other = random.nextInt(0, left);
    [order[left], order[other]] = [order[other]!, order[left]!];
  }
  await rpc.request("anvil_impersonateAccount", [STRANGER]);
  const hashes: unknown[] = [];
  for (const { to = where.vault, data } of order)
    hashes.push(
      await rpc.request("eth_sendTransaction", [
        { from: STRANGER, to, data, gasPrice: "0x0", gas: `0x${MOST_GAS.toString(16)}` },
      ]),
    );
  await chain.pass(2, 12);
  const spent = new Map<string, number[]>();
  for (const [index, hash] of hashes.entries()) {
    const receipt = (await rpc.request("eth_getTransactionReceipt", [hash])) as { status: string; gasUsed: Hex };
    expect(receipt.status).toBe("0x1");
    const kind = order[index]!.data.slice(0, SELECTOR);
    spent.set(kind, [...(spent.get(kind) ?? []), Number(receipt.gasUsed)]);
  }
  const [claims] = [...spent.values()].sort((one, other) => other.length - one.length);
  return Math.max(...claims!);
}

/** Entries of a vault's inbox. */
export const entriesOf = async ({ chain, where }: ReplayVault): Promise<bigint> =>
  (await readVault(chain.source, await chain.source.header("latest"), where.vault)).inboxCount;
