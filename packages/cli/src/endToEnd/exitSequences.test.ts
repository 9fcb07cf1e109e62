/**
 * Goal: whatever a house did, and in whatever way and order its vaults are left, each of those whose leaves it struck is paid once, by one
 * part for all, and nobody else anything (invariants 6, 7, 13 to 15, 24). Method: sequences of chance that both languages go through: the
 * engine strikes and keeps the leaves, contracts on two chains take and pay, and a model beside them says after each step who has what.
 * A house goes on after each way out, which was on a copy of its chains. `NOVATE_EXIT=20` for as many sequences, of a house in a crash.
 */
import {
  type Call,
  exitPaymentCalls,
  hasAnvil,
  readBalance,
  readHolding,
  startAnvil,
  vaultCalls,
} from "@novate/chains";
import type { Hex } from "@novate/codec";
import type { ExitBook } from "@novate/evm";
import { type ReplayVault, SEGMENT_ID } from "@novate/lab";
import { DAY_MS } from "@novate/num";
import { createRandom, type Random } from "@novate/stdx";
import fc from "fast-check";
import { expect, test } from "vitest";
import { assetsOf, type Due, duesOf, type Part, partOf, rowOf, THIEF } from "./exitDues.fixture.ts";
import { exitOf, latestOf, leaveBy, STRANGER, triedBy, WAYS_OUT } from "./exitWays.fixture.ts";
import { asSender, transferOf } from "./impersonate.fixture.ts";
import { CRASH, QUIET } from "./leavableHouse.fixture.ts";
import { MemoryHouse } from "./memoryHouse.fixture.ts";

const SEQUENCES = Number(process.env.NOVATE_EXIT ?? 2);
const ELSEWHERE: Hex = `0x${"e1".repeat(20)}`;
const E6 = 1_000_000n;

const amount = fc.bigInt({ min: 1_000n, max: 10_000_000n });
const step = fc.oneof(
  fc.record({ does: fc.constant("deposit" as const), place: fc.nat(30), amount }),
  fc.record({ does: fc.constant("withdraw" as const), place: fc.nat(30), amount }),
  fc.record({ does: fc.constant("epoch" as const) }),
);
const exit = fc.record({
  way: fc.constantFrom(...WAYS_OUT),
  /** What strangers pay in when nobody hears it any more. */
  unheard: fc.array(amount, { maxLength: 2 }),
  /** What is taken of each token while it lies there, in millionths. */
  lacking: fc.oneof(fc.constant(0), fc.nat(1_000_000)),
  order: fc.integer(),
});
const sequence = fc.record({ steps: fc.array(step, { maxLength: 5 }), exits: fc.tuple(exit, exit) });
/**
 * Always played: one vault, which lost a quarter, of a house that lives and hears nobody; the other's set signed two words of an epoch.
 * Payments are on their way, and a contract of the other chain is owed something.
 */
const FIRST: typeof sequence extends fc.Arbitrary<infer T> ? T : never = {
  steps: [
    { does: "deposit", place: 1, amount: 5_000_000n },
    ...Array.from({ length: 3 }, () => ({ does: "epoch" as const })), // what contracts named is in force
    { does: "withdraw", place: 1, amount: 2_000_000n },
    { does: "withdraw", place: 2, amount: 3_000_000n },
  ],
  exits: [
    { way: "unserved", unheard: [4_321n], lacking: 250_000, order: 1 },
    { way: "contradiction", unheard: [], lacking: 0, order: 2 },
  ],
};

type Exit = typeof exit extends fc.Arbitrary<infer T> ? T : never;
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

