/**
 * What one account is worth at the prices of a count, before anything is paid of it or to it (CLAIM-005, CLAIM-016, CLAIM-028).
 *
 * @module
 */
import type { AccountRow, Balance, Position, StruckSegment } from "@novate/codec";
import { type Atoms, atoms, divDown, maxOf, minOf, mulDivUp, ZERO_ATOMS } from "@novate/num";
import { assert } from "@novate/stdx";
import { fundingOwedAtoms } from "../ledger/position.ts";
import { collateralKey } from "../state/keys.ts";
import type { CountPrices, CountValue } from "./countPrices.ts";

/** Settlement atoms by whose they are: either `debtAtoms` are zero or the others. `gainAtoms`: what had not vested. */
export interface Worth {
  readonly ownAtoms: bigint;
  readonly gainAtoms: bigint;
  readonly debtAtoms: bigint;
}

/** `cashAtoms`: settlement cash, of either sign; `collateral`: all else, ascending by asset; both with what waits to leave. */
export interface AccountWorth extends Worth {
  readonly cashAtoms: Atoms;
  readonly collateral: readonly Balance[];
}

/** Work: its positions and balances. */
export function accountWorth(
  prices: CountPrices,
  segment: StruckSegment,
  account: AccountRow,
  waiting: readonly Balance[],
): AccountWorth {
  let cashAtoms = ZERO_ATOMS;
  const collateral: Balance[] = [];
  for (const balance of withWaiting(account.balances, waiting)) {
    if (balance.assetId === segment.settlementAssetId) cashAtoms = balance.amountAtoms;
    else if (balance.amountAtoms !== 0n) collateral.push(balance);
  }
  const gain = unvestedAt(prices, account) - cutOf(segment, prices, account);
  const worth = cashAtoms + gain;
  const gainAtoms = minOf(maxOf(gain, 0n), maxOf(worth, 0n));
  const ownAtoms = maxOf(worth, 0n) - gainAtoms;
  return { cashAtoms, collateral, ownAtoms, gainAtoms, debtAtoms: maxOf(-worth, 0n) };
}

/** What each is worth after its haircut, rounded down; nothing where it has no price. */
export const valuesOf = (prices: CountPrices, segmentId: number, collateral: readonly Balance[]): bigint[] =>
  collateral.map(({ assetId, amountAtoms }) => {
    const rate = prices.collaterals.get(collateralKey(segmentId, assetId));
    return rate === undefined ? 0n : divDown(amountAtoms * rate.numerator, rate.denominator);
  });

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
