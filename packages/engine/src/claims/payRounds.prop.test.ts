/**
 * Goal: what owners pay each other for assets in exit makes no atom, pays nobody more than its coins are worth, and pays no owner that owes.
 * Method: pots, owners and creditors at random, each account's worth before and after; chains of debts by hand; more owners than are struck.
 */
import type { AccountRow, Balance, StruckOwer, StruckPot } from "@novate/codec";
import { atoms, divUp } from "@novate/num";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { address } from "../testing/testMarket.ts";
import type { AccountWorth } from "./accountWorth.ts";
import type { CountPrices } from "./countPrices.ts";
import { madeGood } from "./madeGood.ts";
import { type Owing, standingOf } from "./owers.ts";
import { struckAt } from "./payRounds.ts";
import { paidByWalk } from "./potShares.ts";

const [SEGMENT, CASH, COIN, FIRST_EXITED] = [1, 1, 2, 10];

interface Given {
  readonly own: bigint;
  readonly gain: bigint;
  readonly debt: bigint;
  /** Of a coin in a vault that lives, an atom each. */
  readonly coins: bigint;
  /** Of each asset in exit. */
  readonly exited: readonly bigint[];
}

interface House {
  /** Worth of an atom, in tenths, and what was collected, of each asset in exit. */
  readonly pots: readonly {
    readonly worth: bigint;
    readonly numerator: bigint;
    readonly collected: bigint;
    /** The account that a walk has come to. */
    readonly walked?: number;
  }[];
  /** Owners; what each owes of each asset, and its accounts. */
  readonly owners: readonly { readonly owes: readonly bigint[]; readonly accounts: readonly Given[] }[];
}

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((left, right) => left + right, 0n);

const balancesOf = (amounts: readonly bigint[]): Balance[] =>
  amounts.flatMap((amount, place) => (amount === 0n ? [] : [{ assetId: FIRST_EXITED + place, amountAtoms: atoms(amount) }])); // biome-ignore format: one line

const worthOf = ({ own, gain, debt, coins }: Given): AccountWorth => ({
  cashAtoms: atoms(0n), // it is not looked at
  collateral: coins === 0n ? [] : [{ assetId: COIN, amountAtoms: atoms(coins) }],
  ...(debt > 0n ? { ownAtoms: 0n, gainAtoms: 0n, debtAtoms: debt } : { ownAtoms: own, gainAtoms: gain, debtAtoms: 0n }),
});