test.skipIf(!hasAnvil())(
  "EXIT-040 EXIT-043 EXIT-048 whoever leaves is paid once and by one part, in any order, after anything",
  async () => {
    const isLong = process.env.NOVATE_EXIT !== undefined;
    const seen = new Set<string>();
    const house = await MemoryHouse.start(isLong ? CRASH : QUIET, startAnvil, 1);
    try {
      const property = fc.asyncProperty(sequence, async ({ steps, exits }) => {
        for (const one of steps) await live(house, one);
        await house.nextEpoch();
        for (const [place, vault] of house.vaults.entries()) await leaveCopy(house, vault, exits[place]!, seen);
      });
      await fc.assert(property, { numRuns: SEQUENCES, endOnFailure: true, examples: [[FIRST]] });
      const kinds = ["AlreadyClaimed", "AlreadyPaid", "AlreadyRefunded", "contradiction", "unserved", "a part"];
      const contracts = ["a contract", "WrongChain", ...[1, 2].map((id) => `whom a contract named, by vault ${id}`)];
      expect([...seen]).toEqual(expect.arrayContaining([...kinds, ...contracts]));
    } finally {
      await house.stop();
    }
  },
  1_800_000,
);

async function live(house: MemoryHouse, one: Step): Promise<void> {
  if (one.does === "epoch") {
    await house.nextEpoch();
    return;
  }
  for (const vault of house.vaults)
    for (const symbol of vault.plan.assets)
      if (one.does === "deposit") house.deposit(one.place, symbol, one.amount);
      else await house.withdraw(one.place, vault, symbol, one.amount);
}

/** Leaves a vault and takes all blocks back that it took. */
async function leaveCopy(house: MemoryHouse, vault: ReplayVault, given: Exit, seen: Set<string>): Promise<void> {
  const { rpc } = vault.chain.source;
  await vault.chain.pass(1, 1); // what relayers sent is in a block
  const { timeSec } = await latestOf(vault);
  const copy = await rpc.request("evm_snapshot");
  await payUnheard(house, vault, given.unheard);
  const [newest] = [...house.engine.state.checkpoints.values()].slice(-1);
  await leaveBy(given.way, vault, house.scene, house.book(newest!.epoch).kitOf(0));
  const { epochX } = await exitOf(vault);
  const book = house.book(Number(epochX));
  await expectClosed(house, vault, book);
  for (const { asset } of assetsOf(book, vault)) {
    const { balanceAtoms } = await readHolding(
      vault.chain.source,
      await latestOf(vault),
      vault.where.vault,
      asset.token,
    );
    const taken = (balanceAtoms * BigInt(given.lacking)) / E6;
    if (taken > 0n) await asSender(vault.chain, vault.where.vault, transferOf(asset.token, THIEF, taken));
  }
  const parts = await settleAll(vault, book);
  const dues = await duesOf(vault, book);
  await payAll(vault, dues, parts, createRandom(given.order));
  for (const { again, recipient } of dues) seen.add(recipient === null ? "WrongChain" : again);
  for (const { address, named } of house.contracts)
    for (const { recipient } of dues) {
      if (recipient === address) seen.add("a contract");
      if (recipient === named?.address) seen.add(`whom a contract named, by vault ${vault.plan.vaultId}`);
    }
  seen.add(given.way);
  if ([...parts.values()].some(({ have, owed }) => have < owed)) seen.add("a part");
  await rpc.request("evm_revert", [copy]);
  await vault.chain.mine(Number(timeSec) + 1); // the clock of a chain that went back has to be told
}

async function payUnheard({ scene }: MemoryHouse, { chain, where, payer }: ReplayVault, amounts: readonly bigint[]) {
  const [{ accountId, owner }] = scene.members.all as [(typeof scene.members.all)[number]];
  const target = { ownerChain: 0n, owner: owner.address, segmentId: SEGMENT_ID, accountId };
  for (const atoms of amounts)
    for (const token of where.tokens.values()) {
      expect(await asSender(chain, payer.address, vaultCalls.mint(token, STRANGER, atoms))).toBe(true);
      expect(await asSender(chain, STRANGER, vaultCalls.approve(token, where.vault, atoms))).toBe(true);
      expect(await asSender(chain, STRANGER, vaultCalls.deposit(where.vault, token, atoms, target))).toBe(true);
    }
}

