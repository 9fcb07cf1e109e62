/**
 * Goal: whatever comes in, and whoever proves it how, every atom is credited or sent back once, in order. Method: random inboxes of a
 * vault and of its twin on another chain, proven in random pieces at random headers, among proofs that lie.
 */
import { type CommandOf, type InboxItem, InboxKind } from "@novate/codec";
import { atoms, ppm } from "@novate/num";
import fc from "fast-check";
import { expect, test } from "vitest";
import { mustGet } from "../state/state.ts";
import { listed } from "../testing/governance.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import { address, BTC, btc, SEGMENT, testGenesis, USDC } from "../testing/testMarket.ts";
import {
  applied,
  CODE_HASH,
  entriesHeard,
  foundVault,
  type Mined,
  type TestVault,
  TOKEN,
  vaultSpec,
} from "../testing/vaults.ts";
import { returnUnplaced } from "./unplaced.ts";

/** So that some of what comes in is beyond the caps. */
const CAPPED = {
  ...listed("SetCollateral", ({ assetId }) => assetId === BTC),
  capAtoms: btc(600n),
  accountSharePpm: ppm(400_000n),
};
const OTHER_CODE = `0x${"0c".repeat(32)}` as const;

const items = fc.array(
  fc.record({
    owner: fc.integer({ min: 1, max: 3 }).map(address),
    sender: fc.integer({ min: 1, max: 3 }).map(address),
    kind: fc.oneof({ weight: 8, arbitrary: fc.constant(InboxKind.deposit) }, fc.integer({ min: 1, max: 4 })),
    ownerChain: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.constantFrom(10, 11, 12, 2 ** 53, 2 ** 63)),
    segmentId: fc.oneof({ weight: 8, arbitrary: fc.constant(SEGMENT) }, fc.constant(9)),
    accountId: fc.integer({ min: 0, max: 4 }),
    amount: fc.bigInt({ min: 0n, max: 40n }),
    token: fc.oneof({ weight: 6, arbitrary: fc.constant(TOKEN) }, fc.constant(address(0xdead))),
    data: fc.constantFrom<InboxItem["data"]>("0x", "0x0102"),
  }),
  { minLength: 1, maxLength: 70 },
);

const operation = fc.oneof(
  fc.record({ do: fc.constant("enter" as const), vault: fc.integer({ min: 0, max: 1 }), items }),
  fc.record({ do: fc.constant("mine" as const), vault: fc.integer({ min: 0, max: 1 }), isOtherCode: fc.boolean() }),
  fc.record({
    do: fc.constant("prove" as const),
    vault: fc.integer({ min: 0, max: 1 }),
    at: fc.nat(),
    length: fc.integer({ min: 1, max: 64 }),
    lie: fc.constantFrom("none", "none", "none", "skip", "again", "reorder", "drop", "change", "twin"),
  }),
);

/** One of the two vaults, what was ever mined of it, and the asset that lies there. */
interface Side {
  readonly vault: TestVault;
  readonly assetId: number;
  readonly mined: { readonly proof: Mined; readonly count: number }[];
}

const rowOf = (house: TestHouse, { vault }: Side) => mustGet(house.state.vaults, vault.spec.vaultId);
const countOf = (house: TestHouse, side: Side) => Number(rowOf(house, side).inboxCount);

/** Proves from where the house stands, or lies about it. */
function prove(house: TestHouse, side: Side, twin: Side, ask: { at: number; length: number; lie: string }): void {
  const from = ask.lie === "twin" ? twin : side;
  const taken = from.mined[ask.at % Math.max(from.mined.length, 1)];
  if (taken === undefined) return;
  const first = countOf(house, side) + (ask.lie === "skip" ? 1 : ask.lie === "again" ? -1 : 0);
  if (first < 0 || first >= taken.count) return;
  const honest = taken.proof.prove(first, Math.min(taken.count, first + ask.length));
  const command = lieAbout(honest, side, ask.lie);
  const before = rowOf(house, side);
  const answer = entriesHeard(house, command);
  const isHonest =
    JSON.stringify(command, text) === JSON.stringify(honest, text) && ["none", "reorder"].includes(ask.lie);
  if (typeof answer === "string") expect(rowOf(house, side)).toBe(before);
  else expect(isHonest, ask.lie).toBe(true);
}

const text = (_: string, value: unknown) => (typeof value === "bigint" ? String(value) : value);

function lieAbout(honest: CommandOf<"ProveInbox">, { vault }: Side, lie: string): CommandOf<"ProveInbox"> {
  const { entries } = honest;
  switch (lie) {
    case "reorder":
      return { ...honest, entries: entries.toReversed() };
    case "drop":
      return { ...honest, entries: entries.slice(0, -1) };
    case "change":
      return { ...honest, entries: entries.map((item) => ({ ...item, amountAtoms: atoms(item.amountAtoms + 1n) })) };
    case "twin":
      return { ...honest, vaultId: vault.spec.vaultId };
    default:
      return honest;
  }
}