/** Strikes the house and works out everybody: before and after, by owner. */
function played({ pots: given, owners }: House, isStruck: (owner: number) => boolean = () => true) {
  const all = owners.flatMap(({ accounts }) => accounts);
  const open: StruckPot[] = given.map(({ worth, numerator, collected, walked }, place) => {
    const held = sum(all.map(({ exited }) => exited[place]!));
    const walk = walked === undefined ? null : { cursor: walked, potAtoms: atoms(collected), heldAtoms: atoms(held), isLast: false }; // biome-ignore format: one line
    const pot = {
      assetId: FIRST_EXITED + place,
      numerator: worth * 10n + numerator,
      denominator: 10n,
      potAtoms: atoms(collected),
      walk,
    };
    const ahead = all.map(({ exited }, account) => paidByWalk(pot, account + 1, exited[place]!));
    const [cash, coins] = [sum(ahead.map((each) => each.cash)), sum(ahead.map((each) => each.coins))];
    return { ...pot, poolAtoms: atoms(collected - cash), heldAtoms: atoms(held - coins) };
  });
  const idOf = new Map(all.map((each, account) => [each, account + 1]));
  const rowOf = (owner: number, each: Given): AccountRow =>
    ({ accountId: idOf.get(each)!, owner: address(owner + 1), ownerChain: 0, segmentId: SEGMENT, balances: balancesOf(each.exited) }) as Partial<AccountRow> as AccountRow; // biome-ignore format: one line
  const without = { segments: new Map(), owers: new Map(), marks: new Map(), epoch: 0, timeMs: 0 };
  const collaterals = new Map([[`${SEGMENT}/${COIN}`, { segmentId: SEGMENT, assetId: COIN, numerator: 1n, denominator: 1n }]]); // biome-ignore format: one line
  const prices = { ...without, collaterals } as CountPrices;
  const owing: Owing[] = owners.flatMap(({ owes, accounts }, owner) => {
    if (!isStruck(owner) || owes.every((amount) => amount === 0n)) return [];
    const standings = accounts.map((each) => standingOf(prices, rowOf(owner, each), worthOf(each)));
    return [{ owner: rowOf(owner, accounts[0]!), owes: balancesOf(owes), standings }];
  });
  const struck = struckAt(open, owing);
  const segment = { segmentId: SEGMENT, settlementAssetId: CASH, ...struck };
  const owers = new Map<string, StruckOwer>(struck.owers.map((ower) => [`${SEGMENT}/${ower.owner}`, ower]));
  const counted = { ...prices, segments: new Map([[SEGMENT, segment]]), owers } as unknown as CountPrices;
  const totalOf = ({ ownAtoms, gainAtoms, debtAtoms }: ReturnType<typeof madeGood>) => ownAtoms + gainAtoms - debtAtoms;
  return {
    pots: struck.pots,
    owners: owners.map(({ owes, accounts }, owner) => ({
      owed: struck.pots.reduce((sum, { numerator, denominator }, place) => sum + divUp(owes[place]! * numerator, denominator), 0n), // biome-ignore format: one line
      accounts: accounts.map((each, place) => {
        const own = place === 0 ? balancesOf(owes) : []; // all that it owes stands at the first
        return {
          before: totalOf(worthOf(each)),
          after: totalOf(madeGood(counted, rowOf(owner, each), worthOf(each), own)),
          parts: madeGood(counted, rowOf(owner, each), worthOf(each), own),
        };
      }),
    })),
  };
}

const amount = fc.oneof(fc.constant(0n), fc.bigInt({ min: 0n, max: 12n }), fc.bigInt({ min: 0n, max: 10n ** 12n }));
const houses: fc.Arbitrary<House> = fc.integer({ min: 1, max: 3 }).chain((assets) => {
  const each = fc.array(amount, { minLength: assets, maxLength: assets });
  const account = fc.record({ own: amount, gain: amount, debt: fc.oneof(fc.constant(0n), amount), coins: amount, exited: each });
  const owner = fc.record({ owes: fc.oneof(fc.constant(Array.from({ length: assets }, () => 0n)), each), accounts: fc.array(account, { minLength: 1, maxLength: 3 }) });
  const pot = fc.record({ worth: fc.bigInt({ min: 0n, max: 9n }), numerator: fc.bigInt({ min: 1n, max: 9n }), collected: amount, walked: fc.option(fc.nat(8), { nil: undefined }) }) as fc.Arbitrary<House["pots"][number]>;
  return fc.record({ pots: fc.array(pot, { minLength: assets, maxLength: assets }), owners: fc.array(owner, { minLength: 1, maxLength: 5 }) });
}); // biome-ignore format: one line a part

