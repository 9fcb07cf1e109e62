/**
 * What one account claims, gives and lacks at the prices of a count (CLAIM-004 … CLAIM-007).
 *
 * @module
 */
import type {
  AccountRow,
  Balance,
  ClaimParts,
  CountedClaim,
  Hex,
  KeyRow,
  Position,
  StruckSegment,
} from "@novate/codec";
import { type Atoms, atoms, divDown, minOf, mulDivDown, mulDivUp, ZERO_ATOMS } from "@novate/num";
import { assert } from "@novate/stdx";
import { fundingOwedAtoms } from "../ledger/position.ts";
import { collateralKey } from "../state/keys.ts";
import type { CountPrices, CountValue } from "./countPrices.ts";
import { paidOf, sharedBy } from "./exitShares.ts";

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
  const { settlementAssetId } = segment;
  const held = withWaiting(account.balances, beside.waiting);
  let cashAtoms = ZERO_ATOMS;
  const collateral: Balance[] = [];
  for (const balance of held) {
    if (balance.assetId === settlementAssetId) cashAtoms = balance.amountAtoms;
    else if (balance.amountAtoms !== 0n) collateral.push(balance);
  }
  const gainAtoms = unvestedAt(prices, account) - cutOf(segment, prices, account);
  const worthAtoms = withExits(segment, account, beside, cashAtoms, gainAtoms);
  const payment = payDebt(prices, segmentId, collateral, atoms(worthAtoms < 0n ? -worthAtoms : 0n));
  return {
    accountId,
    segmentId,
    ...exitOf(prices, account, beside),
    cashAtoms,
    parts: { ...cashParts(account, worthAtoms, gainAtoms), ...stakeParts(segment, beside) },
    ...payment,
  };
}

/** Its worth less what it pays of what it owes for assets in exit, with its part of what others do (CLAIM-033, CLAIM-034). */
function withExits({ pots }: StruckSegment, account: AccountRow, { owes }: Beside, cash: bigint, gain: bigint): bigint {
  const worth = cash + gain;
  if (pots.length === 0) return worth;
  const { idleAtoms, holderAtoms } = cashParts(account, worth, gain);
  let paid = 0n;
  for (const amountAtoms of paidOf(pots, owes, atoms(idleAtoms + holderAtoms)).values()) paid += amountAtoms;
  return worth - paid + sharedBy(pots, account);
}

/** Gain over cost at a price of the count, funding counted; rounded against the account. */
const gainAt = (at: CountValue, position: Position): bigint =>
  position.lots * at.lotAtoms - position.costAtoms - fundingOwedAtoms(position, at);

/** Of all positions, at the marks of the count. */
function unvestedAt(prices: CountPrices, { positions }: AccountRow): bigint {
  let sum = 0n;
  for (const position of positions) {
    const mark = prices.marks.get(position.instrumentId);
    assert(mark !== undefined, "claims: an instrument is held without a mark");
    sum += gainAt(mark, position);
  }
  return sum;
}

/** What the cycle under way has still to take of the gain that it pays the account, rounded up (CLAIM-028). */
function cutOf({ cycle }: StruckSegment, prices: CountPrices, { accountId, paidCycleMs, positions }: AccountRow) {
  if (cycle === null || paidCycleMs === cycle.cycleMs) return 0n;
  if (accountId <= cycle.cursor || accountId > cycle.lastAccountId) return 0n;
  let gain = 0n;
  for (const position of positions) {
    const strike = prices.marks.get(position.instrumentId)?.strike ?? null;
    if (strike !== null) gain += gainAt(strike, position);
  }
  return gain > 0n ? mulDivUp(gain, cycle.cutAtoms, cycle.gainedAtoms) : 0n;
}

/** What it is worth in settlement cash, split into what was its own and what it had only gained. */
function cashParts({ positions }: AccountRow, worth: bigint, gain: bigint): Omit<ClaimParts, `${string}iorAtoms`> {
  if (worth <= 0n) return { idleAtoms: ZERO_ATOMS, holderAtoms: ZERO_ATOMS, gainAtoms: ZERO_ATOMS };
  const gainAtoms = atoms(gain > 0n ? minOf(gain, worth) : 0n);
  const ownAtoms = atoms(worth - gainAtoms);
  const isHolder = positions.length > 0;
  return {
    idleAtoms: isHolder ? ZERO_ATOMS : ownAtoms,
    holderAtoms: isHolder ? ownAtoms : ZERO_ATOMS,
    gainAtoms,
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
  segmentId: number,
  collateral: readonly Balance[],
  debtAtoms: Atoms,
): Pick<CountedClaim, "kept" | "given" | "lackAtoms"> {
  if (debtAtoms === 0n) return { kept: collateral, given: NO_BALANCES, lackAtoms: ZERO_ATOMS };
  const values = collateral.map(({ assetId, amountAtoms }) => {
    const rate = prices.collaterals.get(collateralKey(segmentId, assetId));
    return rate === undefined ? 0n : divDown(amountAtoms * rate.numerator, rate.denominator);
  });
  const value = values.reduce((left, right) => left + right, 0n);
  const isAllGiven = value <= debtAtoms;
  const given: Balance[] = [];
  const kept: Balance[] = [];
  for (const [index, { assetId, amountAtoms }] of collateral.entries()) {
    const part = values[index] === 0n ? 0n : mulDivUp(amountAtoms, debtAtoms, value);
    const givenAtoms = isAllGiven ? amountAtoms : part;
    if (givenAtoms > 0n) given.push({ assetId, amountAtoms: atoms(givenAtoms) });
    if (givenAtoms < amountAtoms) kept.push({ assetId, amountAtoms: atoms(amountAtoms - givenAtoms) });
  }
  return { kept, given, lackAtoms: atoms(value < debtAtoms ? debtAtoms - value : 0n) };
}

/** Balances with what waits to leave, ascending by asset: it has not left. */
function withWaiting(balances: readonly Balance[], waiting: readonly Balance[]): readonly Balance[] {
  if (waiting.length === 0) return balances;
  const sums = new Map(balances.map(({ assetId, amountAtoms }) => [assetId, amountAtoms]));
  for (const { assetId, amountAtoms } of waiting)
    sums.set(assetId, atoms((sums.get(assetId) ?? ZERO_ATOMS) + amountAtoms));
  return [...sums]
    .map(([assetId, amountAtoms]) => ({ assetId, amountAtoms }))
    .sort((left, right) => left.assetId - right.assetId);
}
