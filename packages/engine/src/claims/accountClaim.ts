/**
 * What one account claims, gives and lacks at the prices of a count (CLAIM-004 … CLAIM-007).
 *
 * @module
 */
import type { AccountRow, Balance, ClaimParts, ClaimRow, Hex, KeyRow } from "@novate/codec";
import { type Atoms, atoms, divDown, minOf, mulDivDown, mulDivUp, ZERO_ATOMS } from "@novate/num";
import { assert } from "@novate/stdx";
import { unvestedAtoms } from "../ledger/position.ts";
import { collateralKey } from "../state/keys.ts";
import { mustGet, type StateView } from "../state/state.ts";
import type { CountPrices } from "./countPrices.ts";

/** An address that an owner named for its claims, and until when. */
export interface NamedExit {
  /** The key that it is. */
  readonly row: KeyRow;
  readonly address: Hex;
  readonly validUntilMs: number;
}

/**
 * What is an account's beside its row: withdrawals that wait, ascending by asset, what it contributed to the funds, and whom it named, the
 * newest first.
 */
export interface Beside {
  readonly waiting: readonly Balance[];
  readonly juniorAtoms: Atoms;
  readonly seniorAtoms: Atoms;
  readonly exits: readonly NamedExit[];
}

export const NOTHING_BESIDE: Beside = { waiting: [], juniorAtoms: ZERO_ATOMS, seniorAtoms: ZERO_ATOMS, exits: [] };

/** Whom it is paid to: who was named last and still is, everywhere; else the owner, a key everywhere, a contract on its own chain. */
function exitOf({ timeMs }: CountPrices, { owner, ownerChain }: AccountRow, { exits }: Beside) {
  const named = exits.find(({ validUntilMs }) => validUntilMs > timeMs);
  return named === undefined
    ? { exitAddress: owner, exitChain: ownerChain }
    : { exitAddress: named.address, exitChain: 0 };
}

/** Of instruments only what never changes is read; all that moves comes from the count. */
export function accountClaim(
  state: Pick<StateView, "instruments">,
  prices: CountPrices,
  account: AccountRow,
  beside: Beside,
): ClaimRow {
  const { accountId, segmentId } = account;
  const { settlementAssetId } = mustSegment(prices, segmentId);
  const held = withWaiting(account.balances, beside.waiting);
  const cashAtoms = held.find(({ assetId }) => assetId === settlementAssetId)?.amountAtoms ?? ZERO_ATOMS;
  const collateral = held.filter(({ assetId }) => assetId !== settlementAssetId);
  const gainAtoms = unvestedAt(state, prices, account) - cutOf(state, prices, account);
  const worthAtoms = cashAtoms + gainAtoms;
  const payment = payDebt(prices, segmentId, collateral, atoms(worthAtoms < 0n ? -worthAtoms : 0n));
  const parts = { ...cashParts(account, worthAtoms, gainAtoms), ...stakeParts(prices, segmentId, beside) };
  return {
    epoch: prices.epoch,
    accountId,
    segmentId,
    ...exitOf(prices, account, beside),
    cashAtoms,
    parts,
    ...payment,
  };
}

/** Gain over cost of all positions at the marks of the count, funding counted; rounded against the account. */
function unvestedAt(state: Pick<StateView, "instruments">, prices: CountPrices, { positions }: AccountRow): bigint {
  let sum = 0n;
  for (const position of positions) {
    const mark = prices.marks.get(position.instrumentId);
    assert(mark !== undefined, `claims: instrument ${position.instrumentId} is held without a mark`);
    sum += unvestedAtoms(mustGet(state.instruments, position.instrumentId), mark, position, mark.priceTicks);
  }
  return sum;
}

/** What the cycle under way has still to take of the gain that it pays the account, rounded up (CLAIM-028). */
function cutOf(state: Pick<StateView, "instruments">, prices: CountPrices, account: AccountRow): bigint {
  const { accountId, segmentId, paidCycleMs, positions } = account;
  const { cycle } = mustSegment(prices, segmentId);
  if (cycle === null || paidCycleMs === cycle.cycleMs) return 0n;
  if (accountId <= cycle.cursor || accountId > cycle.lastAccountId) return 0n;
  let gain = 0n;
  for (const position of positions) {
    const strike = prices.marks.get(position.instrumentId)?.strike ?? null;
    if (strike !== null)
      gain += unvestedAtoms(mustGet(state.instruments, position.instrumentId), strike, position, strike.priceTicks);
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
function stakeParts(prices: CountPrices, segmentId: number, { juniorAtoms, seniorAtoms }: Beside) {
  const { juniorFundAtoms, seniorFundAtoms, juniorStakesAtoms, seniorStakesAtoms } = mustSegment(prices, segmentId);
  const partOf = (fund: Atoms, stake: Atoms, stakes: Atoms) =>
    stake === 0n ? ZERO_ATOMS : atoms(mulDivDown(fund, stake, stakes));
  return {
    juniorAtoms: partOf(juniorFundAtoms, juniorAtoms, juniorStakesAtoms),
    seniorAtoms: partOf(seniorFundAtoms, seniorAtoms, seniorStakesAtoms),
  };
}

/** Gives collateral for a debt, the same part of each that has a price, rounded against the debtor; all of it where it does not suffice. */
function payDebt(
  prices: CountPrices,
  segmentId: number,
  collateral: readonly Balance[],
  debtAtoms: Atoms,
): Pick<ClaimRow, "kept" | "given" | "lackAtoms"> {
  if (debtAtoms === 0n) return { kept: [...collateral], given: [], lackAtoms: ZERO_ATOMS };
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
function withWaiting(balances: readonly Balance[], waiting: readonly Balance[]): Balance[] {
  if (waiting.length === 0) return balances.filter(({ amountAtoms }) => amountAtoms !== 0n);
  const sums = new Map(balances.map(({ assetId, amountAtoms }) => [assetId, amountAtoms]));
  for (const { assetId, amountAtoms } of waiting)
    sums.set(assetId, atoms((sums.get(assetId) ?? ZERO_ATOMS) + amountAtoms));
  return [...sums]
    .filter(([, amountAtoms]) => amountAtoms !== 0n)
    .map(([assetId, amountAtoms]) => ({ assetId, amountAtoms }))
    .sort((left, right) => left.assetId - right.assetId);
}

function mustSegment(prices: CountPrices, segmentId: number) {
  const segment = prices.segments.get(segmentId);
  assert(segment !== undefined, `claims: segment ${segmentId} was not struck`);
  return segment;
}