/** INV 14: an exit takes nothing in, hears nobody, and pays nothing by its old rules. */
async function expectClosed({ scene }: MemoryHouse, vault: ReplayVault, book: ExitBook): Promise<void> {
  const { chain, where } = vault;
  const [{ accountId, owner }] = scene.members.all as [(typeof scene.members.all)[number]];
  const target = { ownerChain: 0n, owner: owner.address, segmentId: SEGMENT_ID, accountId };
  const [{ asset, siblings }] = assetsOf(book, vault) as [ReturnType<typeof assetsOf>[number]];
  const calls: Call[] = [
    vaultCalls.request(where.vault, 2, target, "0x"),
    vaultCalls.fund(asset.token, where.vault, [target], [1_000n]),
    vaultCalls.advance(where.vault, rowOf(asset), siblings),
    vaultCalls.resume(where.vault),
  ];
  for (const call of calls) expect(await asSender(chain, owner.address, call)).toBe(false);
}

/** What each token pays by the model, once the vault says the same. */
async function settleAll(vault: ReplayVault, book: ExitBook): Promise<ReadonlyMap<Hex, Part>> {
  const { chain, where } = vault;
  const parts = new Map<Hex, Part>();
  for (const { asset, siblings } of assetsOf(book, vault)) {
    const part = await partOf(vault, asset);
    const forged = { ...rowOf(asset), claimTotal: asset.claimTotalAtoms + 1n };
    const reject = { details: { error: "NotInForce" } };
    await expect(triedBy(vault).simulate(exitPaymentCalls.settle(where.vault, forged, siblings))).rejects.toMatchObject(
      reject,
    );
    const call = exitPaymentCalls.settle(where.vault, rowOf(asset), siblings);
    expect(await asSender(chain, STRANGER, call)).toBe(true);
    if (part.have !== part.owed) {
      await chain.mine(Number((await latestOf(vault)).timeSec) + DAY_MS / 1_000); // what lacks may come back for a day
      expect(await asSender(chain, STRANGER, call)).toBe(true);
    }
    await expect(triedBy(vault).simulate(call)).rejects.toMatchObject({ details: { error: "AlreadySettled" } });
    parts.set(asset.token, part);
  }
  return parts;
}

/** Pays all in an order of chance, and looks after each step whether everybody has what the model says. */
async function payAll(
  vault: ReplayVault,
  dues: readonly Due[],
  parts: ReadonlyMap<Hex, Part>,
  random: Random,
): Promise<void> {
  const { chain } = vault;
  const tries = triedBy(vault);
  const order = [...dues];
  for (let left = order.length - 1; left > 0; left--) {
    const other = random.nextInt(0, left);
    [order[left], order[other]] = [order[other]!, order[left]!];
  }
  for (const due of order) {
    const { token, recipient, owedAtoms } = due;
    const { have, owed } = parts.get(token)!; // every token that is owed was settled
    const forged = due.forged[random.nextInt(0, due.forged.length - 1)]!;
    await expect(tries.simulate(forged[0]), forged[1]).rejects.toMatchObject({ details: { error: forged[1] } });
    if (recipient === null) {
      await expect(tries.simulate(due.call())).rejects.toMatchObject({ details: { error: "WrongChain" } });
      continue;
    }
    const isOwn = random.nextInt(0, 3) === 0;
    const to = isOwn ? ELSEWHERE : recipient;
    const before = await balancesOf(vault, token, to);
    expect(await asSender(chain, isOwn ? recipient : STRANGER, due.call(to))).toBe(true);
    const after = await balancesOf(vault, token, to);
    const share = (owedAtoms * have) / owed;
    expect([after.to - before.to, before.vault - after.vault, before.held - after.held]).toEqual([share, share, share]);
    // INV 6, INV 7: once.
    await expect(tries.simulate(due.call())).rejects.toMatchObject({ details: { error: due.again } });
  }
  for (const due of dues)
    if (due.recipient !== null)
      await expect(tries.simulate(due.call())).rejects.toMatchObject({ details: { error: due.again } });
}

async function balancesOf(vault: ReplayVault, token: Hex, to: Hex) {
  const { source } = vault.chain;
  const { heldAtoms, balanceAtoms } = await readHolding(source, await latestOf(vault), vault.where.vault, token);
  return { to: await readBalance(source, token, to), vault: balanceAtoms, held: heldAtoms };
}