/** What of an inbox the house has heard is credited or on its way back, and nothing else is. */
function expectWhole(house: TestHouse, side: Side): void {
  const { state } = house;
  const all = side.vault.items.slice(0, countOf(house, side));
  const [heard, passed] = [all.filter(({ token }) => token === TOKEN), all.filter(({ token }) => token !== TOKEN)];
  const sumOf = (rows: readonly { readonly amountAtoms: bigint }[]) =>
    rows.reduce((sum, row) => sum + row.amountAtoms, 0n);
  const noted = [...state.unplaced.values()].filter(({ vaultId }) => vaultId === side.vault.spec.vaultId);
  expect(sumOf(noted)).toBe(sumOf(passed.filter(({ kind }) => kind === InboxKind.deposit)));
  const came = heard.reduce((sum, item) => (item.kind === InboxKind.deposit ? sum + item.amountAtoms : sum), 0n);
  const balances = [...state.accounts.values()].flatMap((account) => account.balances);
  const credited = balances.reduce((sum, each) => (each.assetId === side.assetId ? sum + each.amountAtoms : sum), 0n);
  const returned = [...state.outbox.values()].reduce(
    (sum, row) => (row.assetId === side.assetId ? sum + row.amountAtoms : sum),
    0n,
  );
  expect(credited + returned).toBe(came);
  expect(mustGet(state.locations, side.assetId).consumedAtoms).toBe(came);
  expect(mustGet(state.assets, side.assetId).escrowAtoms).toBe(came);
}

test("INV-001 CSTD-033 CSTD-040 what was credited and sent back is what came in, and the cursor only advances", () => {
  fc.assert(
    fc.property(fc.array(operation, { minLength: 4, maxLength: 24 }), (operations) => {
      const house = createTestHouse(testGenesis({ changes: [CAPPED] }));
      const sideOf = (assetId: number, spec = vaultSpec()): Side => ({
        vault: foundVault(house, assetId, spec),
        assetId,
        mined: [],
      });
      // The same address and the same code on two chains.
      const sides = [sideOf(BTC), sideOf(USDC, vaultSpec({ vaultId: 2, chainId: 11 }))] as const;
      for (const each of operations) {
        const side = sides[each.vault]!;
        const before = countOf(house, side);
        if (each.do === "enter")
          for (const { amount, ...item } of each.items)
            side.vault.enter({ ...item, amountAtoms: atoms(item.kind === InboxKind.deposit ? amount : 0n) });
        if (each.do === "mine") {
          const proof = side.vault.mine({}, each.isOtherCode ? OTHER_CODE : CODE_HASH);
          if (!each.isOtherCode) side.mined.push({ proof, count: side.vault.items.length });
          else expect(entriesHeardAt(house, side, proof)).not.toBeInstanceOf(Array);
        }
        if (each.do === "prove") prove(house, side, sides[1 - each.vault]!, each);
        expect(countOf(house, side)).toBeGreaterThanOrEqual(before);
        for (const checked of sides) expectWhole(house, checked);
      }
      for (const side of sides) {
        const proof = side.vault.mine();
        while (countOf(house, side) < side.vault.items.length) {
          const first = countOf(house, side);
          const end = Math.min(side.vault.items.length, ((first >> 6) + 1) << 6);
          expect(entriesHeard(house, proof.prove(first, end))).toBeInstanceOf(Array);
        }
        expectWhole(house, side);
      }
      expectReturned(house);
    }),
    { numRuns: 60 },
  );
});

/** Once a token is placed, whoever paid it in has it back, to the atom. */
function expectReturned(house: TestHouse): void {
  const { state } = house;
  const owed = [...state.unplaced.values()].filter(({ vaultId }) => vaultId === 1);
  applied(house, { type: "ListAsset", assetId: 9, symbol: "X", decimals: 0, priceFeedId: 0 });
  applied(house, { type: "LocateAsset", assetId: 9, vaultId: 1, token: address(0xdead), currency: 9, leastAtoms: atoms(0n) }); // biome-ignore format: one change
  returnUnplaced(house.house);
  const back = [...state.outbox.values()].filter(({ assetId }) => assetId === 9);
  const shown = (rows: readonly (readonly [string, bigint])[]) =>
    rows.map(([who, amount]) => `${who}/${amount}`).sort();
  expect(shown(back.map(({ recipient, amountAtoms }) => [recipient, amountAtoms]))).toEqual(
    shown(owed.map(({ sender, amountAtoms }) => [sender, amountAtoms])),
  );
  expect([...state.unplaced.values()].filter(({ vaultId }) => vaultId === 1)).toEqual([]);
  house.house.derived.holdings.assertConserved();
}

const entriesHeardAt = (house: TestHouse, side: Side, proof: Mined) =>
  side.vault.items.length === countOf(house, side) ? "nothing" : entriesHeard(house, proof.prove(countOf(house, side)));