describe("a random house", () => {
  test("CLAIM-033 CLAIM-034 CLAIM-036 all claims together are no more than all had and what was collected", () => {
    fc.assert(
      fc.property(houses, fc.nat(5), (house, many) => {
        const { owners } = played(house, (owner) => owner < many);
        const all = owners.flatMap(({ accounts }) => accounts);
        const collected = sum(house.pots.map((pot) => pot.collected));
        expect(sum(all.map(({ after }) => after)) <= sum(all.map(({ before }) => before)) + collected).toBe(true);
        for (const { parts } of all)
          expect(parts.ownAtoms >= 0n && parts.gainAtoms >= 0n && parts.debtAtoms >= 0n).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test("CLAIM-033 CLAIM-035 CLAIM-036 who owes has nothing left in cash, gains or coins until what it owes is made good", () => {
    fc.assert(
      fc.property(houses, (house) => {
        const { pots, owners } = played(house);
        for (const [owner, { owes, accounts }] of house.owners.entries()) {
          const left = pots.map(({ numerator, denominator }, place) => {
            const had = sum(accounts.map(({ exited }) => exited[place]!));
            const lack = owes[place]! > had ? owes[place]! - had : 0n;
            return divUp(lack * numerator, denominator);
          });
          if (sum(left) === 0n) continue;
          const means = accounts.map((each) => sum([each.debt > 0n ? 0n : each.own + each.gain, each.debt > each.coins ? 0n : each.coins - each.debt]));
          const after = owners[owner]!.accounts.map(({ parts }, place) => {
            const { coins } = accounts[place]!;
            return parts.ownAtoms + parts.gainAtoms + (parts.debtAtoms > coins ? 0n : coins - parts.debtAtoms);
          });
          const most = sum(pots.flatMap(({ poolAtoms, potAtoms }) => [poolAtoms, potAtoms]));
          const atMost = sum(means) + most - sum(left);
          expect(sum(after) <= (atMost > 0n ? atMost : 0n)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  }); // biome-ignore format: one expression a line

  test("CLAIM-034 who owes nothing is paid the worth of what it has left at most, and loses nothing", () => {
    fc.assert(
      fc.property(houses, (house) => {
        const { pots, owners } = played(house);
        for (const [owner, { owes, accounts }] of house.owners.entries()) {
          if (owes.some((each) => each > 0n)) continue;
          for (const [place, { before, after }] of owners[owner]!.accounts.entries()) {
            const worth = sum(pots.map(({ numerator, denominator }, asset) => (accounts[place]!.exited[asset]! * numerator) / denominator)); // biome-ignore format: one line
            expect(after >= before && after - before <= worth).toBe(true);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});

const NOTHING: Given = { own: 0n, gain: 0n, debt: 0n, coins: 0n, exited: [0n, 0n, 0n] };
const pot = { worth: 1n, numerator: 0n, collected: 0n };

test("CLAIM-036 what is owed to who owes is paid to whom that owes it, and on", () => {
  const { owners } = played({
    pots: [pot, pot, pot],
    owners: [
      { owes: [100n, 0n, 0n], accounts: [{ ...NOTHING, own: 100n }] },
      { owes: [0n, 100n, 0n], accounts: [{ ...NOTHING, exited: [100n, 0n, 0n] }] },
      { owes: [0n, 0n, 100n], accounts: [{ ...NOTHING, exited: [0n, 100n, 0n] }] },
      { owes: [0n, 0n, 0n], accounts: [{ ...NOTHING, exited: [0n, 0n, 100n] }] },
    ],
  });
  expect(owners.map(({ accounts }) => accounts[0]!.after)).toEqual([0n, 0n, 0n, 100n]);
});

test("CLAIM-036 what it has gained stands for what it owes: it has neither twice, and nobody else has it", () => {
  const { owners } = played({
    pots: [pot, pot, pot],
    owners: [
      { owes: [100n, 0n, 0n], accounts: [{ ...NOTHING, own: 30n, gain: 50n }, { ...NOTHING, gain: 40n }] },
      { owes: [0n, 0n, 0n], accounts: [{ ...NOTHING, exited: [100n, 0n, 0n] }] },
    ],
  }); // biome-ignore format: one line an owner
  expect(owners.map(({ accounts }) => sum(accounts.map(({ after }) => after)))).toEqual([19n, 30n]);
});

test("CLAIM-038 an owner that was not struck claims as much less by what the account itself owes, and nobody is paid of it", () => {
  const house: House = {
    pots: [pot, pot, pot],
    owners: [
      { owes: [100n, 0n, 0n], accounts: [{ ...NOTHING, own: 70n, gain: 50n }, { ...NOTHING, own: 40n }] },
      { owes: [0n, 0n, 0n], accounts: [{ ...NOTHING, exited: [100n, 0n, 0n] }] },
    ],
  }; // biome-ignore format: one line an owner
  const { owners } = played(house, () => false);
  expect(owners.map(({ accounts }) => accounts.map(({ after }) => after))).toEqual([[20n, 40n], [0n]]);
});
