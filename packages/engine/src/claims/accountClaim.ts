/**
 * What one account claims, gives and lacks at the prices of a count (CLAIM-004 … CLAIM-007).
 *
 * @module
 */
import type { AccountRow, Balance, ClaimParts, CountedClaim, Hex, KeyRow, StruckSegment } from "@novate/codec";
import { type Atoms, atoms, mulDivDown, mulDivUp, ZERO_ATOMS } from "@novate/num";
import { assert } from "@novate/stdx";
import { collateralKey } from "../state/keys.ts";
import { accountWorth, valuesOf, type Worth } from "./accountWorth.ts";
import { type CountPrices, owerOf } from "./countPrices.ts";
import { madeGood } from "./madeGood.ts";
import { leftOf } from "./potShares.ts";

/** An address that an owner named for its claims, and until when. */
export interface NamedExit {
  /** The key that it is. */
  readonly row: KeyRow;
  readonly address: Hex;
  readonly validUntilMs: number;
}

/**
 * What is an account's beside its row: withdrawals that wait, ascending by asset, what it contributed to the funds, whom it named, the
 * newest first, and what it owes of assets in exit.
 */
export interface Beside {
  readonly waiting: readonly Balance[];
  readonly juniorAtoms: Atoms;
  readonly seniorAtoms: Atoms;
  readonly exits: readonly NamedExit[];
  readonly owes: readonly Balance[];
}

export const NOTHING_BESIDE: Beside = {
  waiting: [],
  juniorAtoms: ZERO_ATOMS,
  seniorAtoms: ZERO_ATOMS,
  exits: [],
  owes: [],
};

/** Whom it is paid to: who was named last and still is, everywhere; else the owner, a key everywhere, a contract on its own chain. */
function exitOf({ timeMs }: CountPrices, { owner, ownerChain }: AccountRow, { exits }: Beside) {
  const named = exits.find(({ validUntilMs }) => validUntilMs > timeMs);
  return named === undefined
    ? { exitAddress: owner, exitChain: ownerChain }
    : { exitAddress: named.address, exitChain: 0 };
}

const NO_BALANCES: readonly Balance[] = [];

/** All that moves comes from the count. */
export function accountClaim(prices: CountPrices, account: AccountRow, beside: Beside): CountedClaim {
  const { accountId, segmentId } = account;
  const segment = prices.segments.get(segmentId);
  assert(segment !== undefined, "claims: the account's segment was not struck");
  const had = accountWorth(prices, segment, account, beside.waiting);
  const worth = madeGood(prices, account, had, beside.owes);
  return {
    accountId,
    segmentId,
    ...exitOf(prices, account, beside),
    cashAtoms: had.cashAtoms,
    parts: { ...cashParts(account, worth), ...stakeParts(segment, beside) },
    ...payDebt(prices, account, had.collateral, atoms(worth.debtAtoms)),
  };
}

/** What it is worth in settlement cash, split into what was its own and what it had only gained. */
function cashParts({ positions }: AccountRow, worth: Worth): Omit<ClaimParts, `${string}iorAtoms`> {
  const isHolder = positions.length > 0;
  const ownAtoms = atoms(worth.ownAtoms);
  return {
    idleAtoms: isHolder ? ZERO_ATOMS : ownAtoms,
    holderAtoms: isHolder ? ownAtoms : ZERO_ATOMS,
    gainAtoms: atoms(worth.gainAtoms),
  };
}

/** Its part of what is left in the funds, by what it contributed; rounded down. */
function stakeParts(segment: StruckSegment, { juniorAtoms, seniorAtoms }: Beside) {
  const partOf = (fund: Atoms, stake: Atoms, stakes: Atoms) =>
    stake === 0n ? ZERO_ATOMS : atoms(mulDivDown(fund, stake, stakes));
  return {
    juniorAtoms: partOf(segment.juniorFundAtoms, juniorAtoms, segment.juniorStakesAtoms),
    seniorAtoms: partOf(segment.seniorFundAtoms, seniorAtoms, segment.seniorStakesAtoms),
  };
}

/** Gives collateral for a debt, the same part of each that has a price, rounded against the debtor; all of it where it does not suffice. */
function payDebt(
  prices: CountPrices,
  account: AccountRow,
  collateral: readonly Balance[],
  debtAtoms: Atoms,
): Pick<CountedClaim, "kept" | "given" | "lackAtoms"> {
  if (debtAtoms === 0n) return { kept: collateral, given: NO_BALANCES, lackAtoms: ZERO_ATOMS };
  const giveable = giveableOf(prices, account, collateral);
  const values = valuesOf(prices, account.segmentId, giveable);
  const value = values.reduce((left, right) => left + right, 0n);
  const isAllGiven = value <= debtAtoms;
  const given: Balance[] = [];
  const kept: Balance[] = [];
  for (const [index, { assetId, amountAtoms }] of collateral.entries()) {
    const most = giveable[index]!.amountAtoms;
    const part = values[index] === 0n ? 0n : mulDivUp(most, debtAtoms, value);
    const givenAtoms = isAllGiven ? most : part;
    if (givenAtoms > 0n) given.push({ assetId, amountAtoms: atoms(givenAtoms) });
    if (givenAtoms < amountAtoms) kept.push({ assetId, amountAtoms: atoms(amountAtoms - givenAtoms) });
  }
  return { kept, given, lackAtoms: atoms(value < debtAtoms ? debtAtoms - value : 0n) };
}

/** Of each what a debt may take: nothing of what is kept, nor what pays for coins of the same asset that the owner owes (CLAIM-035). */
function giveableOf(prices: CountPrices, account: AccountRow, collateral: readonly Balance[]): readonly Balance[] {
  const left = leftOf(owerOf(prices, account)?.offsets ?? [], collateral);
  return left.map(({ assetId, amountAtoms }) => {
    const rate = prices.collaterals.get(collateralKey(account.segmentId, assetId));
    return { assetId, amountAtoms: rate?.numerator === 0n ? ZERO_ATOMS : amountAtoms };
  });
}
