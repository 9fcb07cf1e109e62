/**
 * What an owner that owes for assets of vaults in exit pays, all its accounts of a segment together (CLAIM-033, CLAIM-035, CLAIM-036).
 *
 * @module
 */
import type { AccountRow, Balance, StruckOwer, StruckPot } from "@novate/codec";
import { type Atoms, atoms, divUp, maxOf, minOf, mulDivDown, ZERO_ATOMS } from "@novate/num";
import { balanceOf } from "../ledger/balances.ts";
import { type AccountWorth, valuesOf } from "./accountWorth.ts";
import type { CountPrices } from "./countPrices.ts";
import { type Holding, leftOf, sharedBy } from "./potShares.ts";

/** What one account can pay with: its own cash and priced coins, what it had only gained, and what it has of assets in exit. */
export interface Standing extends Holding {
  readonly ownAtoms: bigint;
  readonly gainAtoms: bigint;
}

/** Work: its coins. */
export function standingOf(
  prices: CountPrices,
  { accountId, segmentId, balances }: AccountRow,
  { ownAtoms, gainAtoms, debtAtoms, collateral }: AccountWorth,
): Standing {
  const value = valuesOf(prices, segmentId, collateral).reduce((sum, each) => sum + each, 0n);
  return { accountId, ownAtoms: ownAtoms + maxOf(value - debtAtoms, 0n), gainAtoms, balances };
}

/** An owner, what its accounts owe together of each asset, and the accounts. */
export interface Owing {
  readonly owner: Pick<AccountRow, "owner" | "ownerChain">;
  readonly owes: readonly Balance[];
  readonly standings: readonly Standing[];
}

/** `pays`: what the owner adds to the pool of each asset, in settlement atoms. */
export interface Paying {
  readonly ower: StruckOwer;
  readonly pays: ReadonlyMap<number, Atoms>;
}

/** What the owner's own coins pay of what it owes of the same asset. Work: its accounts. */
export const offsetsOf = (pots: readonly StruckPot[], { owes, standings }: Owing): StruckOwer["offsets"] =>
  pots.flatMap(({ assetId }) => {
    const hadAtoms = sumOf(standings, ({ balances }) => maxOf<bigint>(balanceOf({ balances }, assetId), 0n));
    const amountAtoms = minOf<bigint>(amountOf(owes, assetId), hadAtoms);
    return amountAtoms === 0n ? [] : [{ assetId, hadAtoms: atoms(hadAtoms), amountAtoms: atoms(amountAtoms) }];
  });

/**
 * By what pools hold: own coins pay first, then what is its own; what it has gained and what is owed to it stand for the rest, and of that
 * the latter pays. Rounded against the owner. Work: its accounts, times the pots.
 */
export function owerAt(pots: readonly StruckPot[], owing: Owing): Paying {
  const { owner, owes, standings } = owing;
  const offsets = offsetsOf(pots, owing);
  const owed = pots.map(({ assetId, numerator, denominator }) => {
    const offset = offsets.find((each) => each.assetId === assetId)?.amountAtoms ?? ZERO_ATOMS;
    return { assetId, atoms: divUp((amountOf(owes, assetId) - offset) * numerator, denominator) };
  });
  const all = sumOf(owed, (each) => each.atoms);
  const own = sumOf(standings, ({ ownAtoms }) => ownAtoms);
  const paid = minOf(own, all);
  const shares = standings.map(({ accountId, balances }) =>
    sharedBy(pots, { accountId, balances: leftOf(offsets, balances) }),
  );
  const rest = sumOf(standings, ({ gainAtoms }) => gainAtoms) + sumOf(shares, (share) => share);
  const withheld = minOf(rest, all - paid);
  const passedOn = rest === 0n ? 0n : sumOf(shares, (share) => mulDivDown(share, withheld, rest));
  const sums = { ownAtoms: own, paidAtoms: paid, restAtoms: rest, withheldAtoms: withheld };
  const ower = { owner: owner.owner, ownerChain: owner.ownerChain, offsets, ...atomsOf(sums) };
  return { ower, pays: spread(owed, paid + passedOn) };
}

/** To the first of what is owed first. */
function spread(
  owed: readonly { readonly assetId: number; readonly atoms: bigint }[],
  amount: bigint,
): Map<number, Atoms> {
  let left = amount;
  return new Map(
    owed.map((each) => {
      const part = minOf(left, each.atoms);
      left -= part;
      return [each.assetId, atoms(part)];
    }),
  );
}

const amountOf = (balances: readonly Balance[], assetId: number): Atoms => balanceOf({ balances }, assetId);

const sumOf = <T>(items: readonly T[], of: (item: T) => bigint): bigint =>
  items.reduce((sum, item) => sum + of(item), 0n);

const atomsOf = <Key extends string>(sums: Record<Key, bigint>): Record<Key, Atoms> => sums as Record<Key, Atoms>;
